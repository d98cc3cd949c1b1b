"""Education: suspensions, exclusions, part-time timetables, moves; and absence, once a term.

Schools are made up, with numbers that no establishment has: nothing that happened here is said of a real school.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from zlib import crc32

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Known, Register
from fourfold.engines.population.episodes.months import Month, Row, some
from fourfold.engines.population.places import gazetteer

TERMS = (1, 4, 9)
"""Months in which a term begins, for which absence is told."""
SUSPENDED = 0.0085
"""Suspensions a month for each pupil on record: about 9 in 100 a year (England 2022/23)."""
EVENTS = Weighted.of({"suspension": 88, "exclusion": 1.2, "part-time": 3, "move": 6, "missing-education": 1.8})
LASTS = {"suspension": (0, 4), "part-time": (20, 60)}
"""Days from the first to the last, of events that end."""
REASONS = Weighted.of(
    {
        "DB": 50, "VA": 16, "PP": 13, "PA": 4, "VP": 4, "OW": 3, "DA": 4, "DM": 2, "BU": 1, "RA": 2, "SM": 0.7,
        "TH": 0.6, "LG": 0.5, "DS": 0.2, "MT": 0.5,
    }
)  # fmt: skip
NEEDS = Weighted.of({"N": 79, "K": 15, "E": 6})
ABSENT = 0.2
"""Pupils who miss a tenth of their sessions or more."""
SESSIONS = 124
SCHOOL_FIRST = 990_000
SCHOOLS_A_DISTRICT = 24
COLUMNS = (
    "person_reference", "upn", "forename", "surname", "date_of_birth", "sex", "ethnicity", "address", "postcode",
    "worker", "school_urn", "school", "event", "started_on", "ended_on", "reason", "sessions_possible",
    "sessions_missed", "sessions_unauthorised", "timetable_hours", "special_needs", "safeguarding_concern",
)  # fmt: skip


def pupils(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each event of the month, and in a term's first month for each pupil who is often absent."""
    secondary = register.drawing("education", lambda known: _likely(known, month))
    told: set[tuple[str, str, date]] = set()
    if not secondary or not month.days:
        return
    if month.first.month != 8:
        for _ in range(some(len(secondary.things) * SUSPENDED * month.share, chance)):
            known, event, day = chance.weigh(secondary), chance.weigh(EVENTS), _school_day(month, chance)
            if (known.upn, event, day) not in told:
                told.add((known.upn, event, day))
                yield _event(known, event, day, chance)
    if month.first.month in TERMS:
        absent = {known.upn: known for known in secondary.things if chance.happens(ABSENT)}
        for known in absent.values():
            yield _absence(known, month.first, chance)


def _likely(known: Known, month: Month) -> float:
    """Only those with a pupil number, which the contract needs, and of an age to be at school."""
    if not known.upn or not known.aged(month.first, 5, 17):
        return 0
    return (0.5 + known.activity) * (5 if known.aged(month.first, 12, 16) else 1)


def _school_day(month: Month, chance: Chance) -> date:
    day = month.day(chance)
    return day - timedelta(days=min(max(0, day.weekday() - 4), (day - month.first).days))


def _event(known: Known, event: str, day: date, chance: Chance) -> Row:
    least, most = LASTS.get(event, (0, 0))
    ends = day + timedelta(days=chance.between(least, most))
    return {
        **_pupil(known, chance),
        "event": event,
        "started_on": day.isoformat(),
        "ended_on": ends.isoformat() if event in LASTS else "",
        "reason": chance.weigh(REASONS) if event in ("suspension", "exclusion") else "",
        "timetable_hours": str(chance.between(5, 18)) if event == "part-time" else "",
    }


def _absence(known: Known, first: date, chance: Chance) -> Row:
    missed = int(SESSIONS * (0.1 + 0.6 * chance.draw() ** 3))
    return {
        **_pupil(known, chance),
        "event": "absence",
        "started_on": first.isoformat(),
        "sessions_possible": str(SESSIONS),
        "sessions_missed": str(missed),
        "sessions_unauthorised": str(int(missed * chance.draw())),
    }


def _pupil(known: Known, chance: Chance) -> Row:
    """Who it is, and the school: always the same for a pupil."""
    drawn = crc32(known.person.encode())
    district = sorted({area.district for area in gazetteer().areas.things}).index(known.district or "E06000035")
    urn = SCHOOL_FIRST + district * 100 + drawn % SCHOOLS_A_DISTRICT
    names = gazetteer().first
    return {
        **known.columns("upn", "ethnicity", "address", "postcode"),
        "school_urn": str(urn),
        "school": f"{names[urn * 7 % len(names)]} School (made up)",
        "special_needs": NEEDS.things[0] if drawn % 100 < 79 else NEEDS.things[1] if drawn % 100 < 94 else "E",
        "safeguarding_concern": "true" if chance.happens(0.06) else "false",
    }
