"""Emergency departments: assault attendances without anything that tells who was hurt (ISTV), and counts by cause.

The site codes are made up: nothing that happened here is said of a real hospital.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Register
from fourfold.engines.population.episodes.months import EVENING, Month, Row, midnight, on_the_clock, some, written
from fourfold.engines.population.places import gazetteer

PER_THOUSAND = 0.26
"""Attendances after an assault a month for each thousand people [believed]."""
ALL_PER_THOUSAND = 22.0
WITHHELD = 7
"""Counts of so many or fewer are not given (domain: disclosure control)."""
SITES = Weighted.of({"ZZK01": 27, "ZZK02": 22, "ZZK03": 20, "ZZK04": 17, "ZZK05": 14})
METHODS = Weighted.of(
    {
        "body-part": 62, "knife": 7, "glass": 6, "blunt": 11, "other": 5, "unknown": 7, "vehicle": 1,
        "corrosive": 0.3, "gun": 0.2,
    }
)  # fmt: skip
LOCATIONS = Weighted.of(
    {
        "street": 36, "home": 25, "licensed": 14, "school": 5, "work": 4, "park": 5, "transport": 3, "shop": 3,
        "prison": 1, "other": 2, "unknown": 2,
    }
)  # fmt: skip
NAMED = ("street", "licensed", "park", "school")
PREMISES = {
    "licensed": "A public house on",
    "park": "The recreation ground off",
    "school": "A school on",
    "street": "",
}
CAUSES = Weighted.of({"other": 92.0, "self-harm": 2.6, "alcohol-drugs": 3.2, "assault": 2.0, "assault-knife": 0.18})
AGES = Weighted.of({"0-9": 15, "10-17": 12, "18-24": 13, "25-plus": 59, "unknown": 1})
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = Weighted.of({"00-05": 12, "06-11": 26, "12-17": 34, "18-23": 28})
ASSAULT_COLUMNS = (
    "period_start", "period_end", "site_code", "arrived_at", "assaulted_at", "method", "other_method",
    "location_type", "location_description",
)  # fmt: skip
PATTERN_COLUMNS = ("month", "site_code", "weekday", "part_of_day", "age_band", "cause", "attendances", "withheld")


def assaults(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each attendance after an assault."""
    end = midnight(register.today)
    for _ in range(some(register.people / 1000 * PER_THOUSAND * month.share, chance)):
        happened = month.moment(chance, EVENING)
        arrived = on_the_clock(happened + timedelta(minutes=20 + int(chance.draw() ** 3 * 60 * 40)))
        method, location = chance.weigh(METHODS), chance.weigh(LOCATIONS)
        yield {
            "period_start": month.first.isoformat(),
            "period_end": month.last.isoformat(),
            "site_code": chance.weigh(SITES),
            "arrived_at": written(arrived) if arrived < end and chance.happens(0.96) else "",
            "assaulted_at": written(happened),
            "method": method,
            "other_method": chance.pick(("Dog set on", "Pushed down steps", "Hot liquid"))
            if method == "other"
            else "",
            "location_type": location,
            "location_description": _where(location, chance) if location in NAMED else "",
        }


def _where(location: str, chance: Chance) -> str:
    street = gazetteer().street_and_town(gazetteer().scene("violence", chance))
    return f"{PREMISES[location]} {street}".strip()


def patterns(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """Counts by month, site, weekday, part of the day, age and cause; small ones are withheld."""
    drawn = some(register.people / 1000 * ALL_PER_THOUSAND * month.share, chance)
    counts: Counter[tuple[str, ...]] = Counter(_attendance(chance) for _ in range(drawn))
    cells = product(SITES.things, WEEKDAYS, PARTS.things, AGES.things, CAUSES.things) if month.days else ()
    for cell in cells:
        # A cell without anybody looks like one with a few: leaving it out would tell that it is empty.
        count = counts[cell]
        site, weekday, part, age, cause = cell
        yield {
            "month": month.first.strftime("%Y-%m"),
            "site_code": site,
            "weekday": weekday,
            "part_of_day": part,
            "age_band": age,
            "cause": cause,
            "attendances": str(count) if count > WITHHELD else "",
            "withheld": "false" if count > WITHHELD else "true",
        }


def _attendance(chance: Chance) -> tuple[str, ...]:
    weekday = chance.pick(WEEKDAYS)
    return chance.weigh(SITES), weekday, chance.weigh(PARTS), chance.weigh(AGES), chance.weigh(CAUSES)
