"""Handing a pack to the worker, once the act that asked for it is committed."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

MAKE = "publishing.make_pack"


def make_after_commit(pack_id: UUID, user_id: UUID) -> None:
    """Have the worker make the pack. One job a pack waits at a time."""
    transaction.on_commit(lambda: _defer(str(pack_id), str(user_id)), robust=True)


def _defer(pack_id: str, user_id: str) -> None:
    try:
        app.configure_task(MAKE, queueing_lock=f"{MAKE}:{pack_id}").defer(pack_id=pack_id, user_id=user_id)
    except AlreadyEnqueued:
        return
