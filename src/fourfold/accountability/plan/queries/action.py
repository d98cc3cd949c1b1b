"""One action, with all that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Marking
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Comment,
    Dependency,
    Evidence,
    Milestone,
    Revision,
    Risk,
    Update,
)
from fourfold.accountability.plan.queries.visibility import action_facts, visible_plans
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import Decision
from fourfold.trust.files.queries import Attachment, file_for_audience
from fourfold.trust.partnership.domain.roles import Standing

NEWEST = 100
"""How many entries of each kind the timeline and the history of an action read at once."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action with its pieces, and whether the actor may move it."""

    action: Action
    may_move: Decision
    may_coordinate: Decision
    updates: Sequence[Update]
    comments: Sequence[Comment]
    milestones: Sequence[Milestone]
    risks: Sequence[Risk]
    evidence: Sequence[Evidence]
    waits_for: Sequence[Dependency]
    needed_by: Sequence[Dependency]

    @property
    def restricted(self) -> Sequence[Update]:
        """The OFFICIAL-SENSITIVE updates among those shown: reading them is audited."""
        return [update for update in self.updates if update.marking == Marking.OFFICIAL_SENSITIVE]


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


def page_for_actor(actor: Standing, action_id: UUID) -> ActionPage:
    """Everything that an action's page shows. Raises `NotFound`."""
    action = action_for_actor(actor, action_id)
    return ActionPage(
        action=action,
        may_move=may_move(actor, action),
        may_coordinate=policies.coordinate(actor),
        updates=list(Update.objects.filter(action=action).select_related("author")[:NEWEST]),
        comments=list(Comment.objects.filter(action=action).select_related("author")[:NEWEST]),
        milestones=list(Milestone.objects.filter(action=action)),
        risks=list(Risk.objects.filter(action=action)),
        evidence=list(
            Evidence.objects.filter(action=action).select_related("added_by", "file").defer("file__content")
        ),
        waits_for=list(Dependency.objects.filter(action=action).select_related("needed__strand")),
        needed_by=list(Dependency.objects.filter(needed=action).select_related("action__strand")),
    )


def history_for_actor(actor: Standing, action_id: UUID) -> tuple[Action, Sequence[Revision]]:
    """An action and its newest edits. Raises `NotFound`."""
    action = action_for_actor(actor, action_id)
    return action, list(Revision.objects.filter(action=action).select_related("by")[:NEWEST])


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
