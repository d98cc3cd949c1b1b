"""People and agencies as choices in a form."""

from collections.abc import Iterable
from uuid import UUID

from fourfold.trust.boards.models import Seat
from fourfold.trust.partnership.queries import PersonChoice


def choices(people: Iterable[PersonChoice], *, first: Iterable[Seat] = ()) -> list[tuple[str, str]]:
    """Each person's id, with their name and where they work; those with a seat come first."""
    labels = {str(person.person_id): person.label for person in people}
    seated = [str(seat.person_id) for seat in first if str(seat.person_id) in labels]
    return [(key, labels[key]) for key in dict.fromkeys([*seated, *labels])]


def agencies(found: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    """Each agency's id and name."""
    return [(str(key), name) for key, name in found]
