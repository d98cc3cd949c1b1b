"""Finding the person whom a request is about, by what whoever looks can see for any purpose open to them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.queries import purposes_of
from fourfold.trust.requests.people import Finder, Seen, finders


def person_by_id(looker: Looker, subject_id: UUID, now: datetime, *, purpose: str = "") -> Seen | None:
    """The person, where the looker sees a record of theirs, for this purpose alone where one is given.

    None for one who is hidden, and for one who is not.
    """
    purposes = [purpose] if purpose else purposes_of(looker, now)
    return _first(looker, purposes, lambda finder, why: finder.by_id(subject_id, looker, why, now))


def person_by_reference(looker: Looker, reference: str, now: datetime) -> Seen | None:
    """The person with this reference, likewise."""
    purposes = purposes_of(looker, now)
    return _first(looker, purposes, lambda finder, why: finder.by_reference(reference, looker, why, now))


def _first(looker: Looker, purposes: Sequence[str], find: Callable[[Finder, str], Seen | None]) -> Seen | None:
    for purpose in purposes:
        with acting_as(looker.standing.actor, purpose=purpose):
            found = next(filter(None, (find(finder, purpose) for finder in finders())), None)
        if found is not None:
            return None if found.id in looker.excluded else found
    return None
