"""Writing the weekly digests, all of a day at once; one early, for a coordinator; and choosing one's day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.digest_text import MOST_LINES, Addresses, body_of, subject_of
from fourfold.accountability.chasing.domain.lines import Line
from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.accountability.chasing.domain.weeks import days_to_sweep, monday_of, week_name
from fourfold.accountability.chasing.models import Digest, MailChoice, Sweep
from fourfold.accountability.chasing.operations.forms import Wanted, make_forms
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.queries.digests import had_digest, newest_digests, swept_since, weekdays_of
from fourfold.accountability.chasing.queries.waiting import LATELY, Waiting, waiting
from fourfold.accountability.plan.queries.pressing import last_words
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.schedule import outside_quiet_hours
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.messages.queries import undeliverable
from fourfold.trust.partnership.domain.roles import CHASER, Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent


@dataclass(frozen=True, slots=True)
class Due:
    """A digest to be written: for whom, with which lines, on which day they asked for it."""

    person: Correspondent
    lines: Sequence[Line]
    weekday: Weekday


@dataclass(frozen=True, slots=True)
class Written:
    """How many digests were written, and to whom none could be sent because their address bounces."""

    count: int
    unreachable: Sequence[UUID]


@transaction.atomic
def write_due_digests(*, actor: Standing, now: datetime) -> int:
    """Write the digests of every day of this week that is due and not swept yet; how many.

    Idempotent: a day is swept once, and a person has one digest a week, by constraints in the database. Two workers
    at once wait for one another. Runs as the chaser, in the caller's transaction of it.
    """
    require(policies.write_digests(actor), Permission.WRITE_DIGESTS, subject_kind="chasing")
    days = list(days_to_sweep(now, swept_since(monday_of(today(now)))))
    mine = [(day, weekday) for day, weekday in days if Sweep.objects.get_or_create(day=day, defaults={"at": now})[1]]
    if not mine:
        return 0
    found = waiting(actor, today=today(now))
    chosen = weekdays_of([found.people[person].user_id for person in found.lines])
    wanted = {weekday for _day, weekday in mine}
    due = [
        Due(found.people[person], lines, chosen[found.people[person].user_id])
        for person, lines in found.lines.items()
        if chosen[found.people[person].user_id] in wanted
    ]
    written = _write(actor, now, due, week=monday_of(today(now)))
    Sweep.objects.filter(day__in=[day for day, _weekday in mine]).update(
        digests=written.count,
        nobody=[str(line.subject_id) for line in found.nobodys if line.kind.is_of_a_plan],
        unreachable=[str(person_id) for person_id in written.unreachable],
    )
    _note(actor, now, {"days": len(mine), "digests": written.count, "without_anybody": len(found.nobodys)})
    return written.count


@transaction.atomic
def chase_now(*, actor: Standing, now: datetime, person_id: UUID) -> None:
    """Put somebody's weekly mail forward to the next hour at which people are written to.

    It takes the place of that week's: raises `BadInput` if they had it, or have nothing waiting, or cannot be
    written to.
    """
    require(policies.chase(actor), Permission.CHASE, subject_kind="partnership.person", subject_id=person_id)
    sent_on = today(outside_quiet_hours(now) if settings.MAIL_KEEPS_QUIET_HOURS else now)
    with acting_as(CHASER.actor):
        found = waiting(CHASER, today=today(now))
        due = _due_now(found, person_id)
        written = _write(CHASER, now, [due], week=monday_of(sent_on), asked_by=actor.user_id)
    if written.unreachable:
        raise BadInput.one("Their address refuses our mail. Ask an administrator to check it. Nothing was sent.")
    if not written.count:
        raise BadInput.one("They have had this week's mail already. Nobody gets more than one a week.")
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.CHASE,
        subject_kind="partnership.person",
        subject_id=person_id,
        detail={"lines": len(due.lines)},
    )


def _due_now(found: Waiting, person_id: UUID) -> Due:
    if person_id not in found.people:
        raise NotFound("partnership.person", person_id)
    if person_id not in found.lines:
        why = "They are away, and somebody covers for them." if person_id in found.away else "Nothing waits for them."
        raise BadInput.one(f"{why} Nothing was sent.")
    person = found.people[person_id]
    return Due(person, found.lines[person_id], weekdays_of([person.user_id])[person.user_id])


def _write(
    actor: Standing, now: datetime, due: Sequence[Due], *, week: date, asked_by: UUID | None = None
) -> Written:
    """Write these digests, their forms and their letters, set by set. Who had one this week gets none."""
    already = had_digest(week, [one.person.user_id for one in due])
    dead = undeliverable(one.person.address for one in due)
    unreachable = [one.person.person_id for one in due if one.person.address.lower() in dead]
    wanted = [one for one in due if one.person.user_id not in already and one.person.person_id not in unreachable]
    silent = _unanswered(actor, wanted, now)
    rows = {
        one.person.user_id: Digest(
            user_id=one.person.user_id,
            person_id=one.person.person_id,
            week=week,
            made_at=now,
            lines=[{"kind": line.kind.value, "subject": str(line.subject_id)} for line in one.lines],
            line_count=len(one.lines),
            late_count=sum(line.kind.is_late for line in one.lines),
            unanswered=silent.get(one.person.user_id, 0),
            asked_by=asked_by,
        )
        for one in wanted
    }
    # Somebody's digest may be written at the same moment elsewhere: then the constraint keeps theirs, and not ours.
    Digest.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=2_000)
    ours = set(Digest.objects.filter(pk__in=[row.pk for row in rows.values()]).values_list("user_id", flat=True))
    wanted = [one for one in wanted if one.person.user_id in ours]
    links = make_forms(now=now, wanted=[form for one in wanted for form in _forms(one, rows[one.person.user_id].pk)])
    letters = [_letter(one, links, week) for one in wanted]
    write_many(actor=actor.actor, now=now, letters=letters)
    return Written(len(letters), unreachable)


def _unanswered(actor: Standing, due: Sequence[Due], now: datetime) -> dict[UUID, int]:
    """How many digests in a row, up to the newest, each person left without an update."""
    before = newest_digests(since=now - LATELY, user_ids=[one.person.user_id for one in due])
    said = last_words(actor, [one.person_id for one in before])
    return {
        one.user_id: one.unanswered + 1
        for one in before
        if one.person_id not in said or said[one.person_id] < one.made_at
    }


def _forms(one: Due, digest_id: UUID) -> list[Wanted]:
    return [
        Wanted(one.person.user_id, one.person.person_id, line.subject_id, digest_id)
        for line in one.lines[:MOST_LINES]
        if line.by_mail
    ]


def _letter(one: Due, links: Mapping[tuple[UUID, UUID], str], week: date) -> Letter:
    mine = {
        line.subject_id: links[one.person.user_id, line.subject_id]
        for line in one.lines
        if (one.person.user_id, line.subject_id) in links
    }
    return Letter(
        kind=LetterKind.DIGEST,
        key=f"digest:{week_name(week)}:{one.person.user_id}",
        to_user=one.person.user_id,
        address=one.person.address,
        subject=subject_of(one.lines),
        body=body_of(one.person.name, one.lines, mine, _addresses(), one.weekday),
    )


def _addresses() -> Addresses:
    return Addresses(
        service=settings.PUBLIC_ADDRESS,
        work=f"{settings.PUBLIC_ADDRESS}{reverse('plan:today')}",
        choice=f"{settings.PUBLIC_ADDRESS}{reverse('chasing:your-mail')}",
    )


@transaction.atomic
def choose_weekday(*, actor: Standing, now: datetime, weekday: Weekday) -> None:
    """Choose the day on which one's weekly mail comes. It binds from the next mail on."""
    require(policies.choose_mail(actor), Permission.CHOOSE_MAIL, subject_kind="chasing")
    MailChoice.objects.update_or_create(user_id=actor.user_id, defaults={"weekday": weekday, "changed_at": now})
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.CHOOSE_MAIL,
        subject_kind="chasing.choice",
        subject_id=actor.user_id,
        detail={"weekday": int(weekday)},
    )


def _note(actor: Standing, now: datetime, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.WRITE_DIGESTS,
        subject_kind="chasing",
        subject_id="",
        detail=detail,
    )
