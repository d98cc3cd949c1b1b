"""A small world in which the county may ask Kent Police: an agreement that permits it, records, and who answers."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from tests import records
from tests.people import SINCE, Cast, Colleague
from tests.records import COUNTY, MISSING, POLICE, SAFEGUARDING, Given, Told

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, PartyTerms, Tier
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.operations import NewAgreement, begin_agreement, save_terms, send_to_sign, sign
from fourfold.trust.agreements.queries.terms import terms_of
from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
from fourfold.trust.partnership.operations import NewPerson, add_person
from fourfold.trust.requests import operations
from fourfold.trust.requests.domain.states import Urgency
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.operations import NewRequest

SHARED = ("name", "born_on", "reported_at")
CLOSED = ("found_where", "exploitation_concern")
VALUES = {"reported_at": "2026-09-03T22:15", "found_where": "Chatham bus station", "exploitation_concern": "Gifts"}


@dataclass(frozen=True)
class World:
    """What was put in place. Alex is seen by the county; Bo is known to the police alone."""

    police: UUID
    county: UUID
    agreement_id: UUID
    alex: UUID
    bo: UUID
    bo_reference: str
    alex_record: UUID
    nia: Colleague
    olu: Colleague

    def new(self, **changes: object) -> NewRequest:
        """A sound request of the county's about Alex."""
        sound = NewRequest(
            asking_id=self.county,
            asked_id=self.police,
            data_set=MISSING,
            fields=CLOSED,
            subject_kind=SubjectKind.CHILD,
            purpose=SAFEGUARDING,
            gateway="ca-2004-s11",
            why="He was seen with adults whom we do not know.",
            urgency=Urgency.STANDARD,
            wanted_until=today() + timedelta(weeks=6),
            subject_id=self.alex,
        )
        return replace(sound, **changes)  # type: ignore[arg-type]


def world(people: Cast) -> World:
    """The world, in the test's transaction. Needs `records.past_the_walls`."""
    records.make_live(POLICE, MISSING)
    records.give(Given(POLICE, COUNTY, MISSING, SAFEGUARDING, SHARED, roles=("at-risk",)))
    records.give(Given(POLICE, POLICE, MISSING, SAFEGUARDING, (*SHARED, *CLOSED)))
    added = records.hand_in(
        POLICE, Told(values=VALUES), Told("Bo Whitfield", "2010-07-01", role=SubjectRole.VICTIM, values=VALUES)
    )
    alex, bo = added.record_ids
    police, county = records.agency(POLICE), records.agency(COUNTY)
    nia, olu = officer("nia", "Nia Ferris", county), officer("olu", "Olu Bright", police)
    return World(
        police=police,
        county=county,
        agreement_id=permit(people, nia, olu),
        alex=records.subject_of(alex),
        bo=records.subject_of(bo),
        bo_reference=added.references["Bo Whitfield"],
        alex_record=alex,
        nia=nia,
        olu=olu,
    )


def officer(key: str, name: str, agency_id: UUID) -> Colleague:
    """Somebody who becomes an agency's accountable officer."""
    email = f"{key}@officers.example"
    with acting_as(INSTALLATION.actor):
        new = NewPerson(name=name, agency_id=agency_id, kind=RoleKind.ACCOUNTABLE_OFFICER, email=email)
        person = add_person(actor=INSTALLATION, now=now(), since=SINCE, new=new)
    if person.user_id is None:
        raise LookupError(f"{name} has no account.")
    return Colleague(key, name, email, person.user_id, person.pk)


def permit(people: Cast, *officers: Colleague, permits: bool = True) -> UUID:
    """An agreement in force between the officers' agencies that permits requests; its id."""
    version = out_to_sign(people, "KM-ASK", *officers, permits=permits)
    signed(version, *officers)
    return version.agreement_id


def drafted(
    people: Cast, reference: str, *officers: Colleague, permits: bool = True, review_in: int = 365
) -> Version:
    """The draft of an agreement between the officers' agencies, written by the first one's."""
    homes = [_home(one) for one in officers]
    with people.cora.acting() as cora:
        what = NewAgreement(AgreementKind.PROTOCOL, Tier.GENERAL, reference, "Asking each other", homes[0])
        version = begin_agreement(actor=cora, now=now(), new=what)
        terms = replace(
            terms_of(cora, version.pk),
            summary="The parties may ask each other, case by case.",
            clauses=(ClauseText("1", "Asking", "A party may ask another for what no line of a schedule opens."),),
            parties=tuple(PartyTerms(home, "") for home in homes),
            starts_on=today() - timedelta(days=1),
            ends_on=today() + timedelta(days=700),
            review_on=today() + timedelta(days=review_in),
            permits_requests=permits,
        )
        return save_terms(actor=cora, now=now(), version_id=version.pk, revision=version.revision, terms=terms)


def out_to_sign(
    people: Cast, reference: str, *officers: Colleague, permits: bool = True, review_in: int = 365
) -> Version:
    """The same, put out for signature."""
    version = drafted(people, reference, *officers, permits=permits, review_in=review_in)
    with people.cora.acting() as cora:
        return send_to_sign(actor=cora, now=now(), version_id=version.pk)


def signed(version: Version, *officers: Colleague) -> None:
    """Sign it for the agency of each officer."""
    for one in officers:
        home = _home(one)
        with one.acting() as signer:
            seen = Version.objects.get(pk=version.pk)
            party = seen.parties.get(agency_id=home)
            sign(actor=signer, now=now(), version_id=version.pk, party_id=party.pk, seen_hash=seen.text_hash)


def _home(one: Colleague) -> UUID:
    with one.acting() as standing:
        return standing.roles[0].agency_id


def asked(who: Colleague, new: NewRequest) -> Request:
    """A request, made by somebody."""
    with who.acting() as actor:
        return operations.ask(actor=actor, now=now(), new=new)
