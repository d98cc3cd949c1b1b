"""Finding the person whom a request is about, by what whoever looks can see for any purpose open to them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.looking import looking
from fourfold.trust.access.queries import purposes_of
from fourfold.trust.requests.people import Finder, Found, finder


def person_by_id(looker: Looker, subject_id: UUID, now: datetime) -> Found | None:
    """The person, where the looker sees a record of theirs. None for one who is hidden, and for one who is not."""
    if subject_id in looker.excluded:
        return None
    return _first(looker, now, lambda people: people.by_id(subject_id))


def person_by_reference(looker: Looker, reference: str, now: datetime) -> Found | None:
    """The person with this reference, likewise."""
    found = _first(looker, now, lambda people: people.by_reference(reference))
    return None if found is not None and found.id in looker.excluded else found


def _first(looker: Looker, now: datetime, find: Callable[[Finder], Found | None]) -> Found | None:
    for purpose in purposes_of(looker, now):
        with looking(looker.standing, purpose):
            found = find(finder())
        if found is not None:
            return found
    return None
