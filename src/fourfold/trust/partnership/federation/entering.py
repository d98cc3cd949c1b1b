"""Whose account it is that an agency's directory speaks of, and whether it may. The database says the same.

The first time, an address decides that the directory vouches for, that lies in its domains, and whose owner holds a
live role in that agency. From then on its own name for the person decides, and never an address.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.federation import (
    Claims,
    Refusal,
    SubjectClaim,
    domain_of,
    subject_of,
    verified_email,
)
from fourfold.trust.partnership.domain.roles import FEDERATION
from fourfold.trust.partnership.models import FederatedIdentity, IdentityProvider, Role, User
from fourfold.trust.partnership.policies import Permission
from fourfold.trust.partnership.queries.federation import administrators_to_tell
from fourfold.trust.partnership.queries.standing import live_roles


class Refused(Exception):
    """Nobody is let in. `user` is whose account it was about, where there is one."""

    def __init__(self, why: Refusal, user: User | None = None) -> None:
        super().__init__(why.value)
        self.why, self.user = why, user


def account_of(*, now: datetime, provider: IdentityProvider, claims: Claims, more: Callable[[], Claims]) -> User:
    """The account that the directory speaks for; the first time, it is linked. Raises `Refused`.

    `claims` are those of an ID token that holds. `more` asks for the address, and is called the first time alone.
    """
    subject = subject_of(claims, SubjectClaim(provider.subject_claim))
    if not subject:
        raise Refused(Refusal.NO_SUBJECT)
    with acting_as(FEDERATION.actor):
        known = provider.identities.select_related("user").filter(subject=subject).first()
        user = known.user if known else _by_address(provider, more())
        changed = known is None and provider.identities.filter(user=user).exists()
        if changed:
            _tell_administrators(provider, user, subject, now)
        else:
            _check_it_speaks_for(provider, user, now)
        if known is None and not changed:
            _link(provider, user, subject, now)
    if changed:  # outside, so that what was told stays
        raise Refused(Refusal.CHANGED_SUBJECT, user)
    return user


def _by_address(provider: IdentityProvider, claims: Claims) -> User:
    email = verified_email(claims)
    if not email:
        raise Refused(Refusal.UNVERIFIED)
    if domain_of(email) not in provider.domains:
        raise Refused(Refusal.FOREIGN_DOMAIN)
    user = User.objects.filter(email=email).first()
    if user is None:
        raise Refused(Refusal.UNKNOWN)
    return user


def _check_it_speaks_for(provider: IdentityProvider, user: User, now: datetime) -> None:
    """Each time, not the first alone: people move on, and what a directory may speak for changes."""
    if domain_of(user.email) not in provider.domains:
        raise Refused(Refusal.FOREIGN_DOMAIN, user)
    here = Role.objects.filter(live_roles(today(now)), person__user=user, agency_id=provider.agency_id)
    if not here.exists():
        raise Refused(Refusal.OTHER_AGENCY, user)
    if not user.is_active:
        raise Refused(Refusal.CLOSED, user)


def _link(provider: IdentityProvider, user: User, subject: str, now: datetime) -> None:
    made = FederatedIdentity.objects.create(provider=provider, user=user, subject=subject, linked_at=now)
    record(
        actor=FEDERATION.actor,
        now=now,
        permission=Permission.LINK_IDENTITY,
        subject_kind="partnership.user",
        subject_id=user.pk,
        detail={"provider": str(provider.pk), "identity": str(made.pk)},
    )


def _tell_administrators(provider: IdentityProvider, user: User, subject: str, now: datetime) -> None:
    """Somebody else may have got this person's address at the agency. Told once for each new name."""
    page = settings.PUBLIC_ADDRESS + reverse("partnership:identity-provider", args=[provider.pk])
    told = sha256(subject.encode()).hexdigest()[:16]
    body = (
        "An agency's directory sent us somebody with the e-mail address of a person whom we know there under another "
        "identity. We let nobody in.\n\n"
        "An address that passed to somebody else looks like this, and so does a directory that was set up anew. Ask "
        "the agency. If it is the same person, unlink their former identity here, and they sign in again:\n"
        f"{page}"
    )
    subject_line = "A sign-in was refused: the same address, another identity"
    write_many(
        actor=FEDERATION.actor,
        now=now,
        letters=[
            Letter(
                LetterKind.SIGN_IN,
                f"changed-identity:{provider.pk}:{user.pk}:{told}:{to.pk}",
                to.pk,
                to.email,
                subject_line,
                body,
            )
            for to in administrators_to_tell()
        ],
    )
