"""Agreements for tests: the officers who sign, terms that are lawful, and the way from a draft to a force of law.

Kent Police gives missing episodes to Kent County Council, Medway Council and further education colleges.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from tests.people import SINCE, cast

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, Line, PartyTerms, State, Terms, Tier
from fourfold.trust.agreements.models import Party, Version
from fourfold.trust.agreements.queries import terms_of
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.operations import register_catalogue
from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind, Standing
from fourfold.trust.partnership.operations import NewPerson, add_person
from fourfold.trust.partnership.queries import agency_ids_by_key, standing_of

OFFICERS = {
    "police": ("Olive Penn", "kent-police", RoleKind.ACCOUNTABLE_OFFICER),
    "police_dpo": ("Una Frost", "kent-police", RoleKind.DATA_PROTECTION_OFFICER),
    "police_deputy": ("Ned Farr", "kent-police", RoleKind.DEPUTY),
    "county": ("Omar Reyes", "kent-county-council", RoleKind.ACCOUNTABLE_OFFICER),
    "county_dpo": ("Ida Moss", "kent-county-council", RoleKind.DATA_PROTECTION_OFFICER),
    "college": ("Lena Craig", "midkent-college", RoleKind.ACCOUNTABLE_OFFICER),
    "charity": ("Abel Strand", "victim-support", RoleKind.ACCOUNTABLE_OFFICER),
}


@dataclass(frozen=True)
class Officer:
    """Somebody who signs, suspends or looks on."""

    standing: Standing

    @contextmanager
    def acting(self) -> Iterator[Standing]:
        """A transaction of theirs."""
        with acting_as(self.standing.actor):
            yield self.standing


@dataclass(frozen=True)
class Table:
    """Everybody at the table, and the agencies."""

    officers: dict[str, Officer]
    agencies: dict[str, UUID]

    def __getitem__(self, key: str) -> Officer:
        return self.officers[key]


def set_the_table() -> Table:
    """Add the officers and the catalogue to the test's database. Medway's officer is the cast's mia."""
    with acting_as(INSTALLATION.actor):
        register_catalogue(actor=INSTALLATION, now=now())
        agencies = agency_ids_by_key()
        users = {}
        for key, (name, agency, kind) in OFFICERS.items():
            new = NewPerson(name=name, agency_id=agencies[agency], kind=kind, email=f"{key}@{agency}.example")
            users[key] = add_person(actor=INSTALLATION, now=now(), new=new, since=SINCE).user_id
    officers = {}
    everybody = cast()
    for key, colleague in (("medway", everybody.mia), ("coordinator", everybody.cora), ("member", everybody.dee)):
        with colleague.acting() as standing:
            officers[key] = Officer(standing)
    for key, user_id in users.items():
        from fourfold.ground.kernel.actors import Actor

        with acting_as(Actor.person(user_id)):
            officers[key] = Officer(standing_of(Actor.person(user_id)))
    return Table(officers, agencies)


def missing_line(table: Table, **changed: object) -> Line:
    """Kent Police gives names and dates of missing children to the two councils and colleges."""
    return replace(
        Line(
            number=1,
            data_set="missing-episodes",
            fields=("name", "born_on", "reported_at"),
            subject_kinds=("child",),
            subject_roles=("at-risk", "none"),
            provider_ids=(table.agencies["kent-police"],),
            recipient_ids=(table.agencies["kent-county-council"], table.agencies["medway-council"]),
            recipient_roles=(),
            purpose="missing-children",
            gateway="ca-2004-s10",
            basis="public-task",
            conditions=(),
            handling=("official-sensitive",),
            regime=Regime.GENERAL,
            needs_relationship=True,
            retention="Until the child is 25",
        ),
        **changed,  # type: ignore[arg-type]
    )


def sharing_terms(table: Table, *lines: Line, parties: tuple[str, ...] = (), **changed: object) -> Terms:
    """A purpose-specific agreement between the police and the two councils, from today for a year."""
    named = parties or ("kent-police", "kent-county-council", "medway-council")
    return replace(
        Terms(
            kind=AgreementKind.SHARING_AGREEMENT,
            tier=Tier.PURPOSE,
            reference="KM-1",
            title="Missing children",
            version=1,
            summary="So that a child who is missing is found and kept safe.",
            clauses=(ClauseText("1", "Purpose", "We share what helps to find a missing child."),),
            parties=tuple(PartyTerms(table.agencies[key], "") for key in named),
            lines=lines or (missing_line(table),),
            starts_on=today(),
            ends_on=today() + timedelta(days=365),
            review_on=today() + timedelta(days=180),
        ),
        **changed,  # type: ignore[arg-type]
    )


def drafted(table: Table, terms: Terms, *, by: str = "coordinator", agency: str = "kent-county-council") -> Version:
    """A draft that says so."""
    with table[by].acting() as actor:
        new = operations.NewAgreement(
            kind=terms.kind,
            tier=terms.tier,
            reference=terms.reference,
            title=terms.title,
            drafted_by=table.agencies[agency],
        )
        version = operations.begin_agreement(actor=actor, now=now(), new=new)
        return operations.save_terms(actor=actor, now=now(), version_id=version.pk, revision=1, terms=terms)


def out_to_sign(table: Table, terms: Terms) -> Version:
    """A version that is being signed."""
    version = drafted(table, terms)
    with table["coordinator"].acting() as actor:
        return operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)


def sign_for(table: Table, version: Version, who: str, agency: str) -> Version:
    """A signature of `who` for an agency, over the text as it is."""
    with table[who].acting() as actor:
        version = Version.objects.select_related("agreement").get(pk=version.pk)
        party = Party.objects.get(version=version, agency_id=table.agencies[agency])
        return operations.sign(
            actor=actor, now=now(), version_id=version.pk, party_id=party.pk, seen_hash=version.text_hash
        )


SIGNERS = {"kent-police": "police", "kent-county-council": "county", "medway-council": "medway"}


def in_force(table: Table, terms: Terms | None = None) -> Version:
    """An agreement that the police and the councils have signed."""
    terms = terms or sharing_terms(table)
    version = out_to_sign(table, terms)
    for party in terms.parties:
        key = next((one for one in SIGNERS if table.agencies[one] == party.agency_id), None)
        if key:
            version = sign_for(table, version, SIGNERS[key], key)
    return fresh(table, version)


def assess(table: Table, *data_sets: str, agency: str = "kent-police") -> list[Version]:
    """Both assessments of an agency's data sets, signed: the data sets are live."""
    who = SIGNERS[agency]
    made = []
    for kind, key in ((AgreementKind.DPIA, "DPIA"), (AgreementKind.EQUALITY_ASSESSMENT, "EIA")):
        terms = sharing_terms(
            table,
            parties=(agency,),
            kind=kind,
            reference=f"{key}-{agency}-{'-'.join(data_sets)}",
            title=f"{key} of {', '.join(data_sets)}",
            data_sets=tuple(data_sets),
            lines=(own_line(table, agency, data_sets[0]),) if kind is AgreementKind.DPIA else (),
        )
        terms = replace(terms, lines=terms.lines if kind is AgreementKind.DPIA else ())
        version = out_to_sign(table, terms)
        version = sign_for(table, version, who, agency)
        made.append(sign_for(table, version, f"{who}_dpo", agency))
    return made


def own_line(table: Table, agency: str, data_set: str) -> Line:
    """An agency's own people read its own data set."""
    own = (table.agencies[agency],)
    return missing_line(
        table,
        data_set=data_set,
        fields=("name", "born_on"),
        provider_ids=own,
        recipient_ids=own,
        gateway="own-functions",
        needs_relationship=False,
    )


def fresh(table: Table, version: Version) -> Version:
    """The version as it is now."""
    with table["coordinator"].acting():
        return Version.objects.select_related("agreement").get(pk=version.pk)


def state_of(table: Table, version: Version) -> State:
    """Its state now."""
    return State(fresh(table, version).state)


def text_of(table: Table, version: Version, who: str = "coordinator") -> Terms:
    """What it says."""
    with table[who].acting() as actor:
        return terms_of(actor, version.pk)
