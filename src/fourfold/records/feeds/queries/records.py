"""One record, one person's records, the records of a data set."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.sight import Shown, Sight, read
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.partnership.queries import agency_types

SUSPECTED = frozenset({SubjectRole.SUSPECT, SubjectRole.CONVICTED})
"""Roles that stand in a list of their own: people who were harmed never share one with people who are suspected."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records of a data set. `role` None: all but those who are suspected or convicted."""

    data_set: str
    role: SubjectRole | None = None
    kind: SubjectKind | None = None
    holder_id: UUID | None = None


def record_for_actor(sight: Sight, record_id: UUID) -> Shown:
    """One record with what is shared of it. Raises NotFound alike for hidden and absent."""
    found = Record.objects.filter(pk=record_id).select_related("holder").first()
    if found is None or not sight.decide(found):
        raise NotFound("record", record_id)
    return next(iter(read(sight, [found])), None) or _gone(record_id)


def _gone(record_id: UUID) -> Shown:
    raise NotFound("record", record_id)


def records_of_person(sight: Sight, subject_id: UUID) -> list[Record]:
    """What may be seen about a person, newest first. Raises NotFound when that is nothing."""
    found = Record.objects.filter(subject_id=subject_id).select_related("holder").order_by("-occurred_on", "-pk")
    seen = [record for record in found if sight.decide(record) and not sight.is_locked(record)]
    if not seen:
        raise NotFound("person", subject_id)
    return seen


def subjects_seen(sight: Sight, subject_ids: Collection[UUID]) -> set[UUID]:
    """Those of the subjects of whom the looker may read a record. One query."""
    found = Record.objects.filter(subject_id__in=subject_ids)
    return {one.subject_id for one in found if one.subject_id and sight.decide(one)}


def newest_of(sight: Sight, subject_ids: Collection[UUID]) -> dict[UUID, Record]:
    """Of each of the subjects the newest record that the looker may read and that is not locked. One query."""
    newest: dict[UUID, Record] = {}
    for record in _newest_by_label(subject_ids).select_related("holder"):
        if record.subject_id is None or not sight.decide(record) or sight.is_locked(record):
            continue
        known = newest.get(record.subject_id)
        if known is None or (known.occurred_on, known.pk) < (record.occurred_on, record.pk):
            newest[record.subject_id] = record
    return newest


def _newest_by_label(subject_ids: Collection[UUID]) -> "QuerySet[Record]":
    """Of each of the subjects the newest record of each kind that row-level security shows: each is decided alike."""
    about = Record.objects.filter(subject_id__in=subject_ids).exclude(subject_kind=SubjectKind.NOBODY)
    return about.order_by("subject_id", "label_id", "-occurred_on", "-pk").distinct("subject_id", "label_id")


def shown_with_newest(
    sight: Sight, record_ids: Collection[UUID], subject_ids: Collection[UUID], *, wanted: Collection[str]
) -> dict[UUID, Shown]:
    """What these records say, and the newest of each kind of each of the subjects, without what is hidden or locked.

    The newest first. Three queries; at most 200 records.
    """
    newest = list(_newest_by_label(subject_ids).values_list("pk", flat=True))
    found = Record.objects.filter(pk__in={*record_ids, *newest}).select_related("holder")
    return {shown.record.pk: shown for shown in read(sight, found.order_by("-occurred_on", "-pk"), wanted=wanted)}


def records_of_set(sight: Sight, wanted: Wanted) -> "QuerySet[Record]":
    """The records of a data set that row-level security shows, newest first; read them with `read`."""
    found = Record.objects.filter(data_set=wanted.data_set).exclude(subject_kind=SubjectKind.NOBODY)
    people = sight.people_alone(wanted.data_set)
    if people is not None:
        found = found.filter(subject_id__in=people)
    roles: Collection[SubjectRole] = [wanted.role] if wanted.role else [r for r in SubjectRole if r not in SUSPECTED]
    found = found.filter(subject_role__in=roles)
    if wanted.kind:
        found = found.filter(subject_kind=wanted.kind)
    if wanted.holder_id:
        found = found.filter(holder_id=wanted.holder_id)
    return found.select_related("holder").order_by("-occurred_on", "-pk")


def holders_of(sight: Sight, data_set: str) -> list[tuple[UUID, str]]:
    """The agencies that share a data set with the looker for the purpose at hand, by name."""
    keys = {
        holder
        for (holder, key, purpose), some in sight.looker.grants.items()
        if (key, purpose) == (data_set, sight.purpose)
        and any(grant.since <= sight.at < grant.until for grant in some)
    }
    named = agency_types(sight.looker.standing, keys)
    return sorted(((key, name) for key, (name, _kind) in named.items()), key=lambda pair: pair[1])
