"""What the linker alone reads and writes, through the functions of `rls/1_core.sql`. Callers act as the linker."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db import OperationalError, connection, transaction

from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds.queries.sealing import unsealed
from fourfold.records.identity.domain import keys
from fourfold.records.identity.domain.details import ENGINE, Details, details_of
from fourfold.records.identity.domain.keys import LARGEST
from fourfold.records.identity.domain.people import Judged, Scored
from fourfold.records.identity.domain.states import Judgement
from fourfold.trust.sealing.queries import hashed as keyed_hash
from fourfold.trust.sealing.queries import read_again, ring

Pairs = list[tuple[UUID, UUID]]
_IDENTIFIERS = ("nhs_number", "upn", "pnc_id")


_in_use: ContextVar[int | None] = ContextVar("identity_data_key", default=None)


@contextmanager
def one_key() -> Iterator[int]:
    """For the length of a run, one data key hashes; its number. What is compared must be hashed alike."""
    token = _in_use.set(read_again().current)
    try:
        yield key_in_use()
    finally:
        _in_use.reset(token)


def key_in_use() -> int:
    """The number of the data key that hashes now."""
    return _in_use.get() or ring().current


def hashed_with(number: int) -> Callable[[str, str], bytes]:
    """Keyed hashes, of a text and by its kind, under that data key."""
    return lambda text, kind: keyed_hash(text, kind=kind, number=number)


def hashed(text: str, kind: str) -> bytes:
    """A keyed hash under the data key in use."""
    return hashed_with(key_in_use())(text, kind)


def mac_of(details: Details, number: int | None = None) -> str:
    """The keyed hash of what a description says, as hex. `number`: of the data key, where another one did it."""
    return hashed_with(number or key_in_use())(details.as_text(), "identity-details").hex()


def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall() if cursor.description else []


def waiting() -> int:
    """How many subjects wait to be looked at."""
    return int(_rows("select identity_waiting()")[0][0])


def next_touched(most: int) -> tuple[list[UUID], list[int]]:
    """The next subjects to look at, and the marks that say so."""
    subjects, marks = _rows("select * from identity_next(%s)", most)[0]
    return list(subjects), list(marks)


def looked_at(marks: Sequence[int]) -> None:
    """Note of these marks that their subjects are taken and compared."""
    _rows("select identity_looked_at(%s)", list(marks))


def undecided() -> tuple[list[UUID], list[int]]:
    """The subjects of whom it is still to be decided who they are, and the marks that say so."""
    subjects, marks = _rows("select * from identity_undecided()")[0]
    return list(subjects), list(marks)


def decided(marks: Sequence[int]) -> None:
    """Note of these marks that it is decided."""
    _rows("select identity_decided(%s)", list(marks))


def details_by_record(subjects: Sequence[UUID]) -> list[tuple[UUID, UUID, UUID, Details]]:
    """Subject, holder, record and details of every way in which live records describe these, newest records first."""
    found = _rows("select * from identity_records_of(%s)", list(subjects))
    return [
        (subject, holder, record, details)
        for subject, holder, record, says, cells in found
        for details in _details(says, cells)
    ]


def details_by_description(ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, Details]]:
    """The holder of each of these descriptions, and what it says."""
    found = {}
    for key, _subject, holder, mac, number, says, cells in _rows("select * from identity_described(%s)", list(ids)):
        found[key] = holder, _described(mac, number, says, cells) or Details()
    return found


def _described(mac: str, number: int, says: str, cells: str) -> Details | None:
    return next((one for one in _details(says, cells) if mac_of(one, number) == mac), None)


def _details(says: str, cells: str) -> Iterable[Details]:
    values = unsealed(json.loads(says))
    held = json.loads(cells)
    # Sealed in the cells as in the values, which are open by now.
    return details_of(values, {key: value for key, value in held.items() if key not in _IDENTIFIERS})


def table_of(details: Sequence[Details]) -> pa.Table:
    """Details as the engine takes them, numbered in their order."""
    columns = {name: pa.array([getattr(one, name) or None for one in details], pa.string()) for name in ENGINE}
    return pa.table({"record": pa.array(range(len(details)), pa.int32()), **columns})


def describe(subjects: Sequence[UUID], rows: Sequence[dict[str, Any]], now: datetime) -> list[UUID]:
    """Keep how records describe these subjects; which descriptions are then to be compared."""
    found = _rows(
        "select identity_describe(%s, %s::json, %s, %s, %s, %s)",
        *(list(subjects), json.dumps(list(rows)), LARGEST, now, key_in_use(), keys.VERSION),
    )
    return list(found[0][0])


def stale(*, by_rules: bool = False) -> int:
    """How many descriptions were hashed with another data key than the one in use, or have keys by other rules.

    `by_rules`: those alone whose keys are made by other rules.
    """
    return int(_rows("select identity_stale(%s, %s)", None if by_rules else key_in_use(), keys.VERSION)[0][0])


def next_stale(most: int) -> list[tuple[UUID, Details | None]]:
    """The next of them, and what each says; None where its record says so no more."""
    found = _rows("select * from identity_next_stale(%s, %s, %s)", key_in_use(), keys.VERSION, most)
    return [(key, _described(mac, number, says, cells)) for key, mac, number, says, cells in found]


def renew(rows: Sequence[dict[str, Any]]) -> None:
    """Keep these with hashes and keys made anew."""
    _rows("select identity_renew(%s::json, %s, %s)", json.dumps(list(rows)), key_in_use(), keys.VERSION)


def live_descriptions(after: UUID | None, most: int) -> list[tuple[UUID, UUID]]:
    """Subject and description, of the next subjects in their order."""
    return _rows("select * from identity_live(%s, %s)", after, most)


def candidates(descriptions: Sequence[UUID], *, once: bool) -> Pairs:
    """Pairs that are worth comparing."""
    return _rows("select * from identity_candidates(%s, %s, %s)", list(descriptions), LARGEST, once)


def unscored(homes: dict[UUID, int]) -> Pairs:
    """Pairs within groups that are worth comparing and were not: the group of each description is given."""
    return _rows("select * from identity_unscored(%s, %s, %s)", list(homes), list(homes.values()), LARGEST)


def keep_pairs(scored: Sequence[Scored]) -> None:
    """Keep scores."""
    for start in range(0, len(scored), 20_000):
        rows = [
            {"l": str(one.left), "r": str(one.right), "w": one.weight, "v": ",".join(one.levels), "p": one.parts}
            for one in scored[start : start + 20_000]
        ]
        _rows("select identity_keep_pairs(%s::json)", json.dumps(rows))


def forget_pairs() -> None:
    """Forget all scores, before those of a new model are kept."""
    _rows("select identity_forget_pairs()")


def affected(seeds: Sequence[UUID] | None, join: float) -> list[UUID]:
    """Everybody whom a decision about these may touch; without any, everybody."""
    return list(_rows("select identity_affected(%s, %s)", None if seeds is None else list(seeds), join)[0][0])


def descriptions_of(subjects: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Subject and description, live, in their lasting order."""
    return _rows("select * from identity_descriptions_of(%s)", list(subjects))


def scores_of(subjects: Sequence[UUID]) -> list[Scored]:
    """Every score that is kept about these."""
    found = _rows("select * from identity_pairs_of(%s)", list(subjects))
    return [
        Scored(left, right, weight, tuple(levels.split(",")), tuple(parts))
        for left, right, weight, levels, parts in found
    ]


def judgements_of(subjects: Sequence[UUID]) -> list[Judged]:
    """Judgements in force that touch these."""
    found = _rows("select * from identity_judgements_of(%s)", list(subjects))
    return [Judged(key, left, right, Judgement(judgement)) for key, left, right, judgement in found]


def persons_of(subjects: Sequence[UUID]) -> dict[UUID, UUID]:
    """The person of each of these that is one with others."""
    return dict(_rows("select * from identity_persons_of(%s)", list(subjects)))


def set_persons(persons: dict[UUID, UUID | None]) -> None:
    """Write who is one person; None: by itself."""
    if persons:
        _rows("select identity_set_persons(%s, %s::uuid[])", list(persons), list(persons.values()))


def questions_of(subjects: Sequence[UUID]) -> list[tuple[UUID, tuple[UUID, ...], str, list[dict[str, Any]]]]:
    """Questions about these that were not superseded: id, subjects, state, and what they compared."""
    found = _rows("select * from identity_questions_of(%s)", list(subjects))
    return [(key, tuple(about), state, json.loads(compared)) for key, about, state, compared in found]


def who_works_with(subjects: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """User and subject, of everybody who works with one of these."""
    return _rows("select * from identity_who_works_with(%s)", list(subjects))


def unlinked_deliveries() -> list[UUID]:
    """Deliveries that no run has linked yet, oldest first."""
    return [row[0] for row in _rows("select * from identity_unlinked_deliveries()")]


def frequencies() -> dict[str, Any]:
    """How often names are borne under the newest model."""
    found = _rows("select identity_frequencies()")[0][0]
    return dict(json.loads(found)) if found else {}


def keep_frequencies(kept: dict[str, Any]) -> None:
    """The same frequencies, under the data key in use; those of former models are forgotten."""
    _rows("select identity_keep_frequencies(%s::jsonb)", json.dumps(kept))


def one_at_a_time() -> None:
    """Wait for whoever decides who is one person at this moment; the next one waits for this transaction.

    Raises Conflict where that takes longer than the transaction's patience (`lock_timeout`).
    """
    try:
        with transaction.atomic():
            _rows("select pg_advisory_xact_lock(hashtextextended('identity:persons', 0))")
    except OperationalError as error:
        raise Conflict("Fourfold is finding out who is who at this moment. Try again in a minute.") from error
