"""Who was sent a digest and what came of it; each person's chosen day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.accountability.chasing.models import Digest, MailChoice, MailedForm, Sweep
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.queries.waiting import LATELY
from fourfold.accountability.plan.queries.pressing import last_words
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import names_of_people

SILENT_AFTER = 3
"""After how many weekly mails in a row without an update somebody counts as silent."""


def weekday_of(user_id: UUID | None) -> Weekday:
    """The day that a person chose, Tuesday if they did not."""
    chosen = MailChoice.objects.filter(user_id=user_id).values_list("weekday", flat=True).first() if user_id else None
    return Weekday(chosen) if chosen else Weekday.TUESDAY


def weekdays_of(user_ids: Collection[UUID]) -> dict[UUID, Weekday]:
    """The chosen day of each of these people, Tuesday where they chose none. One query."""
    chosen = dict(MailChoice.objects.filter(user_id__in=user_ids).values_list("user_id", "weekday"))
    return {user_id: Weekday(chosen.get(user_id, Weekday.TUESDAY)) for user_id in user_ids}


def swept_since(monday: date) -> set[date]:
    """The days of a week whose mails were written."""
    return set(Sweep.objects.filter(day__gte=monday).values_list("day", flat=True))


def had_digest(week: date, user_ids: Collection[UUID]) -> set[UUID]:
    """Who of these had a digest in the week that begins on `week`."""
    return set(Digest.objects.filter(week=week, user_id__in=user_ids).values_list("user_id", flat=True))


@dataclass(frozen=True, slots=True)
class Chased:
    """The newest digest of somebody. `silent` counts the mails in a row, this one included, without an update."""

    digest_id: UUID
    person_id: UUID
    user_id: UUID
    week: date
    made_at: datetime
    line_count: int
    late_count: int
    asked_by: UUID | None
    said_at: datetime | None
    silent: int


def newest_digests(*, since: datetime, user_ids: Collection[UUID] | None = None) -> list[Digest]:
    """The newest digest of each person since a moment, without its lines."""
    found = Digest.objects.filter(made_at__gte=since)
    if user_ids is not None:
        found = found.filter(user_id__in=user_ids)
    return list(found.order_by("user_id", "-made_at").distinct("user_id").defer("lines"))


def chased_for_actor(actor: Standing, *, now: datetime) -> list[Chased]:
    """Everybody who was sent a digest lately, the silent first. Two queries. Raises `NotAllowed`."""
    require(policies.chase(actor), Permission.CHASE, subject_kind="chasing")
    newest = newest_digests(since=now - LATELY)
    said = last_words(actor, [one.person_id for one in newest])
    found = [_chased(one, said.get(one.person_id)) for one in newest]
    return sorted(found, key=lambda one: (-one.silent, -one.late_count, one.made_at, str(one.person_id)))


def _chased(digest: Digest, said_at: datetime | None) -> Chased:
    answered = said_at is not None and said_at >= digest.made_at
    return Chased(
        digest_id=digest.pk,
        person_id=digest.person_id,
        user_id=digest.user_id,
        week=digest.week,
        made_at=digest.made_at,
        line_count=digest.line_count,
        late_count=digest.late_count,
        asked_by=digest.asked_by,
        said_at=said_at,
        silent=0 if answered else digest.unanswered + 1,
    )


@dataclass(frozen=True, slots=True)
class FormCounts:
    """How many links went with a digest, how many were opened and used."""

    sent: int
    opened: int
    used: int


def form_counts(digest_ids: Iterable[UUID]) -> dict[UUID, FormCounts]:
    """What became of the links of these digests. One query."""
    counted = (
        MailedForm.objects.filter(digest__in=list(digest_ids))
        .order_by()
        .values_list("digest")
        .annotate(
            sent=Count("pk"),
            opened=Count("pk", filter=Q(opened_at__isnull=False)),
            used=Count("pk", filter=Q(used_at__isnull=False)),
        )
    )
    return {digest: FormCounts(sent, opened, used) for digest, sent, opened, used in counted if digest}


def names_of(actor: Standing, chased: Sequence[Chased]) -> Mapping[UUID, str]:
    """The names of those on a page."""
    return names_of_people(actor, [one.person_id for one in chased])


@dataclass(frozen=True, slots=True)
class Unreached:
    """What the week's digests found nobody for: actions without anybody to write to, and addresses that bounce."""

    actions: Sequence[UUID]
    people: Sequence[UUID]
    at: datetime | None


def unreached_for_actor(actor: Standing, *, now: datetime) -> Unreached:
    """As of the newest sweep; people of the last seven days. One query. Raises `NotAllowed`."""
    require(policies.chase(actor), Permission.CHASE, subject_kind="chasing")
    lately = list(Sweep.objects.filter(at__gte=now - timedelta(days=7)).order_by("-at", "-day"))
    if not lately:
        return Unreached([], [], None)
    people = dict.fromkeys(UUID(person) for sweep in lately for person in sweep.unreachable)
    return Unreached([UUID(action) for action in lately[0].nobody], list(people), lately[0].at)
