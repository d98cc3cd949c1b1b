"""Opening and closing accounts. A new person sets their own password through a link shown once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Invitation, Person, User
from fourfold.trust.partnership.policies import ASK, NOT_YOURS, Permission, may_keep_account, require
from fourfold.trust.partnership.queries import tenures_of

VALID_FOR = timedelta(days=7)
_DOOR = Actor.of_service(Service.INVITATION)


def _account_to_keep(actor: Standing, now: datetime, person_id: UUID) -> User:
    allowed = may_keep_account(actor, tenures_of(person_id), on=today(now))
    require(allowed, subject_id=person_id, reason=NOT_YOURS if actor.administers else ASK)
    person = Person.objects.select_related("user").filter(pk=person_id).first()
    if person is None or person.user is None:
        raise NotFound("partnership.person", person_id)
    return person.user


@transaction.atomic
def invite(*, actor: Standing, now: datetime, person_id: UUID) -> str:
    """A single-use token, valid seven days, with which the person sets a password. Earlier ones stop working."""
    user = _account_to_keep(actor, now, person_id)
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    Invitation.objects.create(user=user, token_digest=_digest(token), made_at=now, expires_at=now + VALID_FOR)
    _note(actor, now, person_id, {"invited": True})
    return token


def _note(actor: Standing, now: datetime, person_id: UUID, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.person",
        subject_id=person_id,
        detail=detail,
    )


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def invitation_of(token: str, *, now: datetime) -> User | None:
    """The account that a live token opens; None for a used, expired or unknown one."""
    live = Invitation.objects.select_related("user").filter(
        token_digest=_digest(token), used_at__isnull=True, expires_at__gt=now, user__is_active=True
    )
    with acting_as(_DOOR):
        found = live.first()
    return found.user if found else None


@transaction.atomic
def accept_invitation(*, now: datetime, token: str, password: str) -> User:
    """Set the password of the account that the token opens, and use the token up."""
    user = invitation_of(token, now=now)
    if user is None:
        raise BadInput.one("This link has been used or is over seven days old. Ask your administrator for another.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput([Problem(message, "password") for message in error.messages]) from error
    with acting_as(_DOOR):
        used = Invitation.objects.filter(token_digest=_digest(token), used_at__isnull=True).update(used_at=now)
    if not used:
        raise BadInput.one("This link has just been used. Sign in with the password that was set.")
    user.set_password(password)
    user.save()
    actor = Actor.person(user.pk)
    with acting_as(actor):
        record(
            actor=actor,
            now=now,
            permission=Permission.SET_PASSWORD,
            subject_kind="partnership.user",
            subject_id=user.pk,
            detail={"by": "invitation"},
        )
    return user


@transaction.atomic
def close_account(*, actor: Standing, now: datetime, person_id: UUID) -> None:
    """Close an account at once: its open sessions see nothing from their next request on."""
    user = _account_to_keep(actor, now, person_id)
    if user.pk == actor.user_id:
        raise BadInput.one("You can't close your own account. Ask another administrator.")
    close(actor, now, person_id, user)


def close(actor: Standing, now: datetime, person_id: UUID, user: User) -> None:
    """Close the account of somebody who may be closed out: by a policy, or because their last role has ended."""
    user.is_active, user.closed_at = False, now
    user.save()
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    _note(actor, now, person_id, {"closed": True})


@transaction.atomic
def reopen_account(*, actor: Standing, now: datetime, person_id: UUID) -> None:
    """Open a closed account again, for somebody who came back. They sign in with a new invitation."""
    user = _account_to_keep(actor, now, person_id)
    user.is_active, user.closed_at = True, None
    user.set_unusable_password()
    user.save()
    _note(actor, now, person_id, {"reopened": True})


@transaction.atomic
def remove_second_factors(*, actor: Standing, now: datetime, person_id: UUID) -> int:
    """For somebody who lost phone and recovery codes: they set up a new second factor at their next sign-in.

    The administrator makes sure first, face to face or by a call, that it is them. How many were removed.
    """
    user = _account_to_keep(actor, now, person_id)
    if user.pk == actor.user_id:
        raise BadInput.one("You can't remove your own here. Use the page about your second factor.")
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    _note(actor, now, person_id, {"second_factors_removed": removed})
    return int(removed)
