"""The public page: the words on their way to it, its versions, and what the public itself reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.accountability.publishing.domain.states import ReleaseState
from fourfold.accountability.publishing.models import PublicWords, Release
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.boards.domain.states import BoardKind, DecisionState, Part
from fourfold.trust.boards.queries.boards import boards_for_actor, oversight_of
from fourfold.trust.boards.queries.outcomes import decisions_for_actor
from fourfold.trust.partnership.domain.roles import Standing

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action, Plan
    from fourfold.trust.boards.models import Decision

CHAIRS = (Part.CHAIR.value, Part.DEPUTY_CHAIR.value)
FIRM = (DecisionState.TAKEN, DecisionState.RATIFIED)
OFFERED = 30
"""Decisions that a form offers."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An action of the plan, with its words for the public, if it has any."""

    action: "Action"
    words: PublicWords | None


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """A plan with everything about its public page."""

    plan: "Plan"
    wordings: Sequence[Wording]
    releases: Sequence[Release]

    @property
    def published(self) -> Release | None:
        """What the public reads now."""
        return next((item for item in self.releases if item.state == ReleaseState.PUBLISHED), None)

    @property
    def proposed(self) -> Release | None:
        """What waits for approval."""
        return next((item for item in self.releases if item.state == ReleaseState.PROPOSED), None)


def public_plan(actor: Standing, plan_id: UUID, *, leads: bool = True) -> PublicPlan:
    """The public words and the versions of a plan the actor reads. Raises `NotFound`.

    Without `leads`, the actions come without their agencies, for a page that does not show them.
    """
    plan = plan_for_actor(actor, plan_id)
    words = {item.action_id: item for item in PublicWords.objects.filter(plan=plan.pk)}
    actions = actions_for_actor(actor, ActionFilter(plan_id=plan.pk), today=today())
    actions = actions if leads else actions.prefetch_related(None)
    return PublicPlan(
        plan, [Wording(action, words.get(action.pk)) for action in actions], list(_releases(actor).filter(plan=plan))
    )


def _releases(actor: Standing) -> QuerySet[Release]:
    people = ("proposed_by", "approved_by", "withdrawn_by", "decision__meeting", "plan")
    return Release.objects.filter(plan__in=visible_plans(actor)).select_related(*people)


def release_for_actor(actor: Standing, release_id: UUID) -> Release:
    """One version, with its content. Raises `NotFound`."""
    found = _releases(actor).filter(pk=release_id).first()
    if found is None:
        raise NotFound("publishing.release", release_id)
    return found


def words_of(actor: Standing, action_id: UUID) -> PublicWords | None:
    """The public words of an action whose plan the actor reads."""
    return PublicWords.objects.filter(action=action_id, plan__in=visible_plans(actor)).first()


def chairs_over(actor: Standing, plan_id: UUID, *, action_ids: Collection[UUID] | None = None) -> bool:
    """Whether the actor chairs a strategic board, or one that oversees an action of the plan.

    `action_ids` are the plan's, where the caller has them. `publishing_plans_approved()` in `rls.sql` says the same.
    """
    if actor.person_id is None:
        return False
    mine = [
        board
        for board in boards_for_actor(actor, now=now())
        if any(seat.person_id == actor.person_id and seat.part in CHAIRS for seat in board.seats.all())
    ]
    if any(board.kind == BoardKind.STRATEGIC for board in mine):
        return True
    if not mine:
        return False
    if action_ids is None:
        every = actions_for_actor(actor, ActionFilter(plan_id=plan_id), today=today())
        action_ids = list(every.values_list("pk", flat=True))
    return any(set(action_ids) & set(oversight_of(actor, board.pk).get("plan.action", [])) for board in mine)


def decisions_to_choose(actor: Standing) -> "Sequence[Decision]":
    """The newest firm decisions that the actor reads."""
    return list(decisions_for_actor(actor).filter(state__in=FIRM)[:OFFERED])


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What the public reads: a frozen version."""

    slug: str
    title: str
    number: int
    published_at: datetime
    content: dict[str, object]


def public_pages() -> list[PublicPage]:
    """Every published page, by its plan's title. Read as the public reader, whom the database shows nothing else."""
    with acting_as(Actor.of_service(Service.PUBLIC_READER)):
        return sorted(map(_page, Release.objects.filter(state=ReleaseState.PUBLISHED)), key=lambda page: page.title)


def public_page(slug: str) -> PublicPage:
    """One published page. Raises `NotFound`."""
    with acting_as(Actor.of_service(Service.PUBLIC_READER)):
        found = Release.objects.filter(state=ReleaseState.PUBLISHED, slug=slug).first()
    if found is None:
        raise NotFound("publishing.page", "")
    return _page(found)


def _page(release: Release) -> PublicPage:
    if release.published_at is None:
        raise NotFound("publishing.page", "")
    title = str(release.content["title"])
    return PublicPage(release.slug, title, release.number, release.published_at, release.content)
