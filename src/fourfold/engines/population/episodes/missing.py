"""Children reported missing, and the interviews that they are offered within 72 hours of their return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Known, Register
from fourfold.engines.population.episodes.months import (
    DAYTIME,
    LATE,
    Month,
    Row,
    midnight,
    on_the_clock,
    some,
    written,
)
from fourfold.engines.population.places import gazetteer

PER_THOUSAND = 0.42
"""Episodes of children a month for each thousand people [believed]."""
AGAIN = 0.3
"""Episodes that are of a child who went missing in the same month before."""
PLACED = 45.0
"""How much more often a placed child goes missing than another [believed]."""
COUNCILS = Weighted.of(
    {
        "E10000016": 52, "E06000035": 13, "E09000023": 5, "E09000011": 5, "E09000004": 4, "E09000006": 4,
        "E09000008": 5, "E09000028": 4, "E09000025": 3, "E10000012": 2, "E10000030": 1, "E10000011": 2,
    }
)  # fmt: skip
"""Who places children in Kent: Kent, Medway, councils of London, Essex, Surrey, East Sussex."""
HOURS = Weighted.of({(1, 14): 83, (14, 72): 14, (72, 290): 3})
"""How long a child is missing."""
FROM_HOME = Weighted.of({"home": 88, "school": 9, "hospital": 1, "other": 2})
FROM_CARE = Weighted.of({"foster": 47, "residential": 33, "supported": 20})
RISKS = Weighted.of({"low": 17, "medium": 64, "high": 18, "none": 1})
CONCERNS = Weighted.of({"none": 74, "criminal": 8, "county-lines": 7, "sexual": 7, "other": 3, "labour": 1})
FOUND = (
    "At a friend's address",
    "Returned of their own accord",
    "At a railway station",
    "In a town centre",
    "In a park",
)
ANSWERS = Weighted.of({"accepted": 61, "declined": 20, "refused": 4, "not-reached": 8, "not-offered": 7})
IN_TIME = 0.82
REASONS = Weighted.of(
    {
        "friends": 30, "family": 18, "boundaries": 16, "placement": 9, "family-contact": 7, "exploitation": 5,
        "health": 4, "school": 4, "other": 3, "not-said": 4,
    }
)  # fmt: skip
HARMS = Weighted.of({"none": 80, "substances": 9, "criminal": 4, "assault": 3, "sexual": 2, "self-harm": 2})
MISSING_COLUMNS = (
    "episode_reference", "person_reference", "forename", "surname", "date_of_birth", "sex", "ethnicity", "address",
    "postcode", "role", "reported_at", "returned_at", "missing_from", "district", "placed_by", "risk_level",
    "found_where", "exploitation_concern",
)  # fmt: skip
INTERVIEW_COLUMNS = (
    "interview_reference", "episode_reference", "person_reference", "forename", "surname", "date_of_birth", "sex",
    "ethnicity", "role", "returned_at", "offered_at", "answer", "held_at", "reason", "people_and_places", "harm",
    "follow_up", "worker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Episode:
    """One time that a child was missing."""

    reference: str
    child: Known
    reported: datetime
    returned: datetime
    """This may lie after the last day that is told: the child is then still missing."""


def episodes(register: Register, month: Month) -> list[Episode]:
    """The episodes reported in a month; the same for both feeds, whichever asks."""
    chance = Chance(register.seed, crc32(f"missing {month.first}".encode()))
    children = register.drawing("police", lambda known: _likely(known, month.first))
    found: list[Episode] = []
    if not children or not month.days:
        return found
    for number in range(some(register.people / 1000 * PER_THOUSAND * month.share, chance)):
        child = chance.pick(found).child if found and chance.happens(AGAIN) else chance.weigh(children)
        reported = month.moment(chance, LATE)
        least, most = chance.weigh(HOURS)
        returned = on_the_clock(reported + timedelta(minutes=chance.between(least * 60, most * 60)))
        before = [episode for episode in found if episode.child.person == child.person]
        if any(reported <= episode.returned and episode.reported <= returned for episode in before):
            continue
        found.append(Episode(f"MP{month.first:%y%m}{number:05d}", child, reported, returned))
    return found


def missing(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """The feed of missing episodes."""
    for episode in episodes(register, month):
        child = episode.child
        placed, back = child.kind == "placed", episode.returned < midnight(register.today)
        place = _placement(child) if placed else chance.weigh(FROM_HOME)
        concern = chance.weigh(CONCERNS)
        yield {
            **child.columns("ethnicity", "address", "postcode"),
            "episode_reference": episode.reference,
            "role": "victim" if concern not in ("none", "other") and chance.happens(0.4) else "at-risk",
            "reported_at": written(episode.reported),
            "returned_at": written(episode.returned) if back else "",
            "missing_from": place,
            "district": child.district or chance.weigh(gazetteer().areas).district,
            "placed_by": _council(child) if placed else "",
            "risk_level": chance.weigh(RISKS),
            "found_where": chance.pick(FOUND) if back else "",
            "exploitation_concern": concern,
        }


def interviews(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """The feed of return home interviews: children who returned in the month."""
    earlier = Month.of(month.first - timedelta(days=1), register.today)
    told = [*episodes(register, earlier), *episodes(register, month)]
    care = register.with_person("social_care")
    number = 0
    for episode in told:
        back = episode.returned
        if month.first <= back.date() <= month.last and episode.child.aged(back.date(), 0, 17):
            number += 1
            reference = f"RHI{month.first:%y%m}{number:05d}"
            yield {"interview_reference": reference, **_interview(episode, back, care, register.today, chance)}


def _interview(episode: Episode, back: datetime, care: Mapping[str, Known], today: date, chance: Chance) -> Row:
    """One offer, and what came of it. The child is written as social care knows them, where it does."""
    known = care.get(episode.child.person, episode.child)
    child = known if known.aged(back.date(), 0, 17) else episode.child
    answer = chance.weigh(ANSWERS)
    offered = _offer(back, chance) if answer != "not-offered" else None
    held = (
        on_the_clock(offered + timedelta(hours=chance.between(1, 40))) if offered and answer == "accepted" else None
    )
    end = midnight(today)
    if offered is None or offered >= end:
        answer, offered, held = "not-offered", None, None
    if held and held >= end:
        held = None
    return {
        **child.columns("ethnicity"),
        "episode_reference": episode.reference,
        "role": "victim" if chance.happens(0.08) else "at-risk",
        "returned_at": written(back),
        "offered_at": written(offered) if offered else "",
        "answer": answer,
        "held_at": written(held) if held else "",
        "reason": chance.weigh(REASONS) if held else "",
        "harm": chance.weigh(HARMS) if held else "",
        "worker": f"Worker {chance.between(1, 40)} (made up)",
    }


def _offer(back: datetime, chance: Chance) -> datetime:
    """Mostly within two days, by day; else after the 72 hours."""
    hours = chance.between(2, 44) if chance.happens(IN_TIME) else chance.between(73, 200)
    then = back + timedelta(hours=hours)
    moment = then.replace(hour=chance.weigh(DAYTIME), minute=chance.below(60))
    return on_the_clock(moment if moment > back else then)


def _likely(known: Known, day: date) -> float:
    if not known.aged(day, 10, 17):
        return 0
    return known.activity * (PLACED if known.kind == "placed" else 1) * (1.5 if known.sex == "F" else 1)


def _placement(child: Known) -> str:
    """Where a placed child lives: always the same."""
    return Chance(crc32(child.household.encode())).weigh(FROM_CARE)


def _council(child: Known) -> str:
    """The council that placed a child: always the same."""
    return Chance(crc32(child.person.encode())).weigh(COUNCILS)
