"""Who stands behind the accounts that the log names."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from fourfold.trust.partnership.domain.roles import Standing


def names_of_accounts(actor: Standing, user_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name of each account's person, leavers too, as far as row-level security shows the directory. One query."""
    if not actor.is_active or not user_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select user_id, name from partnership_person where user_id = any (%s)", [list(user_ids)])
        return dict(cursor.fetchall())
