"""Rows of what a draft says: written anew where they differ. Only `drafting` calls this."""

from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.agreements.domain.terms import ClauseText, Line, PartyTerms, Terms
from fourfold.trust.agreements.models import Clause, Party, ScheduleLine, Version
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types


def named_parties(actor: Standing, parties: Sequence[PartyTerms]) -> tuple[PartyTerms, ...]:
    """The parties with the register's names where they have none. Raises `BadInput` for an unknown agency."""
    wanted = {one for party in parties for one in (party.agency_id, *(key for key, _name in party.on_behalf_of))}
    known = agency_types(actor, wanted) if wanted else {}
    if wanted - known.keys():
        raise BadInput.one("One of the parties is no agency of the directory. Choose it from the list.", "parties")
    return tuple(
        PartyTerms(
            party.agency_id,
            party.name or known[party.agency_id][0],
            tuple((key, name or known[key][0]) for key, name in party.on_behalf_of),
        )
        for party in parties
    )


def write_parts(version: Version, before: Terms, after: Terms) -> None:
    """Replace the clauses, lines and parties that differ."""
    if before.clauses != after.clauses:
        version.clauses.all().delete()
        Clause.objects.bulk_create(_clause(version, place, one) for place, one in enumerate(after.clauses))
    if before.lines != after.lines:
        version.lines.all().delete()
        ScheduleLine.objects.bulk_create(_line(version, one) for one in after.lines)
    if before.parties != after.parties:
        version.parties.all().delete()
        Party.objects.bulk_create(_party(version, one) for one in after.parties)


def _clause(version: Version, place: int, clause: ClauseText) -> Clause:
    return Clause(version=version, position=place, number=clause.number, heading=clause.heading, text=clause.text)


def _party(version: Version, party: PartyTerms) -> Party:
    return Party(
        version=version,
        agency_id=party.agency_id,
        named=party.name,
        on_behalf_of=[key for key, _name in party.on_behalf_of],
        on_behalf_names=[name for _key, name in party.on_behalf_of],
    )


def _line(version: Version, line: Line) -> ScheduleLine:
    values = {one.name: _stored(getattr(line, one.name)) for one in fields(Line)}
    return ScheduleLine(version=version, **values)


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def new_line_number(lines: Sequence[Line]) -> int:
    """The number that the next line gets: numbers are not used again within a draft."""
    return max((line.number for line in lines), default=0) + 1


def agencies_of(terms: Terms) -> set[UUID]:
    """Every agency that the terms name."""
    named = {one for party in terms.parties for one in (party.agency_id, *(key for key, _name in party.on_behalf_of))}
    return named.union(*({*line.provider_ids, *line.recipient_ids} for line in terms.lines))
