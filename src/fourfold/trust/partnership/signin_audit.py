"""What the audit log learns of signing in: who, how, and what was refused. Never an address, never a secret.

These are the only signals that Fourfold receives: Django's and allauth's, because signing in is their act.
"""

from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import authentication_step_completed, password_changed, password_set
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from fourfold.ground.kernel.actors import NOBODY, Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record, record_denial
from fourfold.trust.partnership.models import User
from fourfold.trust.partnership.policies import Permission
from fourfold.trust.partnership.sessions import begin

KIND = "partnership.user"


def refused(user: User | None, *, why: str, permission: Permission = Permission.SIGN_IN) -> None:
    """Keep a refusal. `user` is the account it was about; None when there is none, which is kept alike."""
    record_denial(
        actor=_actor(),
        now=now(),
        permission=permission,
        subject_kind=KIND,
        subject_id=user.pk if user else "unknown",
        detail={"why": why},
    )


def _actor(otherwise: Actor = NOBODY) -> Actor:
    """Whoever is signed in on the request that is being served."""
    user = getattr(context.request, "user", None)
    return Actor.person(user.pk) if user is not None and user.is_authenticated else otherwise


def _keep(user_id: UUID, permission: Permission, **detail: object) -> None:
    actor = _actor(Actor.person(user_id))
    with acting_as(actor):
        record(actor=actor, now=now(), permission=permission, subject_kind=KIND, subject_id=user_id, detail=detail)


def _signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    begin(request)
    records = get_authentication_records(request, user)
    by = [str(one.get("type") or one["method"]) for one in records]
    providers = [str(one["provider"]) for one in records if "provider" in one]
    _keep(user.pk, Permission.SIGN_IN, by=by, **({"providers": providers} if providers else {}))


def _signed_out(*, user: User | None, request: HttpRequest, **_: Any) -> None:
    if user is not None:
        _keep(user.pk, Permission.SIGN_OUT, why=getattr(request, "signed_out_because", "asked"))


def _confirmed(*, user: User, method: str, **how: Any) -> None:
    if how.get("reauthenticated"):
        _keep(user.pk, Permission.STEP_UP, by=str(how.get("type") or method))


def _wrong_code(*, user: User, **_: Any) -> None:
    refused(user, why="code", permission=Permission.SECOND_FACTOR)


def _password_set(*, user: User, **_: Any) -> None:
    _keep(user.pk, Permission.SET_PASSWORD)


# allauth tells of a new factor after the transaction has ended, when an entry could be lost. Its rows tell in time.
def _factor_added(*, instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        _keep(instance.user_id, Permission.SECOND_FACTOR, added=str(instance.type))


def _factor_removed(*, instance: Authenticator, **_: Any) -> None:
    _keep(instance.user_id, Permission.SECOND_FACTOR, removed=str(instance.type))


def receive() -> None:
    """Connect the receivers, once, when the application is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="fourfold.signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="fourfold.signed-out")
    authentication_step_completed.connect(_confirmed, dispatch_uid="fourfold.confirmed")
    authentication_failed.connect(_wrong_code, dispatch_uid="fourfold.wrong-code")
    for signal in (password_changed, password_set):
        signal.connect(_password_set, dispatch_uid="fourfold.password-set")
    post_save.connect(_factor_added, sender=Authenticator, dispatch_uid="fourfold.factor-added")
    post_delete.connect(_factor_removed, sender=Authenticator, dispatch_uid="fourfold.factor-removed")
