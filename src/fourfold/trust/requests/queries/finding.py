"""Finding the person whom a request is about, by what whoever looks can see for any purpose open to them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.looking import looking
from fourfold.trust.access.queries import purposes_of
from fourfold.trust.requests.people import Finder, Seen, finders


def person_by_id(looker: Looker, subject_id: UUID, now: datetime) -> Seen | None:
    """The person, where the looker sees a record of theirs. None for one who is hidden, and for one who is not."""
    return _first(looker, now, lambda finder, purpose: finder.by_id(subject_id, looker, purpose, now))


def person_by_reference(looker: Looker, reference: str, now: datetime) -> Seen | None:
    """The person with this reference, likewise."""
    return _first(looker, now, lambda finder, purpose: finder.by_reference(reference, looker, purpose, now))


def _first(looker: Looker, now: datetime, find: Callable[[Finder, str], Seen | None]) -> Seen | None:
    for purpose in purposes_of(looker, now):
        with looking(looker.standing, purpose):
            found = next(filter(None, (find(finder, purpose) for finder in finders())), None)
        if found is not None:
            return None if found.id in looker.excluded else found
    return None
