"""The background job that makes a pack."""

from uuid import UUID

from procrastinate.contrib.django import app

from fourfold.accountability.publishing.making import make
from fourfold.accountability.publishing.operations.queue import MAKE


@app.task(name=MAKE)
def make_pack(pack_id: str, user_id: str) -> None:
    """Make one pack, as the person who asked for it."""
    make(UUID(pack_id), UUID(user_id))
