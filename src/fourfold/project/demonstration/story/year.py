"""What happens to an action in its year, entry by entry, as scenes."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from fourfold.accountability.plan.domain.states import Marking, Status, StrandKind
from fourfold.accountability.plan.operations.actions import ActionWords, edit_action
from fourfold.accountability.plan.operations.updates import Progress, comment, post_update
from fourfold.accountability.plan.operations.work import (
    add_dependency,
    add_file,
    add_link,
    add_milestone,
    add_risk,
    close_risk,
    complete_milestone,
)
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.project.demonstration.story import entries
from fourfold.project.demonstration.story.evidence import MADE
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing

WORK_PLANNED_AFTER = 4
"""Days from a plan's publication until its officers have entered their milestones."""


class Year:
    """The year of one action."""

    def __init__(self, plan: entries.PlanStory, action: entries.ActionStory, stage: Stage) -> None:
        self.plan, self.action, self.stage = plan, action, stage

    def scenes(self) -> Iterator[Scene]:
        """Everything that happens to the action after its plan is published; a day's scenes in their order."""
        yield from self._milestones()
        for risk in self.action.risks:
            yield from self._risk(risk)
        yield from map(self._wait, self.action.waits)
        yield from map(self._edit, self.action.edits)
        yield from self._updates()
        yield from map(self._link, self.action.links)
        yield from map(self._file, self.action.files)
        yield from map(self._comment, self.action.comments)

    def _id(self) -> UUID:
        return self.stage.actions[self.plan.key, self.action.strand, self.action.number]

    def _what(self, happens: str) -> str:
        return f"{self.action.place.capitalize()}: {happens}"

    def _milestones(self) -> Iterator[Scene]:
        for step in self.action.milestones:
            yield from self._milestone(step)

    def _milestone(self, step: entries.Milestone) -> Iterator[Scene]:
        def add(actor: Standing, now: datetime) -> None:
            due_on = self.stage.days.working_day(step.due)
            made = add_milestone(actor=actor, now=now, action_id=self._id(), title=step.title, due_on=due_on)
            self.stage.milestones[self._id(), step.title] = made.pk

        def complete(actor: Standing, now: datetime) -> None:
            complete_milestone(
                actor=actor,
                now=now,
                action_id=self._id(),
                milestone_id=self.stage.milestones[self._id(), step.title],
                done_on=None if step.done is None else self.stage.days.working_day(step.done),
            )

        entered = self.plan.frame.published + WORK_PLANNED_AFTER
        yield Scene(entered, self.action.officer, self._what("milestone"), add)
        if step.done is not None:
            yield Scene(step.done, self.action.officer, self._what("milestone reached"), complete)

    def _risk(self, risk: entries.Risk) -> Iterator[Scene]:
        made: list[UUID] = []

        def add(actor: Standing, now: datetime) -> None:
            fields = {name: getattr(risk, name) for name in ("text", "likelihood", "impact", "mitigation")}
            made.append(add_risk(actor=actor, now=now, action_id=self._id(), risk=fields).pk)

        def close(actor: Standing, now: datetime) -> None:
            closed_on = None if risk.closed is None else self.stage.days.working_day(risk.closed)
            close_risk(actor=actor, now=now, action_id=self._id(), risk_id=made[0], closed_on=closed_on)

        yield Scene(risk.day, self.action.officer, self._what("risk"), add)
        if risk.closed is not None:
            yield Scene(risk.closed, self.action.officer, self._what("risk closed"), close)

    def _wait(self, wait: entries.Wait) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            strand, number = wait.needs.split()
            needed_id = self.stage.actions[self.plan.key, StrandKind(strand), int(number)]
            add_dependency(actor=actor, now=now, action_id=self._id(), needed_id=needed_id, note=wait.note)

        return Scene(wait.day, self.action.officer, self._what("dependency"), play)

    def _edit(self, edit: entries.Edit) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            found = action_for_actor(actor, self._id())
            said, days = ActionWords.of(found), self.stage.days
            words = ActionWords(
                title=said.title,
                text=said.text,
                accountable_officer=said.accountable_officer,
                deputy=self.stage.person(edit.deputy) if edit.deputy else said.deputy,
                due_on=said.due_on if edit.due is None else days.working_day(edit.due),
                review_on=said.review_on if edit.review is None else days.working_day(edit.review),
            )
            edit_action(actor=actor, now=now, action_id=found.pk, version=found.version, words=words)

        return Scene(edit.day, edit.by or self.action.officer, self._what("edited"), play)

    def _updates(self) -> Iterator[Scene]:
        status = Status.NOT_STARTED
        for update in self.action.updates:
            status = update.status or status
            yield self._update(update, status)

    def _update(self, update: entries.Update, status: Status) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            progress = Progress(
                text=update.text,
                status=status,
                reason=update.reason,
                marking=Marking.OFFICIAL_SENSITIVE if update.readers else Marking.OFFICIAL,
                readers=tuple(self.stage.user(key) for key in update.readers),
                reviewed_next_on=None if update.review is None else self.stage.days.working_day(update.review),
            )
            post_update(actor=actor, now=now, action_id=self._id(), progress=progress)

        return Scene(update.day, update.by, self._what("update"), play)

    def _link(self, link: entries.Link) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            add_link(actor=actor, now=now, action_id=self._id(), title=link.title, url=link.url)

        return Scene(link.day, link.by or self.action.officer, self._what("evidence"), play)

    def _file(self, file: entries.File) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            content = MADE[file.name]()
            add_file(
                actor=actor, now=now, action_id=self._id(), title=file.title, filename=file.name, content=content
            )

        return Scene(file.day, file.by or self.action.officer, self._what("evidence"), play)

    def _comment(self, said: entries.Comment) -> Scene:
        def play(actor: Standing, now: datetime) -> None:
            comment(actor=actor, now=now, action_id=self._id(), text=said.text)

        return Scene(said.day, said.by, self._what("comment"), play)
