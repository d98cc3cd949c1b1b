"""Which indicators measure a plan's factors, what they are held against, and the indicators a plan adds itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.catalogue import catalogue
from fourfold.accountability.indicators.domain.kinds import Direction, SourceKind, YardstickKind
from fourfold.accountability.indicators.domain.matching import matches
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.domain.wording import seems_personal
from fourfold.accountability.indicators.models import FactorIndicator, Indicator, Observation, Yardstick
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.queries.factors import MeasuredPlan, factor_of, factors_with_indicators
from fourfold.accountability.indicators.queries.indicator import catalogue_ids
from fourfold.accountability.indicators.queries.visibility import indicator_for_actor
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound, Problem
from fourfold.ground.kernel.measures import Unit
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


def plan_to_shape(actor: Standing, plan_id: UUID) -> MeasuredPlan:
    """A plan whose indicators the actor keeps. Raises `NotFound` or `NotAllowed`."""
    plan = factors_with_indicators(actor, plan_id)
    require(policies.shape(actor, plan.state), Permission.SHAPE, subject_kind="plan", subject_id=plan_id)
    return plan


def proposed(plan: MeasuredPlan) -> dict[UUID, list[str]]:
    """The keys of the catalogue's indicators for each factor that has none yet and that the catalogue recognises."""
    found = {}
    for strand in plan.strands:
        open_ones = {factor.id: factor.text for factor in strand.factors if not factor.measures}
        known = [factor for factor in catalogue() if factor.strand == strand.kind.value]
        for factor_id, match in matches(open_ones, known).items():
            found[factor_id] = [item.key for item in match.indicators]
    return found


@transaction.atomic
def match_factors(*, actor: Standing, now: datetime, plan_id: UUID) -> tuple[int, int]:
    """Give each factor without indicators those of the catalogue that it means. How many, and how many are left."""
    plan = plan_to_shape(actor, plan_id)
    found, ids = proposed(plan), catalogue_ids(actor)
    FactorIndicator.objects.bulk_create(
        FactorIndicator(plan_id=plan.id, factor_id=factor_id, indicator_id=ids[key], position=position)
        for factor_id, keys in found.items()
        for position, key in enumerate(key for key in keys if key in ids)
    )
    without = sum(1 for factor in plan.factors if not factor.measures and factor.id not in found)
    _note(actor, now, "plan", plan_id, {"matched": len(found), "without": without})
    return len(found), without


@transaction.atomic
def add_to_factor(*, actor: Standing, now: datetime, plan_id: UUID, factor_id: UUID, indicator_id: UUID) -> None:
    """Let an indicator measure a factor as well. It comes last; adding it twice changes nothing."""
    factor = factor_of(plan_to_shape(actor, plan_id), factor_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    last = FactorIndicator.objects.filter(factor=factor_id).order_by("-position").first()
    if any(item.indicator.pk == indicator.pk for item in factor.measures):
        return
    link = FactorIndicator(
        plan_id=plan_id, factor_id=factor_id, indicator=indicator, position=last.position + 1 if last else 0
    )
    FactorIndicator.objects.bulk_create([link])
    _note(actor, now, "plan.factor", factor_id, {"added": indicator.pk})


@transaction.atomic
def take_from_factor(*, actor: Standing, now: datetime, plan_id: UUID, factor_id: UUID, indicator_id: UUID) -> None:
    """Let an indicator no longer measure a factor. Its figures stay."""
    factor_of(plan_to_shape(actor, plan_id), factor_id)
    gone, _kinds = FactorIndicator.objects.filter(factor=factor_id, indicator=indicator_id).delete()
    if not gone:
        raise NotFound("indicator", indicator_id)
    _note(actor, now, "plan.factor", factor_id, {"taken": indicator_id})


@transaction.atomic
def put_first(*, actor: Standing, now: datetime, plan_id: UUID, factor_id: UUID, indicator_id: UUID) -> None:
    """Make an indicator the one that lists and packs show for a factor."""
    factor_of(plan_to_shape(actor, plan_id), factor_id)
    links = list(FactorIndicator.objects.filter(factor=factor_id))
    if indicator_id not in {link.indicator_id for link in links}:
        raise NotFound("indicator", indicator_id)
    links.sort(key=lambda link: (link.indicator_id != indicator_id, link.position))
    for position, link in enumerate(links):
        link.position = position
    FactorIndicator.objects.bulk_update(links, ["position"])
    _note(actor, now, "plan.factor", factor_id, {"first": indicator_id})


@dataclass(frozen=True, slots=True)
class OwnIndicator:
    """An indicator that a coordinator adds to a plan."""

    title: str
    definition: str
    unit: Unit
    direction: Direction
    frequency: Frequency
    source: str
    owner_id: UUID
    place: str
    pairing: str = ""
    caveats: str = ""
    source_url: str = ""
    about_people: bool = False

    def check(self) -> None:
        """Raise `BadInput` for one that cannot stand."""
        problems = [
            Problem("Enter this, so that others know what is counted.", name)
            for name in ("title", "definition", "source")
            if not getattr(self, name).strip()
        ]
        if self.place not in places():
            problems.append(Problem("Choose a place from the list.", "place"))
        if self.direction is Direction.NEITHER and not self.pairing.strip():
            problems.append(Problem("Say what it must be read with: alone it says neither good nor bad.", "pairing"))
        for name in ("title", "definition", "source", "pairing", "caveats"):
            if seems := seems_personal(getattr(self, name)):
                problems.append(Problem(seems, name))
        if problems:
            raise BadInput(problems)


@transaction.atomic
def add_indicator(
    *, actor: Standing, now: datetime, plan_id: UUID, factor_id: UUID, indicator: OwnIndicator
) -> Indicator:
    """Add an indicator of the plan's own, which measures a factor of it from now on."""
    plan = plan_to_shape(actor, plan_id)
    factor_of(plan, factor_id)
    indicator.check()
    made = Indicator(
        plan_id=plan_id,
        key="",
        title=indicator.title.strip(),
        definition=indicator.definition.strip(),
        unit=indicator.unit,
        direction=indicator.direction,
        frequency=indicator.frequency,
        kind=SourceKind.SUPPLIED,
        source=indicator.source.strip(),
        owner_id=indicator.owner_id,
        place=indicator.place,
        pairing=indicator.pairing.strip(),
        caveats=indicator.caveats.strip(),
        source_url=indicator.source_url.strip(),
        about_people=indicator.about_people,
        changed_at=now,
    )
    Indicator.objects.bulk_create([made])
    add_to_factor(actor=actor, now=now, plan_id=plan_id, factor_id=factor_id, indicator_id=made.pk)
    return made


@transaction.atomic
def edit_indicator(
    *, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, version: int, indicator: OwnIndicator
) -> None:
    """Change an indicator of the plan's own. Its unit and how often it is measured stay once it has figures."""
    plan_to_shape(actor, plan_id)
    found = indicator_for_actor(actor, plan_id, indicator_id)
    if found.plan_id is None:
        raise BadInput.one("This indicator comes with Fourfold, so its definition is the same for every partnership.")
    indicator.check()
    if found.version != version:
        raise Conflict("Somebody else changed this indicator while you were editing it. Open it again to see both.")
    fixed = (found.unit, found.frequency) != (indicator.unit, indicator.frequency)
    if fixed and Observation.objects.filter(series__indicator=found).exists():
        raise BadInput.one(
            "It has figures, so its unit and how often it is measured stay. Add another indicator.", "unit"
        )
    for name in ("unit", "direction", "frequency", "owner_id", "place", "about_people"):
        setattr(found, name, getattr(indicator, name))
    for name in ("title", "definition", "source", "pairing", "caveats", "source_url"):
        setattr(found, name, getattr(indicator, name).strip())
    found.version, found.changed_at = found.version + 1, now
    found.save()
    _note(actor, now, "indicator", indicator_id, {"version": found.version})


@transaction.atomic
def set_public(*, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, public: bool) -> None:
    """Say whether an indicator may leave with a plan's public page."""
    plan_to_shape(actor, plan_id)
    found = indicator_for_actor(actor, plan_id, indicator_id)
    Indicator.objects.filter(pk=found.pk).update(is_public=public, changed_at=now)
    _note(actor, now, "indicator", indicator_id, {"public": public})


@dataclass(frozen=True, slots=True)
class NewYardstick:
    """A baseline or target. Without a `value` the one before no longer holds. `decision` is a board's, by its id."""

    kind: YardstickKind
    place: str
    reason: str
    value: float | None = None
    on: date | None = None
    decision: UUID | None = None


@transaction.atomic
def set_yardstick(
    *, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, yardstick: NewYardstick
) -> None:
    """Set a baseline or target of an indicator in a plan, or end it. What stood before is kept."""
    plan_to_shape(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    _check_yardstick(Unit(indicator.unit), yardstick)
    Yardstick.objects.bulk_create(
        [
            Yardstick(
                plan_id=plan_id,
                indicator=indicator,
                place=yardstick.place,
                kind=yardstick.kind,
                value=yardstick.value,
                on=yardstick.on,
                reason=yardstick.reason.strip(),
                decision=yardstick.decision,
                set_at=now,
                set_by_id=actor.person_id,
            )
        ]
    )
    detail: dict[str, object] = {
        "kind": yardstick.kind.value,
        "place": yardstick.place,
        "ended": yardstick.value is None,
    }
    _note(actor, now, "indicator", indicator_id, detail | {"ended": yardstick.value is None})


def _check_yardstick(unit: Unit, said: NewYardstick) -> None:
    problems = []
    if said.place not in places():
        problems.append(Problem("Choose a place from the list.", "place"))
    if (said.value is None) != (said.on is None):
        problems.append(Problem("Enter both the value and its date, or neither to end it.", "value"))
    if said.value is not None and (said.value < 0 or (unit is Unit.PERCENT and said.value > 100)):
        problems.append(Problem("This is out of range. Enter 45 for 45 per cent.", "value"))
    if not said.reason.strip():
        problems.append(Problem("Say why, so that the board can follow it.", "reason"))
    elif seems := seems_personal(said.reason):
        problems.append(Problem(seems, "reason"))
    if problems:
        raise BadInput(problems)


def _note(actor: Standing, now: datetime, kind: str, subject_id: UUID, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.SHAPE,
        subject_kind=kind,
        subject_id=subject_id,
        detail=detail,
    )
