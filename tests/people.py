"""The cast: one set of made-up people for every test. Agencies are those of the register.

| who | agency | role | what they show |
|---|---|---|---|
| cora | Kent County Council | plan coordinator | reads and reshapes every plan for all |
| ada | Kent County Council | administrator | keeps people and accounts |
| pat | Kent Police | gangs champion | a lead's person |
| mia | Medway Council | accountable officer | another lead's person |
| dee | Dartford Borough Council | works there | a lead only through a collective |
| hal | NHS Kent and Medway ICB | works there | a lead only as the successor of a body that has ended |
| vic | Victim Support | works there | a partner that leads nothing |
| leo | Kent Police | works there, until last month | a leaver: an account without a live role |
| dan | Kent Police | data protection officer | looks after how data is used, and who looked |
| sam | Kent County Council | works there | a social worker, who looks at people's records |

Everybody but vic has training in information sharing in date; vic never had any.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.test import Client

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind, Standing
from fourfold.trust.partnership.queries import agency_ids_by_key, known_register, standing_of

SINCE = date(2025, 1, 1)
WHO = {
    "cora": ("Cora Coates", "kent-county-council", RoleKind.PLAN_COORDINATOR),
    "ada": ("Ada Marsh", "kent-county-council", RoleKind.ADMINISTRATOR),
    "pat": ("Pat Okafor", "kent-police", RoleKind.CHAMPION),
    "mia": ("Mia Larsen", "medway-council", RoleKind.ACCOUNTABLE_OFFICER),
    "dee": ("Dee Hussain", "dartford-council", RoleKind.MEMBER),
    "hal": ("Hal Bennett", "nhs-kent-and-medway", RoleKind.MEMBER),
    "vic": ("Vic Rowe", "victim-support", RoleKind.MEMBER),
    "leo": ("Leo Grant", "kent-police", RoleKind.MEMBER),
    "dan": ("Dan Abara", "kent-police", RoleKind.DATA_PROTECTION_OFFICER),
    "sam": ("Sam Yates", "kent-county-council", RoleKind.MEMBER),
}


@dataclass(frozen=True)
class Colleague:
    """One of the cast."""

    key: str
    name: str
    email: str
    user_id: UUID
    person_id: UUID

    @property
    def actor(self) -> Actor:
        """Who acts, for `acting_as`."""
        return Actor.person(self.user_id, self.name)

    @contextmanager
    def acting(self) -> Iterator[Standing]:
        """A transaction of theirs, with where they stand."""
        with acting_as(self.actor):
            yield standing_of(self.actor)


@dataclass(frozen=True)
class Cast:
    """Everybody, by name: `people.pat`."""

    cora: Colleague
    ada: Colleague
    pat: Colleague
    mia: Colleague
    dee: Colleague
    hal: Colleague
    vic: Colleague
    leo: Colleague
    dan: Colleague
    sam: Colleague


def settle() -> None:
    """Put the register and the cast into a fresh database, through the operations. Committed, once a worker."""
    from fourfold.trust.catalogue.operations import register_catalogue
    from fourfold.trust.partnership.models.training import Training, TrainingKind

    with acting_as(INSTALLATION.actor):
        operations.register_agencies(actor=INSTALLATION, now=now(), register=known_register())
        register_catalogue(actor=INSTALLATION, now=now())
        agencies = agency_ids_by_key()
        for key, (name, agency, kind) in WHO.items():
            person = operations.add_person(
                actor=INSTALLATION,
                now=now(),
                since=SINCE,
                new=operations.NewPerson(
                    name=name, agency_id=agencies[agency], kind=kind, email=f"{key}@{agency}.example"
                ),
            )
            with_factor(person.user_id)
            if key != "vic":
                Training.objects.create(
                    person_id=person.pk,
                    kind=TrainingKind.INFORMATION_SHARING,
                    completed_on=SINCE,
                    valid_until=today() + timedelta(days=300),
                )
            if key == "leo":
                last_month = today() - timedelta(days=30)
                role = person.roles.get()
                role.until = last_month
                role.save()
    cast.cache_clear()


@cache
def cast() -> Cast:
    """The cast, read once a worker."""
    from fourfold.trust.partnership.queries import account_by_email, person_of_account

    found = {}
    with acting_as(INSTALLATION.actor):
        for key, (name, agency, _kind) in WHO.items():
            email = f"{key}@{agency}.example"
            user = account_by_email(email)
            if user is None:
                raise LookupError(f"{key} is not settled.")
            found[key] = Colleague(key, name, email, user.pk, person_of_account(user.pk))
    return Cast(**found)


def with_factor(user_id: UUID | None) -> None:
    """See that an account has a second factor, without which it reaches no page."""
    from allauth.mfa.models import Authenticator

    from fourfold.trust.partnership.signin import MFAAdapter

    Authenticator.objects.get_or_create(
        user_id=user_id,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": MFAAdapter().encrypt("TESTONLY")}},
    )


def signed_in_client(colleague: Colleague) -> Client:
    """A Django test client, signed in as the colleague."""
    from fourfold.trust.partnership.queries import account_by_email

    client = Client()
    user = account_by_email(colleague.email)
    if user is None:
        raise LookupError(f"{colleague.key} has no open account.")
    with_factor(user.pk)
    client.force_login(user, backend="fourfold.trust.partnership.signin.SignInBackend")
    return client


ClientOf = Callable[[Colleague], Client]
