"""The row-level security context: who acts, set inside one transaction and gone with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from fourfold.ground.kernel.actors import Actor

_SWITCH = """
select coalesce(current_setting('fourfold.actor', true), ''),
       coalesce(current_setting('fourfold.service', true), ''),
       coalesce(current_setting('fourfold.purpose', true), ''),
       set_config('fourfold.actor', %s, true), set_config('fourfold.service', %s, true),
       set_config('fourfold.purpose', %s, true)
"""


@contextmanager
def acting_as(actor: Actor, *, using: str = DEFAULT_DB_ALIAS, purpose: str = "") -> Iterator[None]:
    """Open a transaction in which PostgreSQL knows who acts, and for which purpose they look at personal data.

    Without a purpose no personal data is shown.

    The settings are local to the outermost transaction, and gone with it: a nested use gives back the actor
    before it. Evaluate querysets inside: a lazy one, a streaming response or an `on_commit` hook runs outside
    and sees nothing.
    """
    nested = connections[using].in_atomic_block
    with transaction.atomic(using=using):
        before = _switch(using, str(actor.id or ""), str(actor.service or ""), purpose)
        yield
        if nested and not connections[using].needs_rollback:
            _switch(using, *before)


def _switch(using: str, actor: str, service: str, purpose: str) -> tuple[str, str, str]:
    with connections[using].cursor() as cursor:
        cursor.execute(_SWITCH, [actor, service, purpose])
        actor_before, service_before, purpose_before, *_ = cursor.fetchone()
    return actor_before, service_before, purpose_before
