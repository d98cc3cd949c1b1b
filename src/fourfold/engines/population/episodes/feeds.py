"""The feeds by the names of their contracts, and one month of one as a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from zlib import crc32

import pyarrow as pa

from fourfold.engines.population.agencies.tables import SYNTHETIC
from fourfold.engines.population.chance import Chance
from fourfold.engines.population.episodes import (
    care,
    emergency,
    exploitation,
    fires,
    housing,
    justice,
    missing,
    police,
    schooling,
    treatment,
)
from fourfold.engines.population.episodes.known import Register
from fourfold.engines.population.episodes.months import Month, Row

Telling = Callable[[Register, Month, Chance], Iterator[Row]]
FEEDS: Mapping[str, tuple[Telling, Sequence[str]]] = {
    "police-incidents": (police.incidents, police.COLUMNS),
    "missing-episodes": (missing.missing, missing.MISSING_COLUMNS),
    "return-home-interviews": (missing.interviews, missing.INTERVIEW_COLUMNS),
    "assault-attendances": (emergency.assaults, emergency.ASSAULT_COLUMNS),
    "ae-patterns": (emergency.patterns, emergency.PATTERN_COLUMNS),
    "childrens-social-care": (care.statuses, care.COLUMNS),
    "education": (schooling.pupils, schooling.COLUMNS),
    "youth-justice": (justice.interventions, justice.YOUTH_COLUMNS),
    "probation": (justice.sentences, justice.PROBATION_COLUMNS),
    "housing-asb": (housing.cases, housing.COLUMNS),
    "fire-incidents": (fires.fires, fires.COLUMNS),
    "substance-misuse": (treatment.treatments, treatment.COLUMNS),
    "nrm-referrals": (exploitation.referrals, exploitation.COLUMNS),
}
FEED_STREAMS = 3 << 42


def feed(register: Register, name: str, day: date) -> pa.Table:
    """The rows of a feed in the month of a day, in the order in which they were drawn. Raises KeyError."""
    telling, columns = FEEDS[name]
    month = Month.of(day, register.today)
    chance = Chance(register.seed, FEED_STREAMS + crc32(f"{name} {month.first}".encode()))
    rows = list(telling(register, month, chance)) if month.days else []
    arrays = [pa.array([row.get(column) or None for row in rows], pa.string()) for column in columns]
    return pa.table(dict(zip(columns, arrays, strict=True)), metadata=SYNTHETIC)
