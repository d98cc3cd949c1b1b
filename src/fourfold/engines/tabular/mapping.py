"""Which header of a file is which column of a contract. What only looks alike is offered, never taken."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.engines.tabular.contract import Column, Contract
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.refusing import Refusal

_ALIKE = 0.8


class Likeness(StrEnum):
    """How a header was matched with a column."""

    EXACT = "exact"
    """It is the column's key or label."""
    ALIAS = "alias"
    """It is another name that the contract knows."""
    SIMILAR = "similar"
    """It looks alike: a person decides."""
    CHOSEN = "chosen"
    """A person decided."""


@dataclass(frozen=True, slots=True)
class Match:
    """A header, by its place from 0, and the column that it is, or may be."""

    place: int
    header: str
    column: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Columns:
    """What was found. `places`: the column's key to the place of its header, for those that are sure."""

    matches: tuple[Match, ...]
    unknown: tuple[str, ...]
    """Headers that are no column; their values are not read."""
    missing: tuple[str, ...]
    """Keys of columns without a header."""
    clashes: tuple[str, ...]
    """What two headers claim alike, in sentences."""

    @property
    def places(self) -> Mapping[str, int]:
        """The column's key to its place."""
        return {match.column: match.place for match in self.matches if match.likeness is not Likeness.SIMILAR}

    @property
    def suggestions(self) -> tuple[Match, ...]:
        """What a person may confirm."""
        return tuple(match for match in self.matches if match.likeness is Likeness.SIMILAR)


def expected_names(contract: Contract) -> frozenset[str]:
    """Every header that the contract knows, in normal form."""
    return frozenset(name for column in contract.columns for name in _names(column))


def map_columns(contract: Contract, headers: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """Match headers with columns. `chosen`: what a person said before, header to the column's key, or to "" for none.

    An exact name comes before an alias: where both are there, the alias is left as unknown.
    """
    decided = {normal(header): key for header, key in (chosen or {}).items()}
    found: dict[str, list[Match]] = {}
    for place, header in enumerate(headers):
        if match := _match(contract, place, header, decided):
            found.setdefault(match.column, []).append(match)
    sure, clashes = _settled(contract, found)
    taken = {match.place for match in sure}
    left = [(place, header) for place, header in enumerate(headers) if place not in taken and header]
    similar = _similar(contract, [one for one in left if normal(one[1]) not in decided], {one.column for one in sure})
    return Columns(
        matches=(*sure, *similar),
        unknown=tuple(header for _place, header in left),
        missing=tuple(column.key for column in contract.columns if column.key not in {one.column for one in sure}),
        clashes=clashes,
    )


def require(contract: Contract, mapping: Columns) -> None:
    """Raises Refusal where a column that is required has no header, or two headers mean one column."""
    if mapping.clashes:
        raise Refusal(" ".join(mapping.clashes), "Rename or take out one of each two, and send the file again.")
    lacking = [contract.column(key) for key in mapping.missing if contract.column(key).required]
    if not lacking:
        return
    named = ", ".join(f"“{column.key}”" for column in lacking)
    if not mapping.places:
        raise Refusal(
            f"None of the headers is a column of {contract.title}.",
            f"Put the names of the columns into one row; these are required: {named}.",
        )
    alike = [f"“{one.header}” may be “{one.column}”" for one in mapping.suggestions]
    raise Refusal(
        f"Required columns are missing: {named}.",
        f"Add them{f', or rename: {chr(59).join(alike)}' if alike else ''}.",
    )


def _names(column: Column) -> tuple[str, ...]:
    return normal(column.key), normal(column.label), *column.aliases


def _match(contract: Contract, place: int, header: str, decided: Mapping[str, str]) -> Match | None:
    name = normal(header)
    if name in decided:
        keys = {column.key for column in contract.columns}
        return Match(place, header, decided[name], Likeness.CHOSEN) if decided[name] in keys else None
    if not name:
        return None
    by_name = {
        **{alias: (column.key, Likeness.ALIAS) for column in contract.columns for alias in column.aliases},
        **{normal(column.label): (column.key, Likeness.EXACT) for column in reversed(contract.columns)},
        **{normal(column.key): (column.key, Likeness.EXACT) for column in contract.columns},
    }
    return Match(place, header, *by_name[name]) if name in by_name else None


def _settled(contract: Contract, found: Mapping[str, list[Match]]) -> tuple[tuple[Match, ...], tuple[str, ...]]:
    sure: list[Match] = []
    clashes: list[str] = []
    order = (Likeness.CHOSEN, Likeness.EXACT, Likeness.ALIAS)
    for column in contract.columns:
        matches = found.get(column.key, [])
        best = next((kind for kind in order if any(match.likeness is kind for match in matches)), None)
        strong = [match for match in matches if match.likeness is best]
        if len(strong) > 1:
            places = " and ".join(str(match.place + 1) for match in strong)
            headers = " and ".join(f"“{match.header}”" for match in strong)
            clashes.append(f"Columns {places} of the file ({headers}) are both “{column.key}”.")
        sure += strong[:1]
    return tuple(sure), tuple(clashes)


def _similar(contract: Contract, left: list[tuple[int, str]], taken: set[str]) -> tuple[Match, ...]:
    free = {name: column.key for column in contract.columns if column.key not in taken for name in _names(column)}
    matches: list[Match] = []
    for place, header in left:
        near = difflib.get_close_matches(normal(header)[:80], free, n=1, cutoff=_ALIKE)
        if near and free[near[0]] not in {match.column for match in matches}:
            matches.append(Match(place, header, free[near[0]], Likeness.SIMILAR))
    return tuple(matches)
