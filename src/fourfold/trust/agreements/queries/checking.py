"""Everything that stands in the way of signing a version: its frame, its schedule, the law."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fourfold.trust.agreements.domain.life import roles_needed
from fourfold.trust.agreements.domain.schedule import (
    Defect,
    Names,
    frame_defects,
    line_defects,
    pair_defects,
)
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, State, Terms
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.queries.reaching import members_of
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.law import Body, LineFacts, line_problems
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import agency_types, holders_of_roles

Bodies = dict[UUID, tuple[str, str]]


def defects_of(actor: Standing, terms: Terms, *, on: date, known: Catalogue | None = None) -> list[Defect]:
    """What is wrong with the terms on a day, each by line and field with how to mend it; empty when nothing is.

    Drafts and consultations may have defects; what is to be signed may not. `known`: the catalogue, if at hand.
    """
    known, bodies = known or catalogue(actor), _bodies(actor, terms)
    members = members_of(key for key, (_name, kind) in bodies.items() if kind == "collective")
    everybody = bodies | agency_types(actor, set().union(*members.values()) - bodies.keys() if members else ())
    names = Names({key: name for key, (name, _kind) in everybody.items()}, members)
    covered = _policy_documents()
    found = frame_defects(terms) + pair_defects(terms, names)
    for line in terms.lines:
        own = line_defects(line, terms, names)
        found += own or _law(line, terms, known, _Around(everybody, members, covered, on))
    return sorted(found, key=lambda one: one.line)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the law's rules ask about a line beside the line."""

    bodies: Bodies
    members: Mapping[UUID, frozenset[UUID]]
    covered: set[tuple[UUID, str]]
    on: date


def _law(line: Line, terms: Terms, known: Catalogue, around: _Around) -> list[Defect]:
    givers, getters = _expand(line.provider_ids, around), _expand(line.recipient_ids, around)
    facts = LineFacts(
        data_set=line.data_set,
        fields=line.fields,
        providers=_as_bodies(givers, around.bodies),
        recipients=_as_bodies(getters, around.bodies),
        purpose=line.purpose,
        gateway=line.gateway,
        basis=line.basis,
        conditions=line.conditions,
        regime=line.regime,
        starts_on=max([around.on, *(day for day in (line.starts_on, terms.starts_on) if day)]),
        ends_on=line.ends_on or terms.ends_on,
        has_policy_document=all((one, line.data_set) in around.covered for one in {*givers, *getters}),
        is_own_use=terms.kind is AgreementKind.DPIA,
    )
    return [
        Defect(line.number, one.where, f"{one.message} {one.mend}".strip())
        for one in line_problems(facts, known, around.on)
    ]


def _expand(ids: Iterable[UUID], around: _Around) -> list[UUID]:
    """Collectives as their members, who may join later; an agency as itself."""
    return sorted({inside for one in ids for inside in (around.members.get(one) or {one})})


def _as_bodies(ids: Sequence[UUID], bodies: Bodies) -> tuple[Body, ...]:
    return tuple(Body(name, sectors_of(kind)) for name, kind in (bodies[one] for one in ids if one in bodies))


def _bodies(actor: Standing, terms: Terms) -> Bodies:
    ids = {one for party in terms.parties for one in (party.agency_id, *(key for key, _name in party.on_behalf_of))}
    ids = ids.union(*({*line.provider_ids, *line.recipient_ids} for line in terms.lines))
    return agency_types(actor, ids) if ids else {}


def _policy_documents() -> set[tuple[UUID, str]]:
    """Which agency has an appropriate policy document in force for which data set. One query."""
    found: set[tuple[UUID, str]] = set()
    versions = Version.objects.filter(
        agreement__kind=AgreementKind.POLICY_DOCUMENT, state=State.IN_FORCE, parties__withdrawn_at__isnull=True
    )
    rows = versions.order_by().values_list("data_sets", "parties__agency_id", "parties__on_behalf_of")
    for data_sets, agency_id, others in rows:
        found |= {(one, key) for one in (agency_id, *(others or ())) for key in data_sets}
    return found


def without_signer(actor: Standing, version: Version, *, on: date) -> list[tuple[str, str]]:
    """The parties that nobody could sign for on a day, each with the role that nobody holds there."""
    kind = AgreementKind(version.agreement.kind)
    agencies = agency_types(actor, [party.agency_id for party in version.parties.all()])
    missing = []
    for party in version.parties.all():
        if party.acceded or agencies[party.agency_id][1] == "collective":
            continue
        held = holders_of_roles(actor, party.agency_id, on=on)
        for needed in roles_needed(kind):
            if not needed & held.keys():
                missing.append((party.named, _role(needed)))
    return missing


def _role(needed: frozenset[RoleKind]) -> str:
    first = next(kind for kind in RoleKind if kind in needed)
    return first.label.lower()
