"""Housing and anti-social behaviour: a row for each person's part in a case reported in the month."""

import math
from collections.abc import Iterator
from datetime import timedelta

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import OLDEST, Known, Register
from fourfold.engines.population.episodes.months import Month, Row, some

PER_THOUSAND = 1.1
"""Cases a month for each thousand people [believed]."""
KINDS = Weighted.of(
    {
        "homelessness": 30, "tenancy-risk": 9, "noise": 19, "nuisance": 16, "drugs": 9, "harassment": 9,
        "vandalism": 4, "cuckooing": 1.5, "weapons": 0.5, "other": 2,
    }
)  # fmt: skip
OF_ONE = ("homelessness", "tenancy-risk", "cuckooing")
TENURES = Weighted.of(
    {
        "council": 27,
        "association": 31,
        "private": 20,
        "owner": 9,
        "temporary": 6,
        "family": 5,
        "homeless": 1,
        "other": 1,
    }
)
STEPS = Weighted.of(
    {"none": 38, "warning": 24, "support": 12, "mediation": 9, "abc": 8, "cpw": 5, "cpn": 2, "possession": 1}
)
WORDS = {
    "noise": "Loud music at night", "nuisance": "Gathering in the stairwell", "drugs": "Smell of cannabis, callers",
    "harassment": "Threats at the door", "vandalism": "Damage to the entry door", "weapons": "A knife was seen",
    "cuckooing": "Unknown people stay in the flat, the tenant is afraid",
}  # fmt: skip
COLUMNS = (
    "case_reference", "person_reference", "forename", "surname", "date_of_birth", "sex", "address", "postcode",
    "worker", "role", "reported_on", "closed_on", "kind", "tenure", "incident", "cuckooing_concern", "step",
)  # fmt: skip


def cases(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """Every part in every case."""
    tenants = register.drawing("housing", lambda known: _likely(known, month))
    for number in range(some(register.people / 1000 * PER_THOUSAND * month.share, chance) if tenants else 0):
        kind = chance.weigh(KINDS)
        day = month.day(chance)
        closed = day + timedelta(days=chance.between(3, 120))
        case = {
            "case_reference": f"HA{month.first:%y%m}{number:05d}",
            "reported_on": day.isoformat(),
            "closed_on": closed.isoformat() if closed < register.today and chance.happens(0.7) else "",
            "kind": kind,
            "incident": WORDS.get(kind, ""),
            "cuckooing_concern": "true" if kind == "cuckooing" else "false",
        }
        first, second = chance.weigh(tenants), chance.weigh(tenants)
        yield {**case, **_part(first, _role(kind), chance)}
        if kind not in OF_ONE and second.person != first.person and chance.happens(0.8):
            yield {**case, **_part(second, "victim" if chance.happens(0.7) else "witness", chance)}


def _likely(known: Known, month: Month) -> float:
    age = known.age(month.first)
    if age is None:
        return 0.5
    return math.sqrt(known.activity) if 16 <= age <= OLDEST else 0


def _role(kind: str) -> str:
    if kind in OF_ONE:
        return "victim" if kind == "cuckooing" else "at-risk"
    return "suspect"


def _part(known: Known, role: str, chance: Chance) -> Row:
    return {
        **known.columns("address", "postcode"),
        "worker": f"Housing officer {chance.between(1, 90)} (made up)",
        "role": role,
        "tenure": chance.weigh(TENURES),
        "step": chance.weigh(STEPS) if role in ("suspect", "at-risk") else "",
    }
