"""What each agency holds and how it errs, read from `data/agencies.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fourfold.engines.population.places import text_of

COLUMNS = (
    "record_id", "forename", "surname", "date_of_birth", "sex", "address", "postcode", "nhs_number", "upn", "pnc_id",
)  # fmt: skip
"""The columns that `fourfold link` reads; an agency holds some of them."""
OLDEST = 130


@dataclass(frozen=True, slots=True)
class Errors:
    """How often something is wrong in an agency's records, as shares of those where it can be."""

    variant: float
    """A diminutive, an anglicised or a transliterated form of the forename."""
    with_middle: float
    spelling: float
    """Per name: misheard, misread or mistyped."""
    old_surname: float
    """Still the surname from before a change, where the record is younger than the change."""
    half_surname: float
    """One half of a double surname."""
    joined: float
    """A hyphen or an apostrophe dropped."""
    swapped: float
    """Forename and surname the wrong way round."""
    swapped_where_reversed: float
    """The same, for origins that say the family name first."""
    initial: float
    born_transposed: float
    born_placeholder: float
    """1 January of the year instead of the day."""
    born_digit: float
    born_year: float
    born_missing: float
    sex_missing: float
    sex_wrong: float
    address_missing: float
    address_stale: float
    """Still the address from before a move, where the record is younger than the move."""
    postcode_missing: float
    postcode_wrong: float
    identifier_wrong: float
    identifier_of_another: float
    """The NHS number of the person before, who mostly lives in the same home."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency. `sees[age]` is the share of people of that age of whom it has a record."""

    key: str
    prefix: str
    columns: Sequence[str]
    sees: Sequence[float]
    men: float
    """How much more often than people at large it sees men; women as much less."""
    again: float
    """The share of people seen who have a second record."""
    upper: frozenset[str]
    sex: Mapping[str, str]
    ascii: bool
    """Letters with marks lose them."""
    spaced_postcode: bool
    nhs: float
    upn: float
    pnc: float
    further: bool
    """Not one of the five: it only sends feeds."""
    errors: Errors


@cache
def agencies() -> Mapping[str, Agency]:
    """The agencies by key, in the order of the file; read once."""
    return {key: _agency(key, told) for key, told in tomllib.loads(text_of("agencies.toml")).items()}


def _agency(key: str, told: Mapping[str, Any]) -> Agency:
    return Agency(
        key=key,
        prefix=told["prefix"],
        columns=("record_id", *told["columns"]),
        sees=_by_age(told["sees"]),
        men=told.get("men", 1.0),
        again=told["again"],
        upper=frozenset(told["upper"]),
        sex=told["sex"],
        ascii=told["ascii"],
        spaced_postcode=told["spaced_postcode"],
        nhs=told.get("nhs", 0.0),
        upn=told.get("upn", 0.0),
        pnc=told.get("pnc", 0.0),
        further=told.get("further", False),
        errors=Errors(**told["errors"]),
    )


def _by_age(sees: Mapping[str, float]) -> Sequence[float]:
    """The share at each age, from the shares by the age from which they hold."""
    shares: list[float] = []
    for age in range(OLDEST):
        shares.append(sees.get(str(age), shares[-1] if shares else 0.0))
    return shares
