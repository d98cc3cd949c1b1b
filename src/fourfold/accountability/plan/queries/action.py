"""One action: what it says, its plan of work, its documents, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Marking
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Dependency,
    Evidence,
    Milestone,
    Revision,
    Risk,
    Update,
)
from fourfold.accountability.plan.queries.visibility import action_facts, readable_updates, visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import Decision
from fourfold.trust.files.queries import Attachment, file_for_audience
from fourfold.trust.partnership.domain.roles import Standing

NEWEST = 100
"""How many edits the history of an action shows."""


def action_for_actor(actor: Standing, action_id: UUID) -> Action:
    """One action with its plan, strand, officers, agencies and dates. Raises `NotFound`."""
    action = (
        Action.objects.filter(pk=action_id, plan__in=visible_plans(actor))
        .select_related("plan", "strand", "accountable_officer", "deputy")
        .prefetch_related(Prefetch("agencies", ActionAgency.objects.select_related("agency")), "timescales")
        .first()
    )
    if action is None:
        raise NotFound("plan.action", action_id)
    return action


def may_move(actor: Standing, action: Action) -> Decision:
    """Whether the actor may move an action already fetched for them."""
    return policies.move(actor, action_facts(action))


def newest_update(actor: Standing, action: Action) -> Update | None:
    """The newest OFFICIAL update of an action already fetched for the actor."""
    updates = readable_updates(actor).filter(action=action, marking=Marking.OFFICIAL)
    return updates.select_related("author").first()


def already_posted(actor: Standing, texts: Mapping[UUID, tuple[str, datetime]]) -> set[UUID]:
    """Of these actions, those of which an OFFICIAL update since the moment given says the text given, word for word.

    One query, whatever the number.
    """
    wanted = [text for text, _since in texts.values()]
    said = readable_updates(actor).filter(action__in=list(texts), text__in=wanted, marking=Marking.OFFICIAL)
    return {
        action
        for action, text, at in said.values_list("action", "text", "at")
        if texts[action][0] == text and at >= texts[action][1]
    }


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """The steps, risks and dependencies of an action."""

    milestones: Sequence[Milestone]
    risks: Sequence[Risk]
    waits_for: Sequence[Dependency]
    needed_by: Sequence[Dependency]


def work_plan(action: Action) -> WorkPlan:
    """The work plan of an action already fetched for the actor."""
    touching = Dependency.objects.filter(Q(action=action) | Q(needed=action)).order_by("pk")
    waits = list(touching.select_related("needed__strand", "action__strand"))
    return WorkPlan(
        milestones=list(Milestone.objects.filter(action=action)),
        risks=list(Risk.objects.filter(action=action)),
        waits_for=[wait for wait in waits if wait.action_id == action.pk],
        needed_by=[wait for wait in waits if wait.needed_id == action.pk],
    )


def evidence_of(action: Action) -> Sequence[Evidence]:
    """The files and links of an action already fetched for the actor, without the files' content."""
    evidence = Evidence.objects.filter(action=action).select_related("added_by", "file")
    return list(evidence.defer("file__content"))


def history_of(action: Action) -> Sequence[Revision]:
    """The newest edits of an action already fetched for the actor."""
    return list(Revision.objects.filter(action=action).select_related("by")[:NEWEST])


def others_of_plan(actor: Standing, action: Action) -> Sequence[Action]:
    """The other actions of the plan, for choosing what this one waits for."""
    actions = Action.objects.filter(plan_id=action.plan_id, plan__in=visible_plans(actor)).exclude(pk=action.pk)
    return list(actions.select_related("strand"))


def evidence_file(actor: Standing, action_id: UUID, evidence_id: UUID) -> Attachment:
    """The file of a piece of evidence. Raises `NotFound`."""
    evidence = Evidence.objects.filter(
        pk=evidence_id, action_id=action_id, file__isnull=False, plan__in=visible_plans(actor)
    ).first()
    if evidence is None or evidence.file_id is None:
        raise NotFound("plan.evidence", evidence_id)
    return file_for_audience(audience_kind="plan", audience_id=evidence.plan_id, file_id=evidence.file_id)
