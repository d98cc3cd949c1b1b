"""Entering figures by hand, and taking them from a file that was looked through first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.figures import Change, Figure, Figures, Where, changes, trouble_with
from fourfold.accountability.indicators.domain.kinds import DeliveryKind, DeliveryState
from fourfold.accountability.indicators.domain.periods import Frequency, end_of, period_of
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.domain.reading import FileReading, Measured, read_figures
from fourfold.accountability.indicators.domain.wording import seems_personal
from fourfold.accountability.indicators.models import Delivery, Indicator
from fourfold.accountability.indicators.operations.writing import Removal, begin_delivery, lock, write
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.queries.indicator import waiting_delivery
from fourfold.accountability.indicators.queries.series import known_series
from fourfold.accountability.indicators.queries.visibility import facts_of, indicator_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

REMOVED = "Taken out by hand."


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the grid as typed. `seen` is the figure that the person was shown; None where there was none."""

    figure: Figure
    seen: Figure | None = None


class FiguresMoved(Conflict):
    """Somebody else entered figures for some of these periods. `now` is what stands there; nothing was saved."""

    def __init__(self, now: Mapping[Period, Figure | None]) -> None:
        super().__init__("Somebody else entered figures for these periods while you were typing.")
        self.now = now


def indicator_to_enter(actor: Standing, plan_id: UUID, indicator_id: UUID) -> Indicator:
    """An indicator whose figures the actor may enter. Raises `NotFound` or `NotAllowed`."""
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    decision = policies.enter(actor, facts_of(indicator))
    require(decision, Permission.ENTER, subject_kind="indicator", subject_id=indicator_id)
    return indicator


def measured(indicator: Indicator) -> Measured:
    """What the reader of a file must know of an indicator."""
    return Measured(
        Unit(indicator.unit), Frequency(indicator.frequency), indicator.place, about_people=indicator.about_people
    )


@transaction.atomic
def enter_figures(
    *,
    actor: Standing,
    now: datetime,
    plan_id: UUID,
    indicator_id: UUID,
    where: Where,
    entered: Sequence[Entered],
) -> int:
    """Store what was typed: new figures, revised ones, and those that were emptied. How many changed.

    A line that holds neither a value nor a note takes away what was there. Raises `BadInput` with `where` as
    `value-<first day>`, and `Conflict` where somebody else entered another figure in the meantime.
    """
    indicator = indicator_to_enter(actor, plan_id, indicator_id)
    _check(indicator, where, entered, today(now))
    lock(indicator)
    known = known_series(indicator)
    have = known.figures.get(where, {})
    touched = [
        line for line in entered if line.figure != line.seen and not (_is_blank(line.figure) and line.seen is None)
    ]
    moved = {line.figure.period: have.get(line.figure.period) for line in touched if _moved(line, have)}
    if moved:
        raise FiguresMoved(moved)
    emptied = [Removal(where, line.figure.period, REMOVED) for line in touched if _is_blank(line.figure)]
    written = {where: [line.figure for line in touched if not _is_blank(line.figure)]}
    found = changes(known.figures, written)
    if not found and not emptied:
        return 0
    delivery = begin_delivery(actor, now, indicator, DeliveryKind.ENTERED)
    return write(actor, now, delivery, known, found, emptied)


def _moved(line: Entered, have: Mapping[Period, Figure]) -> bool:
    """Whether another figure stands there than the one that was shown, and than the one that was typed."""
    return have.get(line.figure.period) not in (line.seen, line.figure)


def _is_blank(figure: Figure) -> bool:
    return figure.value is None and not figure.note


def _check(indicator: Indicator, where: Where, entered: Sequence[Entered], day: date) -> None:
    problems = []
    if where.place not in places():
        problems.append(Problem("Choose a place from the list.", "place"))
    frequency, unit = Frequency(indicator.frequency), Unit(indicator.unit)
    for line in entered:
        figure, start = line.figure, line.figure.period.start
        if figure == line.seen or _is_blank(figure):
            continue
        if figure.period != period_of(frequency, start):
            problems.append(Problem("This is not one period of this indicator.", f"value-{start}"))
        wrong = trouble_with(figure, unit, about_people=indicator.about_people, today=day)
        problems += [Problem(message, f"value-{start}") for message in wrong]
        if seems := seems_personal(figure.note):
            problems.append(Problem(seems, f"note-{start}"))
    if problems:
        raise BadInput(problems)


@transaction.atomic
def check_file(
    *, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, filename: str, content: bytes
) -> tuple[FileReading, Delivery | None]:
    """Read a file and keep it to be looked through. Nothing is stored among the figures.

    The delivery is None where rows are wrong (they are in the reading), or where the file says nothing new. Raises
    `BadInput` for what is no file of figures.
    """
    indicator = indicator_to_enter(actor, plan_id, indicator_id)
    known = known_series(indicator).figures
    reading = read_figures(content, measured(indicator), today=today(now), known=known)
    if reading.problems or not changes(known, reading.figures):
        return reading, None
    mine = Delivery.objects.filter(indicator=indicator, state=DeliveryState.WAITING, by=actor.person_id)
    mine.delete()
    delivery = Delivery(
        plan_id=indicator.plan_id,
        indicator=indicator,
        kind=DeliveryKind.IMPORTED,
        state=DeliveryState.WAITING,
        filename=filename[:200],
        sha256=sha256(content).hexdigest(),
        brought={"figures": packed(reading.figures), "notes": reading.notes},
        figures=reading.count,
        at=now,
        by_id=actor.person_id,
    )
    Delivery.objects.bulk_create([delivery])
    return reading, delivery


def what_it_changes(delivery: Delivery) -> tuple[list[Change], str]:
    """What a waiting file would change now, and a fingerprint of it: what was looked at is what is taken."""
    found = changes(known_series(delivery.indicator).figures, unpacked(delivery.brought["figures"]))
    return found, sha256(repr(found).encode()).hexdigest()


@transaction.atomic
def accept_file(
    *, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, delivery_id: UUID, seen: str
) -> int:
    """Take a file that was looked through, whole. How many figures changed.

    Raises `Conflict` where the figures changed since, so that it would do something else than what was `seen`.
    """
    indicator_to_enter(actor, plan_id, indicator_id)
    delivery = waiting_delivery(actor, plan_id, indicator_id, delivery_id)
    lock(delivery.indicator)
    found, fingerprint = what_it_changes(delivery)
    if fingerprint != seen:
        raise Conflict(
            "Somebody changed these figures while you were looking. Open the page again to see what is new."
        )
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.ACCEPTED, brought={}, at=now, by_id=actor.person_id
    )
    return write(actor, now, delivery, known_series(delivery.indicator), found)


@transaction.atomic
def discard_file(*, actor: Standing, now: datetime, plan_id: UUID, indicator_id: UUID, delivery_id: UUID) -> None:  # noqa: ARG001 (every operation takes `now`)
    """Throw away a file that waits. Nothing of it was stored."""
    indicator_to_enter(actor, plan_id, indicator_id)
    waiting_delivery(actor, plan_id, indicator_id, delivery_id).delete()


def packed(figures: Figures) -> list[list[object]]:
    """Figures as JSON."""
    return [
        [
            *(where.place, where.breakdown, item.period.start.isoformat(), end_of(item.period).isoformat()),
            *(item.value, item.low, item.high, item.n, item.complete, item.note),
        ]
        for where, rows in figures.items()
        for item in rows
    ]


def unpacked(rows: Sequence[Sequence[object]]) -> Figures:
    """What `packed` wrote."""
    found: Figures = {}
    for place, breakdown, start, end, value, low, high, n, complete, note in rows:
        period = Period(date.fromisoformat(str(start)), date.fromisoformat(str(end)))
        numbers: Mapping[str, float | None] = {"value": value, "low": low, "high": high}  # type: ignore[dict-item]
        figure = Figure(period, **numbers, n=n, complete=bool(complete), note=str(note))  # type: ignore[arg-type]
        found.setdefault(Where(str(place), str(breakdown)), []).append(figure)
    return found
