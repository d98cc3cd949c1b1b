"""How each plan of the story begins: imported or begun, given its officers, and published."""

from collections.abc import Iterator
from datetime import datetime

from fourfold.accountability.plan.domain.states import Answer, StrandKind
from fourfold.accountability.plan.operations.actions import ActionWords, add_action, edit_action
from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
from fourfold.accountability.plan.operations.imports import answer_question, import_plan
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan, name_reader, publish_plan, set_aim
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.accountability.plan.queries.plans import plan_for_actor, review_for_actor, strands_on_a_page
from fourfold.project.demonstration.loading import text_of
from fourfold.project.demonstration.story.entries import ActionStory, PlanStory
from fourfold.project.demonstration.story.stage import Play, Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import known_register


def opening(plan: PlanStory, stage: Stage) -> Iterator[Scene]:
    """The scenes until the plan is published, all by its coordinator."""
    frame = plan.frame

    def scene(day: int, what: str, play: Play) -> Scene:
        return Scene(day, frame.coordinator, f"{frame.area} plan: {what}", play)

    if frame.document:
        yield scene(frame.begun, "imported", _import(plan, stage))
        yield scene(frame.begun, "questions answered", _answer(plan, stage))
        for action in plan.actions:
            yield scene(frame.published, f"officers of {action.place}", _name_officers(plan, action, stage))
    else:
        yield scene(frame.begun, "begun", _begin(plan, stage))
        for action in plan.actions:
            yield scene(frame.begun, f"added {action.place}", _add(plan, action, stage))
    yield scene(frame.published, "published", _publish(plan, stage))


def _frame(plan: PlanStory) -> PlanFrame:
    frame = plan.frame
    return PlanFrame(frame.title, frame.audience, frame.scope, frame.area, frame.summary)


def _import(plan: PlanStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        document = stage.days.shift_months(text_of(plan.frame.document).decode())
        made = import_plan(
            actor=actor, now=now, filename=plan.frame.document, content=document.encode(), frame=_frame(plan)
        )
        stage.plans[plan.key] = made.pk
        for action in actions_for_actor(actor, ActionFilter(plan_id=made.pk), today=stage.days.loaded_on):
            stage.actions[plan.key, StrandKind(action.strand.kind), action.number] = action.pk

    return play


def _answer(plan: PlanStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        plan_id = stage.plans[plan.key]
        for question in review_for_actor(actor, plan_id).questions:
            answer_question(actor=actor, now=now, plan_id=plan_id, question_id=question.pk, answer=Answer.AS_PROPOSED)

    return play


def _name_officers(plan: PlanStory, action: ActionStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        found = action_for_actor(actor, stage.actions[plan.key, action.strand, action.number])
        said = ActionWords.of(found)
        words = _words(action, stage, said.text, ActionWords("", "", due_on=said.due_on, review_on=said.review_on))
        edit_action(actor=actor, now=now, action_id=found.pk, version=found.version, words=words)

    return play


def _words(action: ActionStory, stage: Stage, text: str, dates: ActionWords) -> ActionWords:
    """The action's words; its own dates where the story gives them, else those it has."""
    return ActionWords(
        title=action.title,
        text=text,
        accountable_officer=stage.person(action.officer),
        deputy=stage.person(action.deputy),
        due_on=dates.due_on if action.due is None else stage.days.working_day(action.due),
        review_on=dates.review_on if action.review is None else stage.days.working_day(action.review),
    )


def _begin(plan: PlanStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        made = begin_plan(actor=actor, now=now, frame=_frame(plan))
        stage.plans[plan.key] = made.pk
        for aim in plan.frame.aims:
            set_aim(actor=actor, now=now, plan_id=made.pk, kind=aim.strand, aim=aim.aim)
        for reader in plan.frame.readers:
            name_reader(actor=actor, now=now, plan_id=made.pk, user_id=stage.user(reader))

    return play


def _add(plan: PlanStory, action: ActionStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        found = plan_for_actor(actor, stage.plans[plan.key])
        strands = {strand.kind: strand for strand in strands_on_a_page(found)}
        words = _words(action, stage, action.text, ActionWords("", ""))
        made = add_action(actor=actor, now=now, strand_id=strands[action.strand].pk, words=words)
        stage.actions[plan.key, action.strand, action.number] = made.pk
        parts = [
            AgencyPart(stage.agencies[lead.agency], known_register()[lead.agency].name, lead.part)
            for lead in action.leads
        ]
        set_agencies(actor=actor, now=now, action_id=made.pk, parts=parts)

    return play


def _publish(plan: PlanStory, stage: Stage) -> Play:
    def play(actor: Standing, now: datetime) -> None:
        publish_plan(actor=actor, now=now, plan_id=stage.plans[plan.key])

    return play
