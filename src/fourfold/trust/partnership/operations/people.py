"""People and the dated roles they hold."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Agency, Person, Role, User
from fourfold.trust.partnership.operations.leaving import close_if_left
from fourfold.trust.partnership.operations.roles import give, role_to_end
from fourfold.trust.partnership.policies import ASK, NOT_YOURS, Permission, may_end, may_give, require
from fourfold.trust.partnership.queries import has_administrator, tenures_of


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
    """Add a professional with a first role, and an account without a password if there is an e-mail address.

    An agency's own administrator adds people to that agency alone.
    """
    allowed = may_end(actor, agency_id=new.agency_id, kind=new.kind)
    require(allowed, subject_id=new.agency_id, reason=NOT_YOURS if actor.administers else ASK)
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
    role = Role(person=person, agency_id=new.agency_id, kind=new.kind, title=new.title, since=since)
    give(actor, now, role)
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
    if not Agency.objects.filter(pk=new.agency_id).exists():
        raise NotFound("partnership.agency", new.agency_id)
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
    tenures = tenures_of(person_id)
    allowed = may_give(actor, agency_id=agency_id, kind=kind, tenures=tenures, on=today(now))
    require(allowed, subject_id=person_id, reason=NOT_YOURS if actor.administers else ASK)
    if not Agency.objects.filter(pk=agency_id).exists():
        raise NotFound("partnership.agency", agency_id)
    return give(actor, now, Role(person_id=person_id, agency_id=agency_id, kind=kind, title=title, since=since))


@transaction.atomic
def end_role(*, actor: Standing, now: datetime, role_id: UUID, until: date) -> None:
    """End a role. Whoever holds none any more, and will hold none, is a leaver: their account closes at once."""
    role = role_to_end(role_id)
    allowed = may_end(actor, agency_id=role.agency_id, kind=RoleKind(role.kind))
    require(allowed, subject_id=role_id, reason=NOT_YOURS if actor.administers else ASK)
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
    close_if_left(actor, now, role.person)
