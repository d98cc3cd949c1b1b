"""What an agency makes of a person's details: each function gives the value as written down, right or wrong."""

from datetime import date

from fourfold.engines.population.agencies.profiles import Agency
from fourfold.engines.population.agencies.spelling import misspelt, plain
from fourfold.engines.population.chance import Chance
from fourfold.engines.population.naming.origins import Origin
from fourfold.engines.population.naming.patterns import PATTERNS
from fourfold.engines.population.people import Person

SHORT = (
    ("Street", "St"),
    ("Road", "Rd"),
    ("Avenue", "Ave"),
    ("Close", "Cl"),
    ("Gardens", "Gdns"),
    ("Crescent", "Cres"),
)
ABBREVIATED = 0.12


def names(person: Person, origin: Origin, agency: Agency, seen: int, chance: Chance) -> tuple[str, str]:
    """Forename and surname as the agency has them since the day `seen`."""
    errors = agency.errors
    draw = chance.draw
    forename = person.forename
    if draw() < errors.variant:
        others = origin.variants.get(forename, ())
        forename = chance.pick(others) if others else forename
    if person.middle and draw() < errors.with_middle:
        forename = f"{forename} {person.middle}"
    if draw() < errors.spelling:
        forename = misspelt(forename, chance)
    if draw() < errors.initial:
        forename = forename[0]
    surname = surname_of(person, agency, seen, chance)
    if draw() < errors.variant:
        others = origin.variants.get(surname, ())
        surname = chance.pick(others) if others else surname
    if draw() < errors.spelling:
        surname = misspelt(surname, chance)
    swapped = errors.swapped_where_reversed if PATTERNS[origin.pattern].reversed_often else errors.swapped
    return (surname, forename) if draw() < swapped else (forename, surname)


def surname_of(person: Person, agency: Agency, seen: int, chance: Chance) -> str:
    """The surname of the time, and what becomes of one in two parts."""
    surname = person.surname
    if person.was and (seen < person.renamed or chance.happens(agency.errors.old_surname)):
        surname = person.was
    if "-" in surname or " " in surname or "'" in surname:
        drawn = chance.draw()
        if drawn < agency.errors.half_surname and "'" not in surname:
            return chance.pick(surname.replace("-", " ").split())
        if drawn < agency.errors.half_surname + agency.errors.joined:
            return surname.replace("-", " ") if chance.happens(0.6) else surname.replace("-", "").replace("'", "")
    return surname


def birthday(person: Person, agency: Agency, chance: Chance) -> str:
    """The date of birth as ISO text, or nothing. At most one thing is wrong with it."""
    born = date.fromordinal(person.born)
    errors, drawn = agency.errors, chance.draw()
    if drawn < errors.born_missing:
        return ""
    drawn -= errors.born_missing
    if drawn < errors.born_transposed:
        return born.replace(month=born.day, day=born.month).isoformat() if born.day <= 12 else born.isoformat()
    drawn -= errors.born_transposed
    if drawn < errors.born_placeholder:
        return f"{born.year}-01-01"
    drawn -= errors.born_placeholder
    if drawn < errors.born_digit:
        return _another_day(born, chance)
    drawn -= errors.born_digit
    if drawn < errors.born_year:
        return _valid(born.year + chance.pick((-10, -1, 1, 10)), born.month, born.day, born)
    return born.isoformat()


def _another_day(born: date, chance: Chance) -> str:
    """One digit of the day or the month is another."""
    if chance.happens(0.6):
        return _valid(born.year, born.month, max(1, (born.day + chance.pick((-10, -1, 1, 10)))), born)
    return _valid(born.year, born.month + chance.pick((-1, 1)), born.day, born)


def _valid(year: int, month: int, day: int, otherwise: date) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return otherwise.isoformat()


def home(person: Person, agency: Agency, seen: int, chance: Chance) -> tuple[str, str]:
    """Address and postcode since the day `seen`: the old ones before a move, and for a while after it."""
    errors = agency.errors
    lived = person.home
    if person.before is not None and (seen < person.moved or chance.happens(errors.address_stale)):
        lived = person.before
    code = lived.postcode.code
    if chance.happens(errors.postcode_missing):
        code = ""
    elif chance.happens(errors.postcode_wrong):
        code = _another_postcode(code, chance)
    if not agency.spaced_postcode:
        code = code.replace(" ", "")
    if chance.happens(errors.address_missing):
        # A record without an address often has no postcode either.
        return "", code if chance.happens(0.3) else ""
    address = lived.address
    if chance.happens(ABBREVIATED):
        for long, short in SHORT:
            address = address.replace(f" {long},", f" {short},")
    return address, code


def _another_postcode(code: str, chance: Chance) -> str:
    """One letter of the unit is another, or two are exchanged."""
    at = len(code) - chance.between(1, 2)
    if chance.happens(0.4):
        return code[:-2] + code[-1] + code[-2]
    return code[:at] + chance.pick("ABDEFGHJLNPQRSTUWXYZ") + code[at + 1 :]


def sex(person: Person, agency: Agency, chance: Chance) -> str:
    """The sex in the agency's own code, or nothing."""
    drawn = chance.draw()
    if drawn < agency.errors.sex_missing:
        return ""
    known = person.sex
    if drawn < agency.errors.sex_missing + agency.errors.sex_wrong:
        known = "F" if known == "M" else "M"
    return agency.sex[known]


def identifier(value: str, agency: Agency, chance: Chance) -> str:
    """An identifier, now and then with two digits exchanged or one wrong: its check digit then seldom holds."""
    if not value or not chance.happens(agency.errors.identifier_wrong):
        return value
    at = chance.between(3, len(value) - 3)
    if chance.happens(0.5):
        return value[:at] + value[at + 1] + value[at] + value[at + 2 :]
    return value[:at] + (chance.pick("0123456789") if value[at].isdigit() else value[at]) + value[at + 1 :]


def styled(value: str, column: str, agency: Agency) -> str:
    """A value in the agency's own hand: capitals, no marks."""
    if agency.ascii:
        value = plain(value)
    return value.upper() if column in agency.upper else value
