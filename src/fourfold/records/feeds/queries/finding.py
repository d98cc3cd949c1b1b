"""Finding a person by name or reference: among those whose records, and whose names, are shared with the looker.

Nothing else is counted, suggested or hinted at: who is not shared and who does not exist are answered alike.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fourfold.records.feeds.domain.names import NameKey, name_keys, written_alike
from fourfold.records.feeds.domain.records import BORN_ON, NAME
from fourfold.records.feeds.models import NameWord, Record
from fourfold.records.feeds.queries.sight import Shown, Sight, read

MOST = 25
"""People that one search shows."""
LOOKED_AT = 100
"""Records that one search reads at most."""
_WORDS = 6
"""Words of a name that are looked for."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was found: the records by which, newest first, as far as they are shared."""

    subject_id: UUID
    reference: str
    name: str
    born_on: str
    seen_in: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The people found. `is_cut`: there are more than are shown, so the search should say more."""

    people: tuple[Person, ...]
    is_cut: bool = False


def find_by_name(sight: Sight, name: str, born_on: date | None = None) -> Found:
    """People in whose shared name every word asked for stands, or sounds alike; written alike first.

    With `born_on`, those alone whose date of birth is shared and is that day. Three queries.
    """
    asked = name_keys(name)
    records = _with_words(asked)
    people = _people(read(sight, records, wanted={NAME, BORN_ON}))
    kept = [person for person in people if person.name and (born_on is None or person.born_on == born_on.isoformat())]
    kept.sort(key=lambda person: (-written_alike(asked, person.name), person.name, person.reference))
    return Found(tuple(kept[:MOST]), len(kept) > MOST or len(records) == LOOKED_AT)


def find_by_reference(sight: Sight, reference: str) -> Found:
    """The person of a reference, if anything about them is shared."""
    records = Record.objects.filter(reference=reference).select_related("holder").order_by("-occurred_on", "-pk")
    return Found(tuple(_people(read(sight, records[:LOOKED_AT], wanted={NAME, BORN_ON}))))


def _with_words(asked: Sequence[NameKey]) -> list[Record]:
    """The newest records in whose name each word asked for stands or sounds alike: by equality, never by parts."""
    if not asked:
        return []
    found = Record.objects.all()
    for key in asked[:_WORDS]:
        hits = NameWord.objects.filter(Q(word=key.word) | Q(sound=key.sound))
        found = found.filter(pk__in=hits.values("record_id"))
    return list(found.select_related("holder").order_by("-occurred_on", "-pk")[:LOOKED_AT])


def _people(seen: Sequence[Shown]) -> list[Person]:
    by_person: dict[UUID, list[Shown]] = defaultdict(list)
    for shown in seen:
        if shown.record.subject_id is not None:
            by_person[shown.record.subject_id].append(shown)
    return [
        Person(subject_id, some[0].record.reference, _first(some, NAME), _first(some, BORN_ON), tuple(some))
        for subject_id, some in by_person.items()
    ]


def _first(some: Sequence[Shown], field: str) -> str:
    return next((shown.values[field] for shown in some if shown.values.get(field)), "")
