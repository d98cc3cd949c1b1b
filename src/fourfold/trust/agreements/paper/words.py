"""The words for the keys of an agreement: from the catalogue, and from the parties that it names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from fourfold.trust.agreements.domain.terms import Line, Terms
from fourfold.trust.agreements.paper.phrases import listed
from fourfold.trust.catalogue.domain.entries import (
    Condition,
    DataSet,
    Dated,
    Field,
    Gateway,
    LawfulBasis,
    Purpose,
    Sensitivity,
)


class Catalogue(Protocol):
    """What is read of the catalogue: its records by their keys."""

    @property
    def purposes(self) -> Mapping[str, Purpose]:
        """Why personal data may be looked at."""

    @property
    def gateways(self) -> Mapping[str, Gateway]:
        """Statutes that let or make agencies share."""

    @property
    def bases(self) -> Mapping[str, LawfulBasis]:
        """Lawful bases."""

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """Conditions for special and criminal data."""

    @property
    def data_sets(self) -> Mapping[str, DataSet]:
        """What agencies hold and may share."""


KINDS_OF_DATA = {
    Sensitivity.PERSONAL: "personal data",
    Sensitivity.IDENTIFIER: "identifiers",
    Sensitivity.SPECIAL: "special category data",
    Sensitivity.PATIENT: "patient information",
    Sensitivity.CRIMINAL: "data on alleged or proven crime",
    Sensitivity.NONE: "no personal data",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Labels by key. A key that nothing knows, as a draft may hold it, is shown as it stands.

    `names` holds agencies that are named besides the parties.
    """

    catalogue: Catalogue
    names: Mapping[UUID, str] = field(default_factory=dict)

    def naming(self, terms: Terms) -> "Words":
        """The same, with the names of the parties and of those for which they sign."""
        named = {party.agency_id: party.name for party in terms.parties}
        named |= {key: name for party in terms.parties for key, name in party.on_behalf_of}
        return Words(self.catalogue, {**self.names, **named})

    def agency(self, agency_id: UUID) -> str:
        """An agency's name."""
        return self.names.get(agency_id, "an agency that is no party")

    def agencies(self, ids: Iterable[UUID], word: str = "and") -> str:
        """The names of agencies, in the order of the alphabet."""
        return listed(sorted(self.agency(one) for one in ids), word)

    def data_set(self, key: str) -> str:
        """A data set's label."""
        found = self.catalogue.data_sets.get(key)
        return found.label if found else key

    def fields(self, line: Line) -> tuple[str, ...]:
        """The labels of a line's fields, in the order of the data set, unknown ones last."""
        known = self._fields(line.data_set)
        asked = set(line.fields)
        return (
            *(one.label for one in known if one.key in asked),
            *sorted(asked - {one.key for one in known}),
        )

    def left_out(self, line: Line) -> tuple[str, ...]:
        """The labels of the data set's fields that a line does not open."""
        return tuple(one.label for one in self._fields(line.data_set) if one.key not in line.fields)

    def kinds_of_data(self, line: Line) -> str:
        """The kinds of personal data among a line's fields."""
        found = {one.sensitivity for one in self._fields(line.data_set) if one.key in line.fields}
        if found - {Sensitivity.NONE}:
            found.discard(Sensitivity.NONE)
        return listed([text for kind, text in KINDS_OF_DATA.items() if kind in found])

    def _fields(self, key: str) -> tuple[Field, ...]:
        found = self.catalogue.data_sets.get(key)
        return found.fields if found else ()

    def purpose(self, key: str) -> str:
        """A purpose's label."""
        return _label(self.catalogue.purposes.get(key), key)

    def gateway(self, key: str) -> str:
        """A gateway's label."""
        return _label(self.catalogue.gateways.get(key), key)

    def basis(self, key: str) -> str:
        """A lawful basis's label."""
        return _label(self.catalogue.bases.get(key), key)

    def conditions(self, keys: Iterable[str]) -> str:
        """The labels of conditions; empty where none is needed."""
        return listed([_label(self.catalogue.conditions.get(key), key) for key in keys])

    def law(self, terms: Terms) -> tuple[Dated, ...]:
        """Every record of law that the schedule rests on, each once: gateways, bases, conditions, purposes."""
        found: dict[tuple[str, str], Dated] = {}
        shelves: tuple[tuple[str, Mapping[str, Dated], list[str]], ...] = (
            ("gateway", self.catalogue.gateways, [line.gateway for line in terms.lines]),
            ("basis", self.catalogue.bases, [line.basis for line in terms.lines]),
            ("condition", self.catalogue.conditions, [key for line in terms.lines for key in line.conditions]),
            ("purpose", self.catalogue.purposes, [line.purpose for line in terms.lines]),
        )
        for shelf, held, keys in shelves:
            found |= {(shelf, key): held[key] for key in keys if key in held}
        return tuple(found.values())


def _label(found: Dated | None, key: str) -> str:
    return found.label if found else key
