"""What is wrong with a version before it can be signed: each told by line and field, with how to mend it.

The law's own rules are the catalogue's (`trust/catalogue/domain/law.py`); here is what any schedule must be.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from fourfold.ground.kernel.errors import Problem
from fourfold.trust.agreements.domain.life import ABOUT_DATA_SETS, ASSESSMENTS, least_parties
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, Terms


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong: the line (0: the version as a whole), the field of it, and how to mend it."""

    line: int
    field: str
    message: str

    @property
    def problem(self) -> Problem:
        """The same as an error tells it."""
        return Problem(f"Line {self.line}: {self.message}" if self.line else self.message, self.field)


@dataclass(frozen=True, slots=True)
class Names:
    """How agencies are named, and who is in which collective."""

    agencies: Mapping[UUID, str] = field(default_factory=dict)
    members: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def of(self, ids: Iterable[UUID]) -> str:
        """The names of agencies, in a row."""
        return ", ".join(self.agencies.get(one, "an agency that we do not know") for one in ids)


_NEEDED = {
    "data_set": "choose the data set.",
    "fields": "choose at least one field. A line without fields shares nothing.",
    "subject_kinds": "say whether it is about children, adults or nobody who can be known.",
    "subject_roles": "say in which role the people are: at risk, victim, suspect and so on.",
    "provider_ids": "choose who gives it.",
    "recipient_ids": "choose who gets it.",
    "purpose": "choose the purpose.",
    "gateway": "choose the gateway: the law that lets you share.",
    "basis": "choose the lawful basis.",
    "handling": "say how it must be handled.",
    "retention": "say how long a recipient keeps what it has.",
}


def line_defects(line: Line, terms: Terms, names: Names) -> list[Defect]:
    """What is wrong with one line by itself, and within its agreement."""
    return [Defect(line.number, *found) for found in _of_line(line, terms, names)]


def _of_line(line: Line, terms: Terms, names: Names) -> Iterator[tuple[str, str]]:
    for name, message in _NEEDED.items():
        if not getattr(line, name):
            yield name, message
    if line.starts_on and line.ends_on and line.starts_on >= line.ends_on:
        yield "ends_on", "it ends before it starts. Make the end later, or the start earlier."
    if _outside(line.starts_on, terms) or _outside(line.ends_on, terms):
        yield (
            "starts_on",
            "its dates lie outside those of the agreement. Keep within them, or change the agreement’s.",
        )
    own = terms.kind is AgreementKind.DPIA
    if own and line.data_set and terms.data_sets and line.data_set not in terms.data_sets:
        yield (
            "data_set",
            "this assessment is not about that data set. Add it to those assessed, or take the line out.",
        )
    if own and set(line.recipient_ids) != set(line.provider_ids):
        yield "recipient_ids", "an assessment opens an agency’s data to its own people. Choose the same agency twice."
    if not own and len(set(line.provider_ids)) == 1 and set(line.provider_ids) == set(line.recipient_ids):
        yield (
            "recipient_ids",
            "the agency that gives is the one that gets. Choose another recipient: an agency’s own use of its data "
            "stands in its impact assessment.",
        )
    known = _parties(terms, names)
    for side in ("provider_ids", "recipient_ids"):
        strangers = [one for one in getattr(line, side) if one not in known]
        if strangers:
            yield side, f"{names.of(strangers)} is no party. Add it as a party, or take it out of the line."


def _outside(day: date | None, terms: Terms) -> bool:
    if day is None:
        return False
    return (terms.starts_on is not None and day < terms.starts_on) or (
        terms.ends_on is not None and day > terms.ends_on
    )


def _parties(terms: Terms, names: Names) -> set[UUID]:
    known: set[UUID] = set()
    for party in terms.parties:
        known |= {party.agency_id, *(one for one, _name in party.on_behalf_of)}
        known |= names.members.get(party.agency_id, frozenset())
    return known


def pair_defects(terms: Terms, names: Names) -> list[Defect]:
    """Lines that say the same thing twice, or two things about the same. Both are named."""
    return [defect for one, other in combinations(terms.lines, 2) for defect in _of_pair(one, other, names)]


_DIFFERING = {
    "handling": "how it is handled",
    "retention": "how long it is kept",
    "needs_relationship": "who may see it",
    "regime": "the regime",
    "gateway": "the gateway",
}


def _of_pair(one: Line, other: Line, names: Names) -> Iterator[Defect]:
    shared = set(one.fields) & set(other.fields)
    if not shared or not _about_the_same(one, other) or not _same_time(one, other):
        return
    pairs = _pairs(one, names) & _pairs(other, names)
    if not pairs:
        return
    differing = [words for name, words in _DIFFERING.items() if _unlike(getattr(one, name), getattr(other, name))]
    giver, getter = min(pairs, key=str)
    who = f"{names.of([giver])} to {names.of([getter])}"
    if differing:
        message = f"lines {one.number} and {other.number} contradict each other about {' and '.join(differing)}"
    else:
        message = f"lines {one.number} and {other.number} say the same twice"
    fields = ", ".join(sorted(shared))
    yield Defect(
        other.number,
        "fields",
        f"{message} ({fields}; {who}). Keep each field in one of them, or make one line of both.",
    )


def _unlike(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) != set(other)
    return one != other


def _about_the_same(one: Line, other: Line) -> bool:
    roles = (
        not one.recipient_roles or not other.recipient_roles or set(one.recipient_roles) & set(other.recipient_roles)
    )
    return bool(
        one.data_set == other.data_set
        and one.purpose == other.purpose
        and set(one.subject_kinds) & set(other.subject_kinds)
        and set(one.subject_roles) & set(other.subject_roles)
        and roles
    )


def _same_time(one: Line, other: Line) -> bool:
    starts, ends = max(one.starts_on or date.min, other.starts_on or date.min), (one.ends_on, other.ends_on)
    return all(end is None or starts < end for end in ends)


def _pairs(line: Line, names: Names) -> set[tuple[UUID, UUID]]:
    def spread(ids: tuple[UUID, ...]) -> set[UUID]:
        return set(ids).union(*(names.members.get(one, frozenset()) for one in ids))

    givers, getters = spread(line.provider_ids), spread(line.recipient_ids)
    return {(giver, getter) for giver in givers for getter in getters}


def frame_defects(terms: Terms) -> list[Defect]:
    """What is wrong with the version as a whole."""
    return [Defect(0, *found) for found in (*_of_words(terms), *_of_dates(terms), *_of_parties(terms))]


def _of_words(terms: Terms) -> Iterator[tuple[str, str]]:
    if not terms.title.strip():
        yield "title", "Enter the title."
    if not terms.summary.strip():
        yield "summary", "Say in a few sentences what the agreement is for."
    if not any(clause.text.strip() for clause in terms.clauses):
        yield "clauses", "Write at least one clause."


def _of_dates(terms: Terms) -> Iterator[tuple[str, str]]:
    if terms.starts_on is None:
        yield "starts_on", "Say from when it is in force."
    if terms.review_on is None:
        yield "review_on", "Say when it is reviewed."
    if (terms.lines or terms.permits_requests) and terms.ends_on is None:
        yield "ends_on", "Say when it ends: nothing is shared without an end."
    if terms.starts_on and terms.ends_on and terms.starts_on >= terms.ends_on:
        yield "ends_on", "It ends before it starts. Make the end later, or the start earlier."
    if terms.review_on and terms.ends_on and terms.review_on > terms.ends_on:
        yield "review_on", "It is reviewed after its end. Make the review earlier."


def _of_parties(terms: Terms) -> Iterator[tuple[str, str]]:
    if terms.kind in ABOUT_DATA_SETS and not terms.data_sets:
        yield "data_sets", "Say which data sets it is about."
    if terms.kind in ASSESSMENTS and len(terms.parties) != 1:
        yield "parties", "An agency assesses its own data. Name that agency, and no other, as the party."
    elif len(terms.parties) < least_parties(terms.kind):
        yield "parties", "Name at least two parties." if least_parties(terms.kind) > 1 else "Name the agency."
