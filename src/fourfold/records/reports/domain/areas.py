"""My area: what is counted each month for each district, and how counts are published and corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.records.feeds.domain.disclosure import SMALLEST, STEP, published

UNPLACED, OUTSIDE = "unplaced", "outside"
"""Where a row counts that has no place, and one whose place is not in Kent or Medway. No row is lost."""
MONTHS = 24
"""Months that a page tells of, the last of them the one chosen."""
PER = 10_000
"""Rates are per so many usual residents."""


class Measure(StrEnum):
    """The fixed catalogue. Free filters would let small counts be worked out from each other."""

    VIOLENCE_PUBLISHED = "violence-published"
    VIOLENCE_RECORDED = "violence-recorded"
    ASSAULTS = "assault-attendances"
    MISSING = "missing-episodes"
    SUSPENSIONS = "suspensions"
    REFERRALS = "nrm-referrals"
    ENTRANTS = "first-time-entrants"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a measure counts. `contract`: the feed it comes from. `unit`: what its figures are, in the plural."""

    measure: Measure
    contract: str
    label: str
    unit: str
    text: str


CATALOGUE = (
    Counted(
        Measure.VIOLENCE_PUBLISHED,
        "street-crime",
        "Violence and sexual offences, as published",
        "offences",
        "Offences that Kent Police recorded, as published at data.police.uk, by the anonymised point of each.",
    ),
    Counted(
        Measure.VIOLENCE_RECORDED,
        "police-incidents",
        "Violent crime in the police feed",
        "incidents",
        "Incidents of violence against the person in the feed of Kent Police, by the small area where they happened. "
        "An incident counts once, however many people it involves.",
    ),
    Counted(
        Measure.ASSAULTS,
        "assault-attendances",
        "Assaults treated in A&E",
        "attendances",
        "Attendances after an assault at emergency departments in the district, wherever the assault happened and "
        "the person lives. A district without an emergency department has none.",
    ),
    Counted(
        Measure.MISSING,
        "missing-episodes",
        "Children reported missing",
        "episodes",
        "Episodes of under 18s, by the district that they went missing from. A child may be missing more than once.",
    ),
    Counted(
        Measure.SUSPENSIONS,
        "education",
        "Suspensions from school",
        "suspensions",
        "Suspensions that began in the month, by where the pupil lives.",
    ),
    Counted(
        Measure.REFERRALS,
        "nrm-referrals",
        "Referrals to the National Referral Mechanism",
        "referrals",
        "Referrals of potential victims of modern slavery, by where the agency that referred them last knew them to "
        "live. Not everybody is referred where they were exploited.",
    ),
    Counted(
        Measure.ENTRANTS,
        "youth-justice",
        "First-time entrants to youth justice",
        "children",
        "Children who received their first caution or conviction, by where they live.",
    ),
)
BY_MEASURE = {one.measure: one for one in CATALOGUE}


@dataclass(frozen=True, slots=True)
class Cell:
    """One published figure. `value` None: withheld, because 7 or fewer were counted (none among them)."""

    value: int | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of published cells. `withheld`: how many of `cells` are, so that the sum is a least, not a total."""

    value: int
    withheld: int
    cells: int


def total(cells: Iterable[Cell]) -> Total:
    """Adds up what is shown: a true total would tell what is withheld."""
    known = list(cells)
    return Total(sum(one.value or 0 for one in known), sum(one.value is None for one in known), len(known))


def rate(value: int | None, residents: int) -> float | None:
    """A published figure per 10,000 residents, to one decimal."""
    return None if value is None or not residents else round(value * PER / residents, 1)


def step_of(count: int) -> int:
    """Which of the steps a count lies on that corrections go by: those of rounding, the withheld ones in two."""
    if count < SMALLEST:
        return 0 if count <= STEP - 1 else 1
    return 2 + (count - SMALLEST) // STEP


def kept(before: int | None, now: int) -> int:
    """The count behind the next version of a cell: the new one where it differs clearly, else the former.

    Clearly: by 8 or more, and by two steps or more. A correction that followed every row would tell, with the version
    before it, who was added or taken out; one that followed every 8 would sometimes leave two counts to choose from.
    With both at least five are left. `before` None: there is no version yet. `reports_area_kept` in rls/1_areas.sql
    does the same in the database.
    """
    if before is None or (abs(now - before) >= SMALLEST and abs(step_of(now) - step_of(before)) >= 2):
        return now
    return before


def shown(before: int | None, now: int) -> int | None:
    """What is published of a cell whose count was `before` when it was last published."""
    return published(kept(before, now))


def months_to(last: date, count: int = MONTHS) -> list[date]:
    """The first days of `count` months, `last` the last of them."""
    return [month_before(last, back) for back in reversed(range(count))]


def month_before(month: date, back: int) -> date:
    """The first day of the month so many months earlier."""
    number = month.year * 12 + month.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def read_month(text: str) -> date | None:
    """A month as addresses write it, `2026-10`; None for anything else."""
    year, _, month = text.partition("-")
    if len(text) == 7 and year.isascii() and year.isdigit() and month.isascii() and month.isdigit():
        return date(int(year), int(month), 1) if 1 <= int(month) <= 12 and int(year) else None
    return None
