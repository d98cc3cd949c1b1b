"""The versions of a plan: what came before and after, what became of each piece, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fourfold.accountability.plan.domain.states import Part, TimescaleKind
from fourfold.accountability.plan.domain.versions.comparing import Change, Link, Piece, compare, compose
from fourfold.accountability.plan.models import Action, Continuation, Plan, SuccessFactor
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing

MOST_VERSIONS = 40
"""How far back a plan's versions are followed."""


def unsettled_count(plan: Plan) -> int:
    """How many pieces of the version before wait for a person: unmatched, or a proposal that nobody accepted."""
    settled = Continuation.objects.filter(plan=plan, proposed=False)
    actions = Action.objects.filter(plan=plan.replaces_id).exclude(Exists(settled.filter(old_action=OuterRef("pk"))))
    factors = SuccessFactor.objects.filter(plan=plan.replaces_id).exclude(
        Exists(settled.filter(old_factor=OuterRef("pk")))
    )
    pieces = actions.order_by().values("pk").union(factors.order_by().values("pk"), all=True)
    return pieces.count()


def continues_any(action: Action) -> bool:
    """Whether an action already fetched for the actor continues one of the version before."""
    return Continuation.objects.filter(action=action).exists()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The version before a plan and the one that replaces it, or will, as far as the actor reads them."""

    before: Plan | None
    after: Plan | None


def versions_beside(actor: Standing, plan: Plan) -> Neighbours:
    """The neighbours of a plan already fetched for the actor. One query."""
    found = list(visible_plans(actor).filter(Q(pk=plan.replaces_id) | Q(replaces=plan)))
    before = next((item for item in found if item.pk == plan.replaces_id), None)
    return Neighbours(before, next((item for item in found if item.replaces_id == plan.pk), None))


def versions_before(actor: Standing, plan: Plan) -> list[Plan]:
    """Every version before, newest first, that the actor reads without a gap."""
    known = {item.pk: item for item in visible_plans(actor).exclude(Q(replaces=None) & Q(replaced_by=None))}
    found: list[Plan] = []
    before = known.get(plan.replaces_id) if plan.replaces_id else None
    while before is not None and len(found) < MOST_VERSIONS:
        found.append(before)
        before = known.get(before.replaces_id) if before.replaces_id else None
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between `old` and `new`. `versions` are all with which one may compare `new`."""

    old: Plan
    new: Plan
    versions: Sequence[Plan]
    actions: Sequence[Change]
    factors: Sequence[Change]


def comparison_for_actor(actor: Standing, plan_id: UUID, with_id: UUID | None = None) -> Comparison:
    """A plan beside the version before it, or an older one of its line. Raises `NotFound`. Eight queries or fewer."""
    new = plan_for_actor(actor, plan_id)
    before = versions_before(actor, new)
    chosen = before[0] if before and with_id is None else next((item for item in before if item.pk == with_id), None)
    if chosen is None:
        raise NotFound("plan", with_id or plan_id)
    line = [new, *before[: before.index(chosen) + 1]]
    links = _links([item.pk for item in line[:-1]])
    pieces = {model: _pieces(model, (chosen.pk, new.pk)) for model in (Action, SuccessFactor)}
    return Comparison(
        chosen,
        new,
        before,
        *(
            compare(pieces[model][chosen.pk], pieces[model][new.pk], links[model])
            for model in (Action, SuccessFactor)
        ),
    )


_Of = type[Action] | type[SuccessFactor]


def _links(newest_first: Sequence[UUID]) -> dict[_Of, list[Link]]:
    """The links from the oldest version to the newest, over every one between. A proposal counts until settled."""
    rows = list(Continuation.objects.filter(plan_id__in=newest_first))
    found: dict[_Of, list[Link]] = {}
    for model in (Action, SuccessFactor):
        steps = []
        for plan_id in reversed(newest_first):
            of_plan = [row for row in rows if row.plan_id == plan_id]
            steps.append([link for row in of_plan if (link := _link(row, model)) is not None])
        composed = steps[0]
        for step in steps[1:]:
            composed = compose(composed, step)
        found[model] = composed
    return found


def _link(row: Continuation, model: _Of) -> Link | None:
    old, new = (row.old_action_id, row.action_id) if model is Action else (row.old_factor_id, row.factor_id)
    return Link(old, new, row.reason) if old is not None else None


def _pieces(model: _Of, plan_ids: Sequence[UUID]) -> dict[UUID, list[Piece]]:
    """The pieces of two versions in their order."""
    found: dict[UUID, list[Piece]] = {plan_id: [] for plan_id in plan_ids}
    if model is SuccessFactor:
        for factor in SuccessFactor.objects.filter(plan_id__in=plan_ids).select_related("strand"):
            piece = Piece(factor.pk, factor.strand.kind, factor.number, factor.text)
            found[factor.plan_id].append(piece)
        return found
    actions = Action.objects.filter(plan_id__in=plan_ids).select_related("strand", "accountable_officer", "deputy")
    for action in actions.prefetch_related("agencies", "timescales"):
        piece = Piece(action.pk, action.strand.kind, action.number, action.text, action.title, _facts(action))
        found[action.plan_id].append(piece)
    return found


def _facts(action: Action) -> tuple[tuple[str, str], ...]:
    """Agencies by their part, open dates and officers, as people read them."""
    named = {part: [item.named for item in action.agencies.all() if item.part == part] for part in Part}
    facts = [(part.label, ", ".join(sorted(names))) for part, names in named.items()]
    for kind in TimescaleKind:
        dates = [
            show_date(item.date) if item.date else "without an end"
            for item in action.timescales.all()
            if item.kind == kind and item.done_on is None
        ]
        facts.append((kind.label, ", ".join(dates)))
    for label, officer in (("Accountable officer", action.accountable_officer), ("Deputy", action.deputy)):
        facts.append((label, officer.name if officer else ""))
    return tuple(facts)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a piece of the version before. `news` are what continues it."""

    old: Action | SuccessFactor
    news: Sequence[Action | SuccessFactor]
    reason: str
    proposed: bool
    likeness: int | None


def fates_of(plan: Plan) -> tuple[list[Fate], list[Fate]]:
    """What became of each action and success factor of the version before a draft already fetched."""
    rows = list(Continuation.objects.filter(plan=plan))
    actions = list(Action.objects.filter(plan__in=[plan.pk, plan.replaces_id]).select_related("strand"))
    factors = list(SuccessFactor.objects.filter(plan__in=[plan.pk, plan.replaces_id]).select_related("strand"))
    return (
        _fates(plan, actions, [(row, row.old_action_id, row.action_id) for row in rows]),
        _fates(plan, factors, [(row, row.old_factor_id, row.factor_id) for row in rows]),
    )


def _fates(
    plan: Plan,
    pieces: Sequence[Action | SuccessFactor],
    rows: Sequence[tuple[Continuation, UUID | None, UUID | None]],
) -> list[Fate]:
    by_id = {piece.pk: piece for piece in pieces}
    found = []
    for old in pieces:
        if old.plan_id != plan.replaces_id:
            continue
        mine = [(row, new_id) for row, old_id, new_id in rows if old_id == old.pk]
        found.append(
            Fate(
                old=old,
                news=[by_id[new_id] for _row, new_id in mine if new_id in by_id],
                reason=next((row.reason for row, _new in mine), ""),
                proposed=any(row.proposed for row, _new in mine) or not mine,
                likeness=next((row.likeness for row, _new in mine), None),
            )
        )
    return found
