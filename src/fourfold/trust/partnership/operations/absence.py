"""Being away: from when to when, and who covers which role. Cover ends by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Absence, Cover, Role
from fourfold.trust.partnership.operations.telling import tell_of_cover
from fourfold.trust.partnership.policies import Permission, may_keep_absence, require
from fourfold.trust.partnership.queries import live_roles, tenures_of
from fourfold.trust.partnership.queries.cover import could_cover

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """Away from `since` up to and without `until`; `covers` says for roles (by id) which person covers."""

    person_id: UUID
    since: date
    until: date
    covers: Mapping[UUID, UUID] = field(default_factory=dict)


@transaction.atomic
def record_absence(*, actor: Standing, now: datetime, new: NewAbsence) -> Absence:
    """Write down that somebody is away, and who covers. It opens nothing for those who cover: they work there.

    Raises `BadInput` where it overlaps another absence, and where whoever should cover has no role in the agency (or
    its successor) on the first day.
    """
    _require(actor, now, new.person_id)
    _check(new, today(now))
    absence = Absence(person_id=new.person_id, since=new.since, until=new.until)
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
    except IntegrityError:
        raise BadInput.one(_overlap(new), "since") from None
    Cover.objects.bulk_create(
        Cover(absence=absence, person_id=new.person_id, role_id=role_id, by_id=by_id)
        for role_id, by_id in new.covers.items()
    )
    made = Cover.objects.filter(absence=absence).select_related("role__agency")
    tell_of_cover(actor, now, list(made), since=new.since, until=new.until)
    _note(actor, now, absence, {"since": new.since, "until": new.until, "covers": list(new.covers.values())})
    return absence


def _require(actor: Standing, now: datetime, person_id: UUID) -> None:
    allowed = may_keep_absence(actor, person_id, tenures_of(person_id), on=today(now))
    reason = "Somebody's absence is recorded by themselves, by a plan coordinator, or by an administrator of theirs."
    require(allowed, subject_id=person_id, permission=Permission.KEEP_ABSENCE, reason=reason)


def _check(new: NewAbsence, day: date) -> None:
    if new.until <= new.since:
        raise BadInput.one("The day of return must be after the first day away.", "until")
    if new.until <= day:
        raise BadInput.one("This is over already. Record absences from today on.", "until")
    if new.until - new.since > LONGEST:
        raise BadInput.one("Somebody away for more than a year hands their roles over instead.", "until")
    theirs = set(Role.objects.filter(live_roles(new.since), person_id=new.person_id).values_list("pk", flat=True))
    able = could_cover(list(new.covers), on=new.since)
    for role_id, by_id in new.covers.items():
        if role_id not in theirs:
            raise BadInput.one("They do not hold this role on the first day away.", f"cover_{role_id}")
        if by_id not in able[role_id]:
            message = "Choose somebody who has a role in the agency, or in the one that took its work over."
            raise BadInput.one(message, f"cover_{role_id}")


def _overlap(new: NewAbsence) -> str:
    other = Absence.objects.filter(person_id=new.person_id, since__lt=new.until, until__gt=new.since).first()
    if other is None:
        return "This overlaps an absence that was just recorded. Look at it first."
    back = show_date(other.until)
    return (
        f"They are away from {show_date(other.since)}, back on {back}. End that absence first, or choose other days."
    )


@transaction.atomic
def end_absence(*, actor: Standing, now: datetime, absence_id: UUID, until: date) -> None:
    """Somebody is back earlier than planned, or an absence is called off before it begins. Its cover ends with it."""
    absence = Absence.objects.filter(pk=absence_id).first()
    if absence is None:
        raise NotFound("partnership.absence", absence_id)
    _require(actor, now, absence.person_id)
    if until >= absence.until:
        raise BadInput.one("It ends before that day by itself.", "until")
    absence.until = max(until, absence.since)
    absence.save()
    _note(actor, now, absence, {"until": absence.until, "ended": True})


def _note(actor: Standing, now: datetime, absence: Absence, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.KEEP_ABSENCE,
        subject_kind="partnership.person",
        subject_id=absence.person_id,
        detail={"absence": str(absence.pk), **detail},
    )
