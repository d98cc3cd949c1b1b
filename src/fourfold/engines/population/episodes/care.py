"""Children's social care: each status that began in the month."""

import math
from collections.abc import Iterator
from datetime import timedelta

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Known, Register
from fourfold.engines.population.episodes.missing import COUNCILS
from fourfold.engines.population.episodes.months import Month, Row, some
from fourfold.engines.population.places import gazetteer

A_MONTH = 0.055
"""The share of the children on record for whom a status begins in a month [believed]."""
STATUSES = Weighted.of({"early-help": 46, "in-need": 38, "protection-plan": 11, "looked-after": 5})
CATEGORIES = Weighted.of({"neglect": 50, "emotional": 34, "physical": 8, "sexual": 5, "multiple": 3})
ORDERS = Weighted.of({"C1": 26, "C2": 42, "V2": 24, "E1": 4, "J1": 1, "L2": 1, "L1": 2})
PLACEMENTS = Weighted.of(
    {"foster": 62, "kinship": 13, "residential": 11, "supported": 9, "parents": 4, "secure": 0.3}
)
COLUMNS = (
    "person_reference", "forename", "surname", "date_of_birth", "sex", "ethnicity", "address", "postcode",
    "nhs_number", "worker", "status", "status_since", "status_until", "plan_category", "legal_status", "placement",
    "placement_district", "placed_by",
)  # fmt: skip


def statuses(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each status. Nobody has the same one twice in a month."""
    children = register.drawing("social_care", lambda known: _likely(known, month))
    told: set[str] = set()
    for _ in range(some(len(children.things) * A_MONTH * month.share, chance) if children else 0):
        known = chance.weigh(children)
        if known.reference not in told:
            told.add(known.reference)
            yield _status(known, register, month, chance)


def _likely(known: Known, month: Month) -> float:
    if not month.days or not known.aged(month.first, 0, 21):
        return 0
    return (1 + math.sqrt(known.activity)) * (8 if known.kind == "placed" else 1)


def _status(known: Known, register: Register, month: Month, chance: Chance) -> Row:
    since = month.day(chance)
    until = since + timedelta(days=chance.between(14, 260)) if chance.happens(0.3) else None
    status = chance.weigh(STATUSES)
    if known.kind == "placed" and known.aged(month.first, 0, 17):
        status = "looked-after"
    elif not known.aged(month.first, 0, 17):
        status = "care-leaver"
    away = status in ("looked-after", "care-leaver")
    council = chance.weigh(COUNCILS)
    return {
        **known.columns("ethnicity", "address", "postcode", "nhs_number"),
        "worker": f"Social worker {chance.between(1, 300)} (made up)",
        "status": status,
        "status_since": since.isoformat(),
        "status_until": until.isoformat() if until and until < register.today else "",
        "plan_category": chance.weigh(CATEGORIES) if status == "protection-plan" else "",
        "legal_status": chance.weigh(ORDERS) if status == "looked-after" else "",
        "placement": chance.weigh(PLACEMENTS) if away else "",
        "placement_district": (known.district or chance.weigh(gazetteer().areas).district) if away else "",
        "placed_by": council if away and council not in ("E10000016", "E06000035") else "",
    }
