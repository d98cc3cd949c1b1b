"""Finding a person: among those whose records are shared with the looker, by fields that are shared with them.

Whoever is hidden and whoever does not exist are answered alike: the same statements, the same bytes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.records import BORN_ON, LOCKED, NAME
from fourfold.records.feeds.domain.search_keys import ADDRESS, OTHER_NAMES, POSTCODE
from fourfold.records.feeds.queries.finding import (
    Hit,
    hits_of,
    records_by_id,
    records_of_people,
    subject_by_reference,
)
from fourfold.records.feeds.queries.sight import Shown, Sight, read
from fourfold.records.identity.domain.likeness import Likeness, Reason, Why, likeness
from fourfold.records.identity.domain.searching import Asked, Met, keys_asked

if TYPE_CHECKING:
    from fourfold.records.feeds.models import Record

MOST = 20
"""People that one search shows."""
_READ = 25
"""Subjects whose records one search reads at most: each of them counts in the looker's read budget."""
_FAR = 0.2
"""Of the best one's weight, what others have at least to be read, unless their name is nearly the one asked for."""
_WANTED = (NAME, OTHER_NAMES, BORN_ON, ADDRESS, POSTCODE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was found: what was found of them, the likest first, as far as it is shared, and why."""

    subject_id: UUID
    reference: str
    name: str
    born_on: str
    like: Likeness
    seen_in: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """That an agency has a record of somebody called so and born then, and no more: its agreement opens no more."""

    holder_id: UUID
    holder: str
    data_set: str


@dataclass(frozen=True, slots=True)
class Found:
    """The people found. `is_cut`: there are more than are shown, so the search should say more."""

    people: tuple[Person, ...] = ()
    locked: tuple[Locked, ...] = ()
    is_cut: bool = False


def find_people(sight: Sight, asked: Asked, *, holder_id: UUID | None = None) -> Found:
    """The people who are like what is asked for, the likest first. `holder_id`: by that agency's records alone.

    Five queries at most, whatever is found.
    """
    if asked.reference:
        return _by_reference(sight, asked.reference, holder_id)
    hits = hits_of(keys_asked(asked), most=_READ + 1, holder_id=holder_id)
    best = hits[0].weight if hits else 0
    near = {hit.subject_id: hit for hit in hits[:_READ] if hit.weight >= best * _FAR or hit.flags & Met.NAME}
    records = records_by_id(sight, [key for hit in near.values() for key in hit.record_ids])
    shown = read(sight, records, wanted=_WANTED)
    alike = [(one, likeness(asked, one.values, _met(near, one))) for one in shown]
    people = _people([(one, like) for one, like in alike if like.is_enough])
    locked = {
        Locked(one.holder_id, one.holder.name, one.data_set)
        for one in records
        if sight.decide(one).fields <= LOCKED and one.subject_id and _is_sure(asked, near[one.subject_id])
    }
    ordered = tuple(sorted(locked, key=lambda one: (one.holder, one.data_set)))
    return Found(tuple(people[:MOST]), ordered, len(people) > MOST or len(hits) > _READ)


def records_of_person(sight: Sight, subject_id: UUID) -> "list[Record]":
    """What may be seen about one person by all subjects that are held to be them, newest first. One query.

    Raises NotFound where nothing of this very subject is seen, whoever the others are.
    """
    same = RawSQL("select unnest(identity_same_as(%s))", [subject_id])
    records = records_of_people(sight, same)
    if not any(record.subject_id == subject_id for record in records):
        raise NotFound("person", subject_id)
    return records


def _by_reference(sight: Sight, reference: str, holder_id: UUID | None) -> Found:
    subject_id = subject_by_reference(sight, reference, holder_id=holder_id)
    records = records_of_people(sight, [subject_id])[:2] if subject_id else []
    same = Likeness(1, 1, (Reason(Why.REFERENCE),))
    return Found(tuple(_people([(one, same) for one in read(sight, records, wanted=_WANTED)])))


def _met(near: dict[UUID, Hit], shown: Shown) -> int:
    hit = near.get(shown.record.subject_id) if shown.record.subject_id else None
    return hit.flags if hit else 0


def _is_sure(asked: Asked, hit: Hit) -> bool:
    """Whether the whole name and the date of birth that were typed are known to be those of the record."""
    return bool(asked.whole) and hit.flags & asked.whole == asked.whole


def _people(alike: Sequence[tuple[Shown, Likeness]]) -> list[Person]:
    """Those who are held to be one person stand together; by the likest of their records."""
    persons = _together({one.record.subject_id for one, _like in alike if one.record.subject_id})
    by_person: dict[UUID, list[tuple[Shown, Likeness]]] = defaultdict(list)
    for one, like in alike:
        if one.record.subject_id in persons:
            by_person[persons[one.record.subject_id]].append((one, like))
    found = [_person(some) for some in by_person.values()]
    return sorted(found, key=lambda one: (-one.like.weight, -one.like.share, one.name, one.reference))


def _together(subject_ids: set[UUID]) -> dict[UUID, UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select subject_id, person_id from identity_together(%s::uuid[])", [sorted(subject_ids)])
        return dict(cursor.fetchall())


def _person(some: list[tuple[Shown, Likeness]]) -> Person:
    some.sort(key=lambda pair: (-pair[1].weight, -pair[0].record.occurred_on.toordinal(), str(pair[0].record.pk)))
    seen = tuple(one for one, _like in some)
    best = seen[0].record
    if best.subject_id is None:
        raise LookupError("A record about nobody is about no person.")
    return Person(
        best.subject_id,
        best.reference,
        _first(seen, NAME),
        _first(seen, BORN_ON),
        some[0][1],
        seen,
    )


def _first(seen: Sequence[Shown], field: str) -> str:
    return next((one.values[field] for one in seen if one.values.get(field)), "")
