"""Asking the worker to send what was just written, without waiting for the next minute."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

SEND = "messages.send"


def send_after_commit() -> None:
    """Once the act is committed, have the worker look into the outbox. One job waits at a time."""
    transaction.on_commit(_defer, robust=True)


def _defer() -> None:
    try:
        app.configure_task(SEND, queueing_lock=SEND).defer()
    except AlreadyEnqueued:
        return
