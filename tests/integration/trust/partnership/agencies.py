"""An agency's own administrator beside the cast, and their colleagues. All of them are added by Ada."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from tests.people import Cast, Colleague

from fourfold.ground.kernel.clock import now
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Role
from fourfold.trust.partnership.queries import agency_ids_by_key
from fourfold.trust.partnership.signin import MFAAdapter

SINCE = date(2025, 1, 1)


@dataclass(frozen=True)
class Town:
    """Dartford's own administrator, Gwen; Finn, who works there; and the ids that tests need."""

    gwen: Colleague
    finn: Colleague
    dartford: UUID
    police: UUID
    people: Cast

    @contextmanager
    def acting(self) -> Iterator[Standing]:
        """As Gwen."""
        with self.gwen.acting() as standing:
            yield standing


def add(people: Cast, key: str, name: str, agency: str, kind: RoleKind) -> Colleague:
    """Somebody new with an account and one role."""
    with people.ada.acting() as ada:
        place = agency_ids_by_key()[agency]
        email = f"{key}@{agency}.example"
        new = operations.NewPerson(name=name, agency_id=place, kind=kind, email=email, title="Officer")
        person = operations.add_person(actor=ada, now=now(), since=SINCE, new=new)
    Authenticator.objects.create(
        user_id=person.user_id, type=Authenticator.Type.TOTP, data={"secret": MFAAdapter().encrypt("TESTONLY")}
    )
    return Colleague(key, name, email, person.user_id, person.pk)


def build(people: Cast) -> Town:
    """Dartford with an administrator of its own."""
    gwen = add(people, "gwen", "Gwen Parry", "dartford-council", RoleKind.AGENCY_ADMINISTRATOR)
    finn = add(people, "finn", "Finn O’Brien", "dartford-council", RoleKind.CHAMPION)
    with people.ada.acting():
        ids = agency_ids_by_key()
    return Town(gwen, finn, ids["dartford-council"], ids["kent-police"], people)


def role_of(colleague: Colleague, people: Cast, kind: RoleKind | None = None) -> UUID:
    """A role of somebody; their only one, or the one of a kind."""
    with people.ada.acting():
        roles = Role.objects.filter(person_id=colleague.person_id)
        return (roles.filter(kind=kind) if kind else roles).values_list("pk", flat=True)[0]


def give(people: Cast, colleague: Colleague, agency: str, kind: RoleKind, since: date = SINCE) -> UUID:
    """One more role, given by Ada."""
    with people.ada.acting() as ada:
        place = agency_ids_by_key()[agency]
        told = {"person_id": colleague.person_id, "agency_id": place, "kind": kind, "since": since}
        return operations.give_role(actor=ada, now=now(), **told).pk
