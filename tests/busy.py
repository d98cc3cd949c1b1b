"""A plan of any size, with dates, updates, milestones and success factors, for the pages that read it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tests.people import Cast

from fourfold.accountability.plan.domain.states import (
    Audience,
    Marking,
    Part,
    Scope,
    Status,
    StrandKind,
    TimescaleKind,
)
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Milestone,
    Strand,
    SuccessFactor,
    Timescale,
    Update,
)
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan, publish_plan
from fourfold.ground.kernel.clock import now, today
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_ids_by_key


@dataclass(frozen=True)
class Item:
    """One action. `due` and `review` are days from today; `agencies` are keys of the register that lead it."""

    title: str
    strand: StrandKind = StrandKind.PREVENT
    status: Status = Status.ON_TRACK
    due: int | None = 90
    review: int | None = None
    agencies: tuple[str, ...] = ("kent-police",)
    contributors: tuple[str, ...] = ()
    officer: UUID | None = None
    text: str = ""
    updates: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What the plan is."""

    title: str = "The busy plan"
    audience: Audience = Audience.PARTNERSHIP
    live: bool = True
    factors: tuple[str, ...] = field(default=("Fewer young people are harmed",))


def plan_of(people: Cast, items: list[Item], frame: Frame | None = None) -> UUID:
    """The id of a plan with these actions, made by the coordinator."""
    frame = frame or Frame()
    scope = Scope.GROUP if frame.audience is Audience.TEAM else Scope.COUNTY
    with people.cora.acting() as cora:
        plan = begin_plan(actor=cora, now=now(), frame=PlanFrame(frame.title, frame.audience, scope))
        strands = {StrandKind(strand.kind): strand for strand in Strand.objects.filter(plan=plan)}
        SuccessFactor.objects.bulk_create(
            SuccessFactor(plan=plan, strand=strands[StrandKind.PREVENT], number=number, text=text)
            for number, text in enumerate(frame.factors, start=1)
        )
        _write(cora, plan.pk, strands, items)
        if frame.live:
            publish_plan(actor=cora, now=now(), plan_id=plan.pk)
        return plan.pk


def _write(cora: Standing, plan_id: UUID, strands: dict[StrandKind, Strand], items: list[Item]) -> None:
    numbers = dict.fromkeys(StrandKind, 0)
    ids, moment = agency_ids_by_key(), now()
    actions = []
    for item in items:
        numbers[item.strand] += 1
        actions.append(
            Action(
                plan_id=plan_id,
                strand=strands[item.strand],
                number=numbers[item.strand],
                title=item.title,
                text=item.text or f"{item.title}.",
                status=item.status,
                status_reason="Two trainers have left." if item.status in (Status.AT_RISK, Status.OFF_TRACK) else "",
                status_since=moment,
                changed_at=moment,
                accountable_officer_id=item.officer,
            )
        )
    Action.objects.bulk_create(actions)
    pairs = list(zip(items, actions, strict=True))
    of_plan = {"plan_id": plan_id}
    ActionAgency.objects.bulk_create(
        ActionAgency(**of_plan, action=action, agency_id=ids[key], part=part, named=key, position=position)
        for item, action in pairs
        for part, keys in ((Part.LEAD, item.agencies), (Part.CONTRIBUTOR, item.contributors))
        for position, key in enumerate(keys)
    )
    Timescale.objects.bulk_create(
        Timescale(**of_plan, action=action, kind=kind, date=today() + timedelta(days=days))
        for item, action in pairs
        for kind, days in ((TimescaleKind.DUE, item.due), (TimescaleKind.REVIEW, item.review))
        if days is not None
    )
    Update.objects.bulk_create(
        Update(
            **of_plan,
            action=action,
            author_id=cora.person_id,
            at=moment,
            text=text,
            status_before=item.status,
            status_after=item.status,
            marking=Marking.OFFICIAL,
        )
        for item, action in pairs
        for text in item.updates
    )
    Milestone.objects.bulk_create(
        Milestone(**of_plan, action=action, title=title, due_on=today() + timedelta(days=30 * place))
        for item, action in pairs
        for place, title in enumerate(item.milestones, start=1)
    )


def many(count: int, officer: UUID | None = None) -> list[Item]:
    """So many actions that all wait: overdue, with updates, milestones and several agencies."""
    return [
        Item(
            f"Train group {number} of school staff",
            list(StrandKind)[number % 4],
            due=-5,
            review=10,
            agencies=("kent-police", "medway-council", "ccgs"),
            officer=officer if number % 2 else None,
            updates=("Schools have asked for more places.", "Both youth services agreed."),
            milestones=("Pilot in two schools",),
        )
        for number in range(count)
    ]
