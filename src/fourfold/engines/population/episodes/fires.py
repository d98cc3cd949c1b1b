"""The fire service: deliberate fires, threats of arson, and visits to homes, with what was seen there."""

from collections.abc import Iterator

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import OLDEST, Known, Register
from fourfold.engines.population.episodes.months import DAYTIME, EVENING, Month, Row, some, written

PER_THOUSAND = 0.5
"""Visits and fires with somebody named, a month for each thousand people [believed]."""
KINDS = Weighted.of({"home-visit": 84, "accidental-fire": 10, "deliberate-fire": 4, "arson-threat": 2})
CONCERNS = Weighted.of({"none": 66, "hoarding": 10, "self-neglect": 12, "substances": 7, "cuckooing": 2, "other": 3})
COLUMNS = (
    "incident_reference", "person_reference", "forename", "surname", "date_of_birth", "address", "postcode", "role",
    "occurred_at", "kind", "concern",
)  # fmt: skip


def fires(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each visit or fire."""
    people = register.drawing("fire", lambda known: _likely(known, month))
    for number in range(some(register.people / 1000 * PER_THOUSAND * month.share, chance) if people else 0):
        known, kind = chance.weigh(people), chance.weigh(KINDS)
        visit = kind == "home-visit"
        child = known.aged(month.first, 8, 17)
        yield {
            **known.columns("address", "postcode"),
            "incident_reference": f"FR{month.first:%y%m}{number:05d}",
            "role": "victim" if kind == "arson-threat" else "at-risk" if visit or child else "none",
            "occurred_at": written(month.moment(chance, DAYTIME if visit else EVENING)),
            "kind": kind,
            "concern": "fire-setting" if child and kind == "deliberate-fire" else chance.weigh(CONCERNS),
        }


def _likely(known: Known, month: Month) -> float:
    age = known.age(month.first)
    if age is None:
        return 0.5
    return known.activity if 8 <= age <= OLDEST else 0
