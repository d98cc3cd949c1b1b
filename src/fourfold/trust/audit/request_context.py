"""A random id for the request being served, under which its audit entries and log lines are found together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_request_id: ContextVar[str] = ContextVar("fourfold_request_id", default="")


def request_id() -> str:
    """The id of the request, or an empty string outside one (commands, jobs)."""
    return _request_id.get()


@contextmanager
def new_request() -> Iterator[str]:
    """Give the work inside a new random id: 32 hexadecimal digits, which tell nothing about the client."""
    token = _request_id.set(uuid4().hex)
    try:
        yield _request_id.get()
    finally:
        _request_id.reset(token)
