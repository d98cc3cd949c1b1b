"""Which agencies have a record of a person, and what each record says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fourfold.engines.population import identifiers
from fourfold.engines.population.agencies import mistakes
from fourfold.engines.population.agencies.profiles import Agency
from fourfold.engines.population.chance import Chance
from fourfold.engines.population.households.world import YEAR, year_of
from fourfold.engines.population.naming.origins import Origin
from fourfold.engines.population.people import Person

LOOK_BACK = 8
MOST = 0.985
RESPONSIBLE_AT = 10
"""The age of criminal responsibility (Children and Young Persons Act 1933 s50): nobody younger has a PNC id."""
NUMBERED_BEFORE = 24
"""Pupil numbers are of those at school since 1999; who is older than this is not held by pupil number."""


class Sighting(NamedTuple):
    """One record of one person, as the agency has it. `values` follow the agency's columns, without the id."""

    agency: Agency
    person: Person
    values: Sequence[str]


def sightings(
    person: Person, origin: Origin, agencies: Mapping[str, Agency], today: int, chance: Chance
) -> Iterator[Sighting]:
    """The records of a person in each agency, none to a few."""
    age = int((today - person.born) / YEAR)
    draw = chance.draw
    pnc = ""
    for agency in agencies.values():
        share = agency.sees[age]
        if not share or draw() >= _chance_of_being_seen(person, agency, share):
            continue
        if agency.pnc and not pnc and age >= RESPONSIBLE_AT and draw() < agency.pnc:
            pnc = identifiers.pnc_id(person.number, year_of(today - chance.below(int((age - 9) * YEAR))))
        for _ in range(2 if draw() < agency.again else 1):
            seen = max(person.born, today - int(draw() ** 1.5 * LOOK_BACK * YEAR))
            yield Sighting(agency, person, _values(person, origin, agency, seen, pnc, chance))


def _chance_of_being_seen(person: Person, agency: Agency, share: float) -> float:
    """Where nearly everybody is seen, nothing else counts."""
    if share > 0.9:
        return share
    return min(MOST, share * person.contact * (agency.men if person.sex == "M" else 2 - agency.men))


def _values(person: Person, origin: Origin, agency: Agency, seen: int, pnc: str, chance: Chance) -> Sequence[str]:
    forename, surname = mistakes.names(person, origin, agency, seen, chance)
    address, postcode = mistakes.home(person, agency, seen, chance)
    values = [
        mistakes.styled(forename, "forename", agency),
        mistakes.styled(surname, "surname", agency),
        mistakes.birthday(person, agency, chance),
        mistakes.sex(person, agency, chance),
        mistakes.styled(address, "address", agency),
        postcode,
    ]
    if agency.nhs:
        values.append(mistakes.identifier(_nhs_number(person, agency, chance), agency, chance))
    if agency.upn:
        values.append(mistakes.identifier(_upn(person, agency, seen, chance), agency, chance))
    if agency.pnc:
        values.append(mistakes.identifier(pnc, agency, chance))
    return values


def _nhs_number(person: Person, agency: Agency, chance: Chance) -> str:
    """The NHS number where it is known; once in a while that of somebody else in the home."""
    if not chance.happens(agency.nhs):
        return ""
    other = person.number > 1 and chance.happens(agency.errors.identifier_of_another)
    return identifiers.nhs_number(person.number - 1 - other)


def _upn(person: Person, agency: Agency, seen: int, chance: Chance) -> str:
    """The pupil number, where the record is of the time at school."""
    at_school = 4 * YEAR <= seen - person.born < NUMBERED_BEFORE * YEAR or agency.upn > 0.9
    return identifiers.upn(person.number, person.birthday) if at_school and chance.happens(agency.upn) else ""
