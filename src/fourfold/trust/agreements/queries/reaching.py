"""How far a signed version reaches today: who is bound, what is live, until when the law carries each line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from fourfold.trust.agreements.domain.life import roles_needed
from fourfold.trust.agreements.domain.reach import Bound, Signed
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, Terms
from fourfold.trust.agreements.models import Party, Signature, Version
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.queries import catalogue, holdings
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


def signed_version(actor: Standing, version: Version, *, on: date) -> Signed:
    """A version with what decides how far it reaches on a day."""
    terms = terms_of_version(version)
    live = frozenset((one.holder_id, one.data_set) for one in holdings(actor, on=on))
    return Signed(
        agreement_id=version.agreement_id,
        terms=terms,
        bound=bound_parties(version),
        members=members_of(_named(terms)),
        live=live,
        law_ends=law_ends(terms, catalogue(actor)),
    )


def signed_roles(version: Version) -> dict[UUID, set[RoleKind]]:
    """Which roles signed for each party, over the text as it is now. One query."""
    found: dict[UUID, set[RoleKind]] = defaultdict(set)
    if version.text_hash:
        rows = Signature.objects.filter(version=version, hash=version.text_hash, voided_at__isnull=True)
        for party_id, role in rows.order_by().values_list("party_id", "role"):
            found[party_id].add(RoleKind(role))
    return found


def roles_missing(kind: AgreementKind, signed: Iterable[RoleKind]) -> list[frozenset[RoleKind]]:
    """Of each signature that a party still needs, the roles that may give it."""
    there = set(signed)
    return [needed for needed in roles_needed(kind) if not needed & there]


def bound_parties(version: Version) -> tuple[Bound, ...]:
    """The parties that are bound today, as the database has them: one may have joined since `version` was read."""
    kind, signed = AgreementKind(version.agreement.kind), signed_roles(version)
    return tuple(
        Bound(party.agency_id, tuple(UUID(str(one)) for one in party.on_behalf_of), party.acceded)
        for party in Party.objects.filter(version_id=version.pk)
        if party.suspended_at is None
        and party.withdrawn_at is None
        and not roles_missing(kind, signed.get(party.pk, ()))
    )


def members_of(agency_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Of each agency that is a collective, the agencies in it, through collectives of collectives. One query."""
    wanted = list(set(agency_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select one, agreements_members(array[one]) from unnest(%s::uuid[]) as one", [wanted])
        return {one: frozenset(inside) for one, inside in cursor.fetchall() if inside}


def _named(terms: Terms) -> set[UUID]:
    sides = [*(line.provider_ids for line in terms.lines), *(line.recipient_ids for line in terms.lines)]
    return {party.agency_id for party in terms.parties}.union(*sides)


def law_ends(terms: Terms, known: Catalogue) -> dict[int, date]:
    """Of each line, the first day on which what it rests on is no longer law; lines without one are left out."""
    found = {line.number: _first_end(line, known) for line in terms.lines}
    return {number: day for number, day in found.items() if day is not None}


def _first_end(line: Line, known: Catalogue) -> date | None:
    records = [
        known.purposes.get(line.purpose),
        known.gateways.get(line.gateway),
        known.bases.get(line.basis),
        *(known.conditions.get(key) for key in line.conditions),
    ]
    ends = [record.until for record in records if record is not None and record.until is not None]
    return min(ends, default=None)
