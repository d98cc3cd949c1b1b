"""A plan on a page, its strands, its success factors, and the list of plans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode

from django.urls import reverse

from fourfold.accountability.plan.domain.states import BY_URGENCY, Audience, PlanState, Scope, Status, StrandKind
from fourfold.accountability.plan.models import Plan, Strand, SuccessFactor
from fourfold.accountability.plan.presenters.comparing import version_name
from fourfold.accountability.plan.presenters.lines import Line, line_of
from fourfold.accountability.plan.queries.actions import When
from fourfold.accountability.plan.queries.plans import LATELY_DAYS, count_name
from fourfold.accountability.plan.queries.versions import Neighbours
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural


class HasKey(Protocol):
    """A plan as far as its addresses need it: rooms above bring it in a shape of their own."""

    @property
    def pk(self) -> Any:
        """The plan's id."""


@dataclass(frozen=True, slots=True)
class StrandColumn:
    """A strand as a column of the plan's page, or as a page of its own."""

    name: str
    kind: str
    aim: str
    href: str
    actions: list[Line]
    factors: list[str]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in a list: what it is, for whom, and how it goes, compared with `LATELY_DAYS` days ago."""

    title: str
    href: str
    state: str
    audience: str
    scope: str
    since: str
    progress: str
    overdue: str
    tally: list[dict[str, Any]]


def strand_column(strand: Strand, lines: Iterable[Line] = (), factors: Iterable[SuccessFactor] = ()) -> StrandColumn:
    """A strand with what the caller has fetched for it."""
    return StrandColumn(
        name=strand.label,
        kind=strand.kind,
        aim=strand.aim,
        href=reverse("plan:strand", args=[strand.plan_id, strand.kind]),
        actions=list(lines),
        factors=[factor.text for factor in factors],
    )


def columns(strands: Sequence[Strand], *, today: date) -> list[StrandColumn]:
    """The four columns of the plan's page."""
    return [
        strand_column(
            strand, [line_of(action, today=today) for action in strand.actions.all()], strand.success_factors.all()
        )
        for strand in strands
    ]


def filtered(plan: HasKey, **filters: object) -> str:
    """The address of the plan's actions, filtered."""
    return f"{reverse('plan:actions')}?{urlencode({'plan': str(plan.pk), **filters})}"


def tally_of_lines(plan: Plan, lines: Iterable[Line], **filters: str) -> list[dict[str, Any]]:
    """How many actions stand how, counted from the lines that the page shows; each leads to those actions."""
    shown = list(lines)
    counts = {status: sum(1 for line in shown if line.status is status) for status in Status}
    return _tally(plan, sum(1 for line in shown if line.late), counts, **filters)


def _tally(plan: Plan, overdue: int, counts: dict[Status, int], **filters: str) -> list[dict[str, Any]]:
    items = [_counted(plan, "late", overdue, "overdue", when=When.OVERDUE.value, **filters)]
    items += [
        _counted(plan, status.value, counts[status], status.label.lower(), status=status.value, **filters)
        for status in BY_URGENCY
    ]
    return [item for item in items if item["count"]]


def _counted(plan: Plan, shape: str, count: int, text: str, **filters: str) -> dict[str, Any]:
    return {"status": shape, "count": count, "text": text, "href": filtered(plan, **filters)}


def plan_card(plan: Plan) -> PlanCard:
    """A plan that carries the counts of `plans_for_actor`."""
    counts = {status: int(getattr(plan, count_name(status))) for status in Status}
    return PlanCard(
        title=plan.title,
        href=reverse("plan:plan", args=[plan.pk]),
        state=PlanState(plan.state).label,
        audience=Audience(plan.audience).label,
        scope=scope_of(plan),
        since=show_date(plan.published_at),
        progress=_progress(plan, counts[Status.COMPLETE]),
        overdue=_overdue(plan),
        tally=_tally(plan, plan.overdue_count, counts),  # type: ignore[attr-defined]
    )


def _progress(plan: Plan, complete: int) -> str:
    total, lately = plan.action_count, plan.complete_lately  # type: ignore[attr-defined]
    if not total:
        return "No actions yet"
    return f"{complete} of {plural(total, 'action')} complete{_lately(lately)}"


def _overdue(plan: Plan) -> str:
    count, lately = plan.overdue_count, plan.overdue_lately  # type: ignore[attr-defined]
    return f"{count} overdue{_lately(lately)}" if count else "None overdue"


def _lately(count: int) -> str:
    return f", {count} of them in the last {LATELY_DAYS} days" if count else ""


def scope_of(plan: Plan) -> str:
    """`District: Thanet`, or only the scope."""
    return ": ".join(filter(None, [Scope(plan.scope).label, plan.area]))


def facts_of(plan: Plan) -> list[dict[str, str]]:
    """What a plan's head says of it."""
    facts = [
        {"label": "Covers", "value": scope_of(plan)},
        {"label": "Read by", "value": Audience(plan.audience).label},
        {"label": "State", "value": PlanState(plan.state).label},
    ]
    if plan.label:
        facts.insert(0, {"label": "Version", "value": plan.label})
    if plan.published_at:
        facts.append({"label": "Published", "value": show_date(plan.published_at)})
    return facts


def version_lines(plan: Plan, beside: Neighbours) -> list[dict[str, str]]:
    """Sentences on the versions before and after, each with the way there."""
    lines = []
    if beside.after is not None:
        name, href = version_name(beside.after), reverse("plan:plan", args=[beside.after.pk])
        draft = beside.after.state == PlanState.DRAFT
        said = "Its next version is being prepared:" if draft else "This version was replaced by"
        lines.append({"text": said, "link": name, "href": href})
    if beside.before is not None:
        said = f"{'Will replace' if plan.state == PlanState.DRAFT else 'Replaces'} {version_name(beside.before)}."
        lines.append({"text": said, "link": "See what differs", "href": reverse("plan:compare", args=[plan.pk])})
    return lines


def parts_of(plan: HasKey, here: str) -> list[dict[str, Any]]:
    """The pages of one plan, `here` being the one that is open."""
    pages = [
        ("plan", "On a page", reverse("plan:plan", args=[plan.pk])),
        ("actions", "All actions", filtered(plan)),
        ("timeline", "Timeline", reverse("plan:timeline", args=[plan.pk])),
        ("factors", "Success factors", reverse("indicators:factors", args=[plan.pk])),
        ("search", "Search", f"{reverse('plan:search')}?plan={plan.pk}"),
        ("packs", "Packs", reverse("publishing:packs", args=[plan.pk])),
        ("public", "Public page", reverse("publishing:public-overview", args=[plan.pk])),
    ]
    return [{"text": text, "href": href, "active": name == here} for name, text, href in pages]


def strand_parts(plan: Plan, here: StrandKind) -> list[dict[str, Any]]:
    """The four strands of a plan, `here` being the one that is open."""
    return [
        {"text": kind.label, "href": reverse("plan:strand", args=[plan.pk, kind.value]), "active": kind is here}
        for kind in StrandKind
    ]
