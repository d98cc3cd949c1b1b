"""The public register: what everybody may know of an agreement. No name of anybody who works anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.domain.terms import Line, PartyTerms, State, Terms
from fourfold.trust.agreements.paper.phrases import KINDS, NOBODY, REGIMES, STATES, people, sentence
from fourfold.trust.agreements.paper.summary import is_anonymous
from fourfold.trust.agreements.paper.words import Words


@dataclass(frozen=True, slots=True)
class Share:
    """What one line of the schedule shares, in words."""

    data_set: str
    about: str
    kinds_of_data: str
    given_by: str
    received_by: str
    purpose: str
    gateway: str
    basis: str
    conditions: str
    regime: str
    retention: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement in the register. `state` is a word; days are London dates."""

    reference: str
    title: str
    kind: str
    version: int
    state: str
    summary: str
    parties: tuple[str, ...]
    signs_for: tuple[str, ...]
    """Agencies for which a party signs: the schools of a trust."""
    about: tuple[str, ...]
    """The data sets that an assessment is about."""
    under: str
    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    shares: tuple[Share, ...]

    @property
    def data_sets(self) -> tuple[str, ...]:
        """What is shared, or what an assessment is about, each once."""
        return tuple(dict.fromkeys([*(share.data_set for share in self.shares), *self.about]))

    @property
    def purposes(self) -> tuple[str, ...]:
        """Why, each once."""
        return tuple(dict.fromkeys(share.purpose for share in self.shares))

    @property
    def gateways(self) -> tuple[str, ...]:
        """By which law, each once."""
        return tuple(dict.fromkeys(share.gateway for share in self.shares))

    @property
    def subjects(self) -> tuple[str, ...]:
        """About whom, each once."""
        return tuple(dict.fromkeys(share.about for share in self.shares))


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register reads of a version: its terms, its state, who joined after it was signed, and who left."""

    agreement_id: UUID
    terms: Terms
    state: State
    joined: tuple[PartyTerms, ...] = ()
    left: frozenset[UUID] = frozenset()


def entry_of(found: Registered, words: Words, *, today: date) -> Entry:
    """The entry of one version."""
    terms, said = found.terms, words.naming(found.terms)
    parties = [party for party in (*terms.parties, *found.joined) if party.agency_id not in found.left]
    return Entry(
        reference=terms.reference,
        title=terms.title,
        kind=KINDS[terms.kind],
        version=terms.version,
        state=state_on(terms, found.state, today),
        summary=terms.summary,
        parties=tuple(party.name for party in parties),
        signs_for=tuple(name for party in parties for _id, name in party.on_behalf_of),
        about=tuple(map(said.data_set, terms.data_sets)),
        under=terms.under,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        review_on=terms.review_on,
        shares=tuple(_share(line, said) for line in terms.lines),
    )


def state_on(terms: Terms, state: State, today: date) -> str:
    """The state in a word, with what follows from the dates: review due, expired, not begun."""
    if state is State.IN_FORCE:
        if terms.ends_on and terms.ends_on <= today:
            return f"Ended on {show_date(terms.ends_on)}"
        if terms.starts_on and terms.starts_on > today:
            return f"Signed, in force from {show_date(terms.starts_on)}"
        if terms.review_on and terms.review_on <= today:
            return "In force, review due"
    return STATES[state]


def _share(line: Line, words: Words) -> Share:
    about = NOBODY if is_anonymous(line, words) else people(line.subject_kinds, line.subject_roles)
    return Share(
        data_set=words.data_set(line.data_set),
        about=sentence(about),
        kinds_of_data=sentence(words.kinds_of_data(line)),
        given_by=words.agencies(line.provider_ids),
        received_by=words.agencies(line.recipient_ids),
        purpose=words.purpose(line.purpose),
        gateway=words.gateway(line.gateway),
        basis=words.basis(line.basis),
        conditions=words.conditions(line.conditions),
        regime=REGIMES[line.regime],
        retention=line.retention,
    )


COLUMNS = (
    *("Reference", "Title", "Kind", "Version", "State", "Parties", "Signed also for", "Data sets", "About whom"),
    *("Purposes", "Legal gateways", "In force from", "Ends", "Review", "Under"),
)


def table(entries: list[Entry]) -> Iterator[tuple[str, ...]]:
    """The entries as rows under `COLUMNS`; days as ISO dates, lists parted by semicolons."""
    for one in entries:
        days = (day.isoformat() if day else "" for day in (one.starts_on, one.ends_on, one.review_on))
        lists = (one.parties, one.signs_for, one.data_sets, one.subjects, one.purposes, one.gateways)
        about = (one.reference, one.title, one.kind, str(one.version), one.state)
        yield (*about, *map("; ".join, lists), *days, one.under)
