"""Police crime and incidents: a row for each person's part in each of them."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import OLDEST, Known, Register
from fourfold.engines.population.episodes.months import EVENING, Month, Row, midnight, on_the_clock, some, written
from fourfold.engines.population.episodes.offences import Sort, shares
from fourfold.engines.population.episodes.peers import peers
from fourfold.engines.population.places import Postcode, gazetteer

PER_THOUSAND = 7.6
"""Incidents a month for each thousand people (Kent and Medway 2024: data.police.uk)."""
AREAS_OF_2021 = 2024
"""From this year on the police's files tell small areas of 2021, until then those of 2011."""
RESPONSIBLE_AT = 10
"""Nobody is a suspect below this age (Children and Young Persons Act 1933 s50)."""
NEIGHBOURS = 0.78
"""People who have to do with an incident in their own district."""
SAME_AGE = 6 * 365
TOGETHER = 0.5
"""Young suspects who were with their peers."""
AT_HOME = 0.22
"""Violence in which victim and suspect live together."""
OUTCOMES = Weighted.of(
    {"open": 46, "no-further-action": 24, "charged": 14, "community-resolution": 8, "caution": 4, "diversion": 4}
)
CONVICTED = 0.05
INJURIES = Weighted.of({"none": 46, "slight": 40, "serious": 6, "unknown": 8})
CONCERNS = Weighted.of(
    {"none": 72, "mental-health": 8, "domestic": 7, "exploitation": 5, "missing": 4, "substances": 3, "other": 1}
)
COLUMNS = (
    "incident_reference", "person_reference", "forename", "surname", "date_of_birth", "sex", "ethnicity", "address",
    "postcode", "pnc_id", "role", "occurred_at", "occurred_until", "reported_at", "place", "longitude", "latitude",
    "lsoa_code", "offence_group", "offence", "weapon", "injury", "vulnerability", "outcome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """People with their weights, everywhere and by district."""

    everywhere: Weighted[Known]
    by_district: Mapping[str, Weighted[Known]]

    def draw(self, district: str, chance: Chance) -> Known:
        """Mostly somebody of the district."""
        here = self.by_district.get(district)
        return chance.weigh(here if here and chance.happens(NEIGHBOURS) else self.everywhere)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can be in a part."""

    suspects: Near
    others: Near
    peers: Mapping[str, Sequence[Known]]
    households: Mapping[str, Sequence[Known]]


def incidents(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """Every part in every incident of the month."""
    cast = _cast(register, month)
    if not cast.suspects.everywhere or not cast.others.everywhere:
        return
    for number in range(some(register.people / 1000 * PER_THOUSAND * month.share, chance)):
        sort = chance.weigh(shares())
        happened = month.moment(chance, EVENING)
        reference = f"46/{(number + 1) * 7_919 % 1_000_003:06d}/{month.first:%y%m}"
        scene = gazetteer().scene(sort.kind, chance)
        what = {**_incident(sort, happened, register.today, chance), **_place(scene, happened.year, chance)}
        here = register.districts[scene.code.replace(" ", "")]
        for role, known in _parts(sort, cast, here, happened.date(), chance):
            yield {"incident_reference": reference, **what, **_part(role, known, sort, chance)}


def _cast(register: Register, month: Month) -> Cast:
    day = month.first
    households: dict[str, list[Known]] = {}
    for known in register.known("police"):
        households.setdefault(known.household, []).append(known)
    return Cast(
        suspects=_near(register, lambda known: known.activity * _suspected(known, day)),
        others=_near(register, lambda known: math.sqrt(known.activity) * _present(known.age(day))),
        peers=peers(register.known("police"), day, register.seed),
        households=households,
    )


def _near(register: Register, weight: Callable[[Known], float]) -> Near:
    everywhere = register.drawing("police", weight)
    homes: dict[str, list[Known]] = {}
    for known in everywhere.things:
        homes.setdefault(known.district, []).append(known)
    return Near(
        everywhere, {home: Weighted.over(people, map(weight, people)) for home, people in homes.items() if home}
    )


def _suspected(known: Known, day: date) -> float:
    """How likely somebody is a suspect, against others; nobody without a known age is drawn."""
    age = known.age(day)
    if age is None or not RESPONSIBLE_AT <= age <= 80:
        return 0
    at_age = 0.5 if age < 13 else 3 if age < 20 else 2 if age < 30 else 1 if age < 45 else 0.3
    return at_age * (2.5 if known.sex == "M" else 1)


def _present(age: int | None) -> float:
    if age is None:
        return 0.5
    return 0 if not 0 <= age <= OLDEST else 0.6 if age < 10 else 1.8 if age < 25 else 1


def _parts(sort: Sort, cast: Cast, here: str, day: date, chance: Chance) -> Iterator[tuple[str, Known]]:
    """Who had which part: nobody twice, and at least one person."""
    told: set[str] = set()
    suspects = _fresh(_suspects(sort, cast, here, chance), told)
    victims = _fresh(_victims(sort, cast, suspects, here, chance), told)
    witnesses = _fresh(
        [cast.others.draw(here, chance) for _ in range(_number(sort.witnesses, sort.more, chance))], told
    )
    if not (suspects or victims or witnesses):
        witnesses = [cast.others.draw(here, chance)]
    for known in suspects:
        yield ("convicted" if chance.happens(CONVICTED) else "suspect"), known
    for known in victims:
        yield "victim", known
    for known in witnesses:
        yield ("at-risk" if known.aged(day, 0, 17) and chance.happens(0.25) else "witness"), known


def _suspects(sort: Sort, cast: Cast, here: str, chance: Chance) -> list[Known]:
    number = _number(sort.suspects, sort.more, chance)
    if not number:
        return []
    first = cast.suspects.draw(here, chance)
    group = cast.peers.get(first.person, ())
    if group and chance.happens(TOGETHER):
        return [first, *(chance.pick(group) for _ in range(number if number > 1 else chance.between(1, 2)))]
    return [first, *(_alongside(first, cast, here, chance) for _ in range(number - 1))]


def _alongside(first: Known, cast: Cast, here: str, chance: Chance) -> Known:
    """Another suspect, of much the same age if one is soon found."""
    for _ in range(6):
        other = cast.suspects.draw(here, chance)
        if other.born and first.born and abs((other.born - first.born).days) < SAME_AGE:
            break
    return other


def _victims(sort: Sort, cast: Cast, suspects: list[Known], here: str, chance: Chance) -> list[Known]:
    number = _number(sort.victims, sort.more, chance)
    if number and suspects and sort.kind == "violence" and chance.happens(AT_HOME):
        return [chance.pick(cast.households[suspects[0].household])]
    return [cast.others.draw(here, chance) for _ in range(number)]


def _fresh(drawn: list[Known], told: set[str]) -> list[Known]:
    """Each person once, whichever of their records was drawn."""
    kept: list[Known] = []
    for known in drawn:
        if known.person not in told:
            told.add(known.person)
            kept.append(known)
    return kept


def _number(share: float, more: float, chance: Chance) -> int:
    return 1 + chance.happens(more) if chance.happens(share) else 0


def _incident(sort: Sort, happened: datetime, today: date, chance: Chance) -> Row:
    """What every part of an incident says alike, apart from its place."""
    group, offence = sort.offence(chance)
    until = on_the_clock(happened + timedelta(minutes=chance.between(10, 900))) if chance.happens(0.25) else None
    reported = on_the_clock((until or happened) + timedelta(minutes=int(chance.draw() ** 4 * 3 * 1440)))
    end = midnight(today)
    return {
        "occurred_at": written(happened),
        "occurred_until": written(until) if until and until < end else "",
        "reported_at": written(reported) if reported < end else "",
        "offence_group": group,
        "offence": offence,
        "weapon": _weapon(sort, chance),
    }


def _place(scene: Postcode, year: int, chance: Chance) -> Row:
    if chance.happens(0.015):
        # One to two in a hundred have no place in the real files, too.
        return {"place": "", "longitude": "", "latitude": "", "lsoa_code": ""}
    return {
        "place": gazetteer().street_and_town(scene),
        "longitude": scene.longitude,
        "latitude": scene.latitude,
        "lsoa_code": scene.lsoa11 if year < AREAS_OF_2021 else scene.lsoa21,
    }


def _weapon(sort: Sort, chance: Chance) -> str:
    if chance.happens(sort.knife):
        return "knife"
    return "other" if sort.kind in ("violence", "weapons") and chance.happens(0.08) else "none"


def _part(role: str, known: Known, sort: Sort, chance: Chance) -> Row:
    """What a part says of its own."""
    accused = role in ("suspect", "convicted")
    hurt = role == "victim" and sort.kind in ("violence", "robbery")
    outcome = "convicted" if role == "convicted" else chance.weigh(OUTCOMES) if accused else ""
    return {
        **known.columns("ethnicity", "address", "postcode", "pnc_id"),
        "role": role,
        "injury": chance.weigh(INJURIES) if hurt else "none",
        "vulnerability": chance.weigh(CONCERNS) if role != "witness" else "none",
        "outcome": outcome,
    }
