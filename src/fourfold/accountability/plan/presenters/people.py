"""People as choices in a form."""

from collections.abc import Iterable
from uuid import UUID

from fourfold.trust.partnership.queries import PersonChoice


def choices(people: Iterable[PersonChoice]) -> list[tuple[str, str]]:
    """Each person's id, with their name and where they work."""
    return [(str(person.person_id), person.label) for person in people]


def accounts(people: Iterable[PersonChoice], *, but: Iterable[UUID | None] = ()) -> list[tuple[str, str]]:
    """As `choices`, by the user id of those who have an account; without the users `but`."""
    left_out = set(but)
    return [
        (str(person.user_id), person.label)
        for person in people
        if person.user_id is not None and person.user_id not in left_out
    ]
