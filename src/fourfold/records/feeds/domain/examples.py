"""An example of a feed, made from its contract: rows of nobody, every one of which the contract takes."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO
from random import Random

from fourfold.engines.population.identifiers import nhs_number, pnc_id, upn
from fourfold.engines.tabular.contract import Column, Contract, Kind, Severity
from fourfold.engines.tabular.inspecting import check_row

ROWS = 3
_TRIES = 400
_SET_BACK = timedelta(days=60)
_BORN = date(2011, 3, 27)
_WORDS = {
    "forename": ("Alex", "Sam", "Robin"),
    "surname": ("Example", "Sample", "Specimen"),
    "address": ("1 Example Street, Maidstone", "2 Example Street, Chatham", "3 Example Street, Dover"),
    "worker": ("A. Worker, worker@agency.example",),
    "school": ("Example Academy",),
}
_PART = re.compile(r"\[(?P<of>[^\]]+)\](?:\{(?P<least>\d+)(?:,\d+)?\})?|\((?P<either>[^)]+)\)|(?P<plain>.)")
_RANGE = re.compile(r"(.)-(.)")


def example_csv(contract: Contract) -> str:
    """The example as CSV, with the columns' keys as headers. The same contract gives the same example."""
    written = StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(column.key for column in contract.columns)
    out.writerows([row[column.key] for column in contract.columns] for row in example_rows(contract))
    return written.getvalue()


def example_rows(contract: Contract) -> tuple[Mapping[str, str], ...]:
    """Rows by the columns' keys, which keep every rule of the contract, those too that are only noted.

    Raises RuntimeError for a contract that no row was found to keep.
    """
    held = tuple(replace(check, severity=Severity.HOLD) for check in contract.checks)
    strict = replace(contract, checks=held)
    return tuple(_row(strict, number) for number in range(ROWS))


def _row(contract: Contract, number: int) -> Mapping[str, str]:
    """Values drawn by chance, and drawn anew where a check says no, until none does."""
    chance = Random(f"{contract.key} {contract.version} {number}")  # noqa: S311 - an example, not a secret
    values = {column.key: _drawn(contract, place, number, chance) for place, column in enumerate(contract.columns)}
    places = {column.key: place for place, column in enumerate(contract.columns)}
    for _try in range(_TRIES):
        held = check_row(contract, values, contract.since).held
        if not held:
            return values
        for key in sorted(_to_change(contract, {fault.key for fault in held[0].faults})):
            leave_out = not contract.column(key).required and chance.random() < 0.3
            values[key] = "" if leave_out else _drawn(contract, places[key], number, chance)
    raise RuntimeError(f"No example keeps the contract {contract.key}.")


def _to_change(contract: Contract, wrong: set[str]) -> Iterator[str]:
    """The columns that are wrong, and those that a check compares them with."""
    yield from wrong
    for check in contract.checks:
        if check.columns[0] in wrong:
            yield from set(check.columns[1:]) - wrong


def _drawn(contract: Contract, place: int, number: int, chance: Random) -> str:
    column = contract.columns[place]
    day = contract.since - _SET_BACK + timedelta(days=number)
    born = _BORN + timedelta(days=chance.randrange(900))
    on = born if column.key == contract.subject.born else day + timedelta(place // 4)
    makers: Mapping[Kind, Callable[[], str]] = {
        Kind.TEXT: lambda: _text(column, number),
        Kind.CODE: lambda: chance.choice(sorted(column.codes)),
        Kind.DATE: on.isoformat,
        Kind.DATETIME: lambda: f"{day + timedelta(place // 8)}T{8 + place // 3:02d}:15",
        Kind.MONTH: lambda: f"{day:%Y-%m}",
        Kind.INTEGER: lambda: str(_number(column, chance)),
        Kind.NUMBER: lambda: str(_number(column, chance)),
        Kind.BOOLEAN: lambda: chance.choice(("yes", "no")),
        Kind.NHS_NUMBER: lambda: nhs_number(number),
        Kind.UPN: lambda: upn(number, born),
        Kind.PNC: lambda: pnc_id(number, contract.since.year - 1),
        Kind.UPRN: lambda: str(100_000_000_000 + number),
        Kind.POSTCODE: lambda: f"ME14 {number + 1}XX",
        Kind.LSOA: lambda: chance.choice(sorted(contract.areas.districts)),
        Kind.LONGITUDE: lambda: f"{0.5 + number / 100:.4f}",
        Kind.LATITUDE: lambda: f"{51.27 + number / 100:.4f}",
    }
    return makers[column.kind]()


def _text(column: Column, number: int) -> str:
    if column.pattern:
        return _of_pattern(column.pattern, f"{column.key} {number}")
    if column.key.endswith("reference"):
        return f"EX-{number + 1:04d}"
    if column.key == "other_names":
        return ""
    found = _WORDS.get(column.key, (f"Example: {column.label.lower()}",))
    return found[number % len(found)][: column.max_length]


def _number(column: Column, chance: Random) -> int:
    least = int(column.least) if column.least is not None else 1
    most = int(column.most) if column.most is not None else least + 40
    return chance.randint(least, max(least, min(most, least + 40)))


def _of_pattern(pattern: str, seed: str) -> str:
    """Text that a simple pattern matches: classes with a count, alternatives, and plain signs."""
    drawn = (int(digit, 16) for digit in sha256(seed.encode()).hexdigest() * 2)
    said = ""
    for part in _PART.finditer(pattern):
        if part["of"]:
            signs = _RANGE.sub(lambda found: "".join(map(chr, range(ord(found[1]), ord(found[2]) + 1))), part["of"])
            said += "".join(signs[next(drawn) % len(signs)] for _time in range(int(part["least"] or 1)))
        elif part["either"]:
            said += part["either"].split("|")[0]
        else:
            said += part["plain"]
    return said
