"""What is known of the people behind references and accounts, as far as the actor may act on it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from fourfold.trust.access.domain.references import nobody
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


def _ask(question: str, values: list[Any]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row: tuple[object, ...] = cursor.fetchone()
    return row[0]


def person_of(reference: str) -> UUID:
    """The person whom a canonical reference names, or the id of nobody: what follows must be alike for both."""
    found = _ask("select access_subject_of(%s)", [reference])
    return found if isinstance(found, UUID) else nobody(reference, key=settings.SECRET_KEY)


def holds(actor: Standing, subject_id: UUID, kinds: Collection[RoleKind]) -> bool:
    """Whether an agency in which the actor has one of these roles holds records of the person."""
    if actor.user_id is None:
        return False
    return bool(_ask("select access_holds(%s, %s)", [subject_id, sorted(kinds)]))


def colleagues(actor: Standing, kinds: Collection[RoleKind]) -> frozenset[UUID]:
    """The users, without the actor, who have a live role where the actor holds one of these roles."""
    found = _ask("select access_colleagues_as(%s)", [sorted(kinds)])
    return frozenset(found) if actor.user_id and isinstance(found, list) else frozenset()
