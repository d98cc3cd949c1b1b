"""The catalogue: the indicators that Fourfold knows, and the success factors that each of them measures.

A file a strand. Definitions are data: dated, sourced, and owned by an agency of the register.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from fourfold.accountability.indicators.domain.kinds import Direction, SourceKind
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.places import WHOLE
from fourfold.ground.kernel.measures import Unit

STRANDS = ("prevent", "protect", "pursue", "prepare")


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which a series changes its meaning."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator is. `owner` is the key of the agency that supplies it; `measure` names a room's measure."""

    key: str
    title: str
    definition: str
    unit: Unit
    direction: Direction
    frequency: Frequency
    kind: SourceKind
    source: str
    owner: str
    place: str = WHOLE
    pairing: str = ""
    caveats: str = ""
    licence: str = ""
    attribution: str = ""
    source_url: str = ""
    verified_on: date | None = None
    measure: str = ""
    about_people: bool = False
    rate: bool = False
    public: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFactor:
    """A success factor as the catalogue knows it. `reads` are wordings by which a plan's own text is recognised."""

    strand: str
    number: int
    name: str
    reads: tuple[str, ...]
    indicators: tuple[Definition, ...]


@cache
def catalogue() -> tuple[KnownFactor, ...]:
    """Every factor with its indicators, strand by strand. An entry with an unknown field raises TypeError."""
    return tuple(factor for strand in STRANDS for factor in _read(strand))


@cache
def definitions() -> dict[str, Definition]:
    """Every indicator of the catalogue by its key."""
    return {found.key: found for factor in catalogue() for found in factor.indicators}


def _read(strand: str) -> list[KnownFactor]:
    file = resources.files(__package__).joinpath(f"{strand}.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["factor"]
    return [
        KnownFactor(
            strand=strand,
            number=entry["number"],
            name=entry["name"],
            reads=tuple(entry["reads"]),
            indicators=tuple(_definition(dict(item)) for item in entry["indicator"]),
        )
        for entry in entries
    ]


def _definition(entry: dict[str, Any]) -> Definition:
    marks = tuple(Mark(**mark) for mark in entry.pop("mark", []))
    closed = {"unit": Unit, "direction": Direction, "frequency": Frequency, "kind": SourceKind}
    return Definition(**entry | {name: kind(entry[name]) for name, kind in closed.items()}, marks=marks)
