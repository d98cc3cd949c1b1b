"""People as one agency knows them, and the register of all agencies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zlib import crc32

from fourfold.engines.population import identifiers
from fourfold.engines.population.agencies.tables import Seen
from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.naming.origins import origins
from fourfold.engines.population.places import gazetteer

SEXES = {"M": "M", "Male": "M", "1": "M", "F": "F", "Female": "F", "2": "F"}
NOT_STATED = 0.07
ANOTHER = 0.05
OTHER_CODES = ("W1", "W9", "M1", "M2", "M3", "M9", "A9", "B9", "O9")
OLDEST = 108


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as one agency knows them. `person` and `household` are truth: no feed ever writes them."""

    reference: str
    person: str
    household: str
    kind: str
    forename: str
    surname: str
    born: date | None
    sex: str
    ethnicity: str
    address: str
    postcode: str
    district: str
    nhs_number: str
    upn: str
    pnc_id: str
    activity: float
    """How often this person has to do with episodes; a few have very often. Drawn, not known by any agency."""

    def age(self, day: date) -> int | None:
        """Age by the recorded date of birth; None where there is none, negative before it."""
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def aged(self, day: date, least: int, most: int) -> bool:
        """Whether the recorded age on that day is known and between the two."""
        age = self.age(day)
        return age is not None and least <= age <= most

    def columns(self, *names: str) -> dict[str, str]:
        """The named columns of a feed as text, with those that every feed on people has."""
        wanted = ("forename", "surname", "sex", *names)
        told = {name: str(getattr(self, name)) for name in wanted}
        return {"person_reference": self.reference, "date_of_birth": str(self.born or ""), **told}


class Register:
    """Everybody whom an agency knows, agency by agency."""

    def __init__(self, seed: int, today: date, people: int, seen: Mapping[str, Seen]) -> None:
        self.seed, self.today, self.people = seed, today, people
        self._seen = seen
        self._known: dict[str, Sequence[Known]] = {}

    def known(self, agency: str) -> Sequence[Known]:
        """Everybody on record with an agency, in the order of their references."""
        if agency not in self._known:
            self._known[agency] = tuple(self._read(agency))
        return self._known[agency]

    def with_person(self, agency: str) -> Mapping[str, Known]:
        """The first record that an agency has of each person, by the person's key."""
        return {known.person: known for known in reversed(self.known(agency))}

    def drawing(self, agency: str, weight: Callable[[Known], float]) -> Weighted[Known]:
        """Those of an agency whose weight is not nothing, for drawing by it."""
        weighed = [(known, weight(known)) for known in self.known(agency)]
        chosen = [(known, found) for known, found in weighed if found > 0]
        return Weighted.over([known for known, _ in chosen], (found for _, found in chosen))

    @cached_property
    def districts(self) -> Mapping[str, str]:
        """The district of each postcode, without its space."""
        places = gazetteer()
        by_area = {area.lsoa21: area.district for area in places.areas.things}
        return {
            postcode.code.replace(" ", ""): by_area[lsoa]
            for lsoa, postcodes in places.postcodes.items()
            for postcode in postcodes
        }

    def _read(self, agency: str) -> list[Known]:
        seen = self._seen[agency]
        rows = zip(seen.records.to_pylist(), seen.truth.to_pylist(), strict=True)
        return [self._one({**record, **truth}) for record, truth in rows]

    def _one(self, row: Mapping[str, str | None]) -> Known:
        told = {name: value or "" for name, value in row.items()}
        drawn = crc32(f"{self.seed} {told['person_key']}".encode()) / 2**32
        code = told["postcode"].replace(" ", "")
        return Known(
            reference=told["record_id"],
            person=told["person_key"],
            household=told["household_key"],
            kind=told["kind"],
            forename=told["forename"],
            surname=told["surname"],
            born=date.fromisoformat(told["date_of_birth"]) if told["date_of_birth"] else None,
            sex=SEXES.get(told["sex"], "U"),
            ethnicity=_ethnicity(told["origin_group"], told["record_id"]),
            address=told["address"],
            postcode=f"{code[:-3]} {code[-3:]}" if code else "",
            district=self.districts.get(code, ""),
            nhs_number=_sound(told.get("nhs_number", ""), lambda it: str(identifiers.nhs_check(it[:9])) == it[9:]),
            upn=_sound(told.get("upn", ""), lambda it: identifiers.upn_check(it[1:]) == it[0]),
            pnc_id=_sound(
                told.get("pnc_id", ""), lambda it: identifiers.pnc_check(int(it[:4]), int(it[5:12])) == it[12:]
            ),
            activity=0.15 + 60 * drawn**12,
        )


def _ethnicity(origin: str, reference: str) -> str:
    """What the agency noted: mostly the code of the origin, sometimes another, sometimes nothing."""
    chance = Chance(crc32(reference.encode()))
    if chance.happens(NOT_STATED):
        return "NS"
    return chance.pick(OTHER_CODES) if chance.happens(ANOTHER) else origins().by_key[origin].ethnicity


def _sound(identifier: str, check: Callable[[str], bool]) -> str:
    """An identifier whose check digit holds. A sender's own system lets no other out."""
    try:
        return identifier if identifier and check(identifier) else ""
    except (ValueError, IndexError):
        return ""
