"""Which grants a signed text opens: one for each provider, recipient and line, and nothing besides.

`rls.sql` (`agreements_covers`) refuses in the database whatever these rules would not give.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

from fourfold.ground.kernel.clock import LONDON
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, Terms
from fourfold.trust.partnership.domain.roles import RoleKind


@dataclass(frozen=True, slots=True)
class Bound:
    """A party bound today: it has every signature that it needs, and its part is neither suspended nor withdrawn."""

    agency_id: UUID
    represents: tuple[UUID, ...] = ()
    acceded: bool = False

    @property
    def agencies(self) -> tuple[UUID, ...]:
        """Those for which it gives and gets: itself, and whom it signs for."""
        return (self.agency_id, *self.represents)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed version, with what decides how far it reaches today."""

    agreement_id: UUID
    terms: Terms
    bound: tuple[Bound, ...]
    members: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    """Of each collective, the agencies in it, through collectives of collectives."""
    live: frozenset[tuple[UUID, str]] = frozenset()
    """Which holder's data sets are live: `(holder, data set)`."""
    law_ends: Mapping[int, date] = field(default_factory=dict)
    """Of each line, the first day on which its purpose, gateway, basis or a condition is no longer law."""


def stand_for(named: Iterable[UUID], bound: Iterable[Bound], members: Mapping[UUID, frozenset[UUID]]) -> set[UUID]:
    """The agencies that those named in a line stand for today.

    A party named gives and gets for those whom the signed text says it signs for. Who joined later does so only for
    agencies that are named, or members of a collective that is.
    """
    asked = set(named)
    inside = asked.union(*(members.get(one, frozenset()) for one in asked))
    found: set[UUID] = set()
    for party in bound:
        whole = not party.acceded and party.agency_id in asked
        found.update(one for one in party.agencies if whole or one in inside)
    return found


def begins(day: date) -> datetime:
    """The first instant of a London day, in UTC."""
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)


def grants_of(signed: Signed, *, now: datetime, until: datetime | None = None) -> list[tuple[int, Grant]]:
    """Every grant that the version opens from `now` on, with the number of its line. `until` ends them earlier."""
    return [one for line in signed.terms.lines for one in _of_line(signed, line, now, until)]


def _of_line(signed: Signed, line: Line, now: datetime, until: datetime | None) -> Iterator[tuple[int, Grant]]:
    since, ends = _span(signed, line, now)
    if ends is not None and until is not None:
        ends = min(ends, until)
    if ends is None or since >= ends:
        return
    providers = sorted(stand_for(line.provider_ids, signed.bound, signed.members))
    recipients = sorted(stand_for(line.recipient_ids, signed.bound, signed.members))
    own = signed.terms.kind is AgreementKind.DPIA
    for provider in providers:
        if (provider, line.data_set) not in signed.live:
            continue
        for recipient in recipients:
            if (provider == recipient) is own:
                yield line.number, _grant(signed.agreement_id, line, (provider, recipient), (since, ends))


def _span(signed: Signed, line: Line, now: datetime) -> tuple[datetime, datetime | None]:
    starts = [day for day in (signed.terms.starts_on, line.starts_on) if day is not None]
    ends = [day for day in (signed.terms.ends_on, line.ends_on, signed.law_ends.get(line.number)) if day is not None]
    if signed.terms.starts_on is None or signed.terms.ends_on is None:
        return now, None
    return max([now, *map(begins, starts)]), begins(min(ends))


def _grant(agreement_id: UUID, line: Line, pair: tuple[UUID, UUID], span: tuple[datetime, datetime]) -> Grant:
    return Grant(
        id=uuid4(),
        agreement_id=agreement_id,
        clause=clause_of(line.number),
        provider_id=pair[0],
        recipient_id=pair[1],
        data_set=line.data_set,
        purpose=line.purpose,
        fields=frozenset(line.fields),
        subject_kinds=frozenset(line.subject_kinds),
        subject_roles=frozenset(line.subject_roles),
        handling=frozenset(line.handling),
        recipient_roles=frozenset(map(RoleKind, line.recipient_roles)),
        needs_relationship=line.needs_relationship,
        since=span[0],
        until=span[1],
    )


def clause_of(number: int) -> str:
    """How a grant names where it comes from."""
    return f"Schedule, line {number}"
