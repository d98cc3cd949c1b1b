"""Training in information sharing: written down by somebody else, and a reminder before it lapses.

Lapsed training stops reading personal data, and nothing else: a worry can always be passed on.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Training
from fourfold.trust.partnership.models.training import TrainingKind
from fourfold.trust.partnership.policies import NOT_YOURS_TO_TRAIN, Permission, may_record_training, require
from fourfold.trust.partnership.queries import tenures_of
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents
from fourfold.trust.partnership.queries.training import lapsing

LONGEST = timedelta(days=3 * 366)


@transaction.atomic
def record_training(
    *, actor: Standing, now: datetime, person_id: UUID, completed_on: date, valid_until: date
) -> Training:
    """Write down that somebody completed it; it holds up to and without `valid_until`. Kept as history."""
    tenures, day = tenures_of(person_id), today(now)
    allowed = may_record_training(actor, person_id, tenures, on=day)
    require(allowed, subject_id=person_id, permission=Permission.RECORD_TRAINING, reason=NOT_YOURS_TO_TRAIN)
    _check(completed_on, valid_until, day)
    done = Training(
        person_id=person_id,
        kind=TrainingKind.INFORMATION_SHARING,
        completed_on=completed_on,
        valid_until=valid_until,
    )
    try:
        with transaction.atomic():
            done.save(force_insert=True)
    except IntegrityError:
        raise BadInput.one("A training of that day is written down already.", "completed_on") from None
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.RECORD_TRAINING,
        subject_kind="partnership.person",
        subject_id=person_id,
        detail={"completed_on": completed_on, "valid_until": valid_until},
    )
    return done


def _check(completed_on: date, valid_until: date, day: date) -> None:
    if completed_on > day:
        raise BadInput.one("This day has not come. Record a training once it is done.", "completed_on")
    if valid_until <= completed_on:
        raise BadInput.one("It must hold for a while after the day it was done.", "valid_until")
    if valid_until <= day:
        raise BadInput.one("This has lapsed already. Enter a training that still holds.", "valid_until")
    if valid_until - completed_on > LONGEST:
        raise BadInput.one("A training holds for three years at most. Enter an earlier day.", "valid_until")


@transaction.atomic
def remind_of_training(*, actor: Standing, now: datetime) -> int:
    """Write to everybody whose training lapses within 30 days, once for each; how many letters were new."""
    day = today(now)
    ends = lapsing(actor, on=day)
    if not ends:
        return 0
    people = [one for one in correspondents(actor, on=day) if one.person_id in ends]
    return write_many(actor=actor.actor, now=now, letters=[_letter(one, ends[one.person_id]) for one in people])


def _letter(to: Correspondent, until: date) -> Letter:
    body = (
        f"Your training in information sharing holds until {show_date(until)}. From that day on, records of people "
        "are not shown to you until it is renewed. You can pass on a worry without it.\n\n"
        "Once you have done it again, ask your agency's administrator or champion to write it down:\n"
        f"{settings.PUBLIC_ADDRESS}{reverse('partnership:account')}"
    )
    subject = f"Renew your training by {show_date(until)}"
    return Letter(LetterKind.REMINDER, f"training:{to.user_id}:{until}", to.user_id, to.address, subject, body)
