"""People and the dated roles they hold."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Agency, Person, Role, User
from fourfold.trust.partnership.operations.accounts import close_account
from fourfold.trust.partnership.policies import Permission, require_administrator
from fourfold.trust.partnership.queries import has_administrator, live_roles


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A professional to add. Without an e-mail address they are in the directory but cannot sign in."""

    name: str
    agency_id: UUID
    kind: RoleKind = RoleKind.MEMBER
    email: str = ""
    title: str = ""
    is_synthetic: bool = False


@transaction.atomic
def add_person(*, actor: Standing, now: datetime, new: NewPerson, since: date) -> Person:
    """Add a professional with a first role, and an account without a password if there is an e-mail address."""
    require_administrator(actor)
    _check(new)
    user = None
    if new.email:
        user = User(email=new.email.strip().lower(), created_at=now, is_demonstration=new.is_synthetic)
        user.set_unusable_password()
        _open(user)
    person = Person.objects.create(user=user, name=new.name.strip(), is_synthetic=new.is_synthetic)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.person",
        subject_id=person.pk,
        detail={"added": True, "account": user is not None},
    )
    give_role(
        actor=actor,
        now=now,
        person_id=person.pk,
        agency_id=new.agency_id,
        kind=new.kind,
        title=new.title,
        since=since,
    )
    return person


def _open(user: User) -> None:
    """Keep the account. Of two who add the same address at once, the second is told as if a moment later."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise BadInput.one(TAKEN, "email") from None


TAKEN = "Somebody has an account with this address already."


def _check(new: NewPerson) -> None:
    problems = []
    if not new.name.strip():
        problems.append(Problem("Enter their name.", "name"))
    if new.email:
        try:
            validate_email(new.email.strip())
        except ValidationError:
            problems.append(Problem("Enter an e-mail address, like name@example.org", "email"))
        else:
            if User.objects.filter(email=new.email.strip().lower()).exists():
                problems.append(Problem(TAKEN, "email"))
    if problems:
        raise BadInput(problems)


@transaction.atomic
def give_role(
    *,
    actor: Standing,
    now: datetime,
    person_id: UUID,
    agency_id: UUID,
    kind: RoleKind,
    since: date,
    title: str = "",
) -> Role:
    """Give a person a role in an agency from a day on. Raises `BadInput` if they hold it already."""
    require_administrator(actor, subject_id=person_id)
    if not Agency.objects.filter(pk=agency_id).exists():
        raise NotFound("partnership.agency", agency_id)
    held = Role.objects.filter(person_id=person_id, agency_id=agency_id, kind=kind)
    if held.filter(until__isnull=True).exists() or held.filter(until__gt=since).exists():
        raise BadInput.one("They hold this role already. End it first, or choose a later day.", "kind")
    role = Role.objects.create(person_id=person_id, agency_id=agency_id, kind=kind, title=title, since=since)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.role",
        subject_id=role.pk,
        detail={"person": str(person_id), "kind": kind.value, "given": True},
    )
    return role


@transaction.atomic
def end_role(*, actor: Standing, now: datetime, role_id: UUID, until: date) -> None:
    """End a role. Whoever has no live role left is a leaver: their account closes at once."""
    require_administrator(actor, subject_id=role_id)
    role = Role.objects.select_related("person").filter(pk=role_id).first()
    if role is None:
        raise NotFound("partnership.role", role_id)
    if until < role.since:
        raise BadInput.one("A role can't end before it began.", "until")
    role.until = until
    role.save()
    if not has_administrator():
        raise BadInput.one("This is the last administrator. Make somebody else one first.", "until")
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.role",
        subject_id=role.pk,
        detail={"person": str(role.person_id), "kind": role.kind, "ended": True},
    )
    left = not Role.objects.filter(live_roles(), person_id=role.person_id).exists()
    if left and role.person.user_id and role.person.user_id != actor.user_id:
        close_account(actor=actor, now=now, person_id=role.person_id)
