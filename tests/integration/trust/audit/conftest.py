"""An audit log of its own for each test: empty, on real connections, with real commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections, transaction

from fourfold.ground.kernel import clock
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.postgres.context import acting_as

TABLES = ("audit_entry", "audit_link")
HASH_CHAIN_ANEW = """
with recursive chain (position, hash) as (
    select 0::bigint, decode(repeat('00', 32), 'hex')
    union all
    select l.position, sha256(
        chain.hash || int8send(l.position) || l.row_hash || int8send(audit_micros(l.sealed_at)))
    from chain join audit_link l on l.position = chain.position + 1
)
update audit_link l set chain_hash = chain.hash from chain where chain.position = l.position
"""


class Log:
    """Writes entries as a user would, and tampers with them as the owner of the database could."""

    def __init__(self) -> None:
        self.actor = Actor.person(uuid4())

    def write(self, count: int = 1, **changed: object) -> None:
        """Commit `count` entries, a transaction each."""
        from fourfold.trust.audit.operations import record

        fields = {"permission": "plan:edit-action", "subject_kind": "action", "subject_id": uuid4()} | changed
        for number in range(count):
            with acting_as(self.actor):
                record(actor=self.actor, now=clock.now(), detail={"number": number}, **fields)

    def sealed(self, count: int) -> None:
        """Commit and seal `count` entries."""
        from fourfold.trust.audit.operations import seal

        self.write(count)
        assert seal(now=clock.now()) == count

    def ask(self, sql: str, *params: object) -> list[tuple]:
        """What the database holds, past row-level security."""
        with connections["maintenance"].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def tamper(self, *statements: str) -> None:
        """Run `statements` with the guards switched off, and on again."""
        with self.unguarded():
            for statement in statements:
                self.ask(statement)

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """The guards off inside, in one transaction; as they were afterwards."""
        with transaction.atomic(using="maintenance"):
            guards = self.ask(
                "select tgrelid::regclass, tgname, tgenabled = 'A' from pg_trigger"
                " where tgrelid in ('audit_entry'::regclass, 'audit_link'::regclass) and not tgisinternal"
            )
            for table, trigger, _always in guards:
                self.ask(f"alter table {table} disable trigger {trigger}")
            yield
            for table, trigger, always in guards:
                self.ask(f"alter table {table} enable {'always' if always else ''} trigger {trigger}")

    def hash_chain_anew(self) -> None:
        """Give every link the hash that follows from what now stands before it, as a careful forger would."""
        self.tamper(HASH_CHAIN_ANEW)

    def wipe(self) -> None:
        """Empty both tables."""
        self.tamper(*(f"delete from {table}" for table in TABLES))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this room commit. Without `available_apps`, Django would empty every table afterwards by
    TRUNCATE, which the application has no right to and the audit log refuses."""
    committing = pytest.mark.django_db(
        transaction=True, databases=["default", "denials", "maintenance"], available_apps=[]
    )
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(committing)


@pytest.fixture
def log(transactional_db: None) -> Iterator[Log]:
    """The audit log, empty before and after."""
    found = Log()
    found.wipe()
    yield found
    found.wipe()
    for connection in connections.all():
        connection.close()


@pytest.fixture
def kinds() -> Callable[[object], list[str]]:
    """The kinds of a report's findings, in order."""
    return lambda report: [finding.kind.value for finding in report.findings]
