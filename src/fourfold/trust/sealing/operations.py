"""Changing the keys, as maintenance: a new data key, what is sealed sealed anew, the old one away; another secret."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from fourfold.ground.kernel import sealing
from fourfold.ground.kernel.errors import Conflict
from fourfold.trust.sealing import queries
from fourfold.trust.sealing.domain.ring import is_sealed
from fourfold.trust.sealing.models import LASTING

USING = "maintenance"
_LOCK = "hashtextextended('sealing:keys', 0)"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of a small table, by its id, that is sealed: as text, or in texts within JSON."""

    table: str
    column: str
    kind: str
    is_json: bool = False


@contextmanager
def alone() -> Iterator[None]:
    """One change of keys at a time; the lock goes with the connection of whoever is killed. Raises Conflict."""
    with connections[USING].cursor() as cursor:
        cursor.execute(f"select pg_try_advisory_lock({_LOCK})")
        if not cursor.fetchone()[0]:
            raise Conflict("The keys are being changed at this moment, by another command. Wait for it to end.")
    try:
        yield
    finally:
        with connections[USING].cursor() as cursor:
            cursor.execute(f"select pg_advisory_unlock({_LOCK})")


def begin(*, now: datetime) -> int:
    """A new data key, in use from now on beside the old one; its number."""
    number = queries.read_again().current + 1
    wrapped = sealing.seal(secrets.token_urlsafe(50), key=settings.SECRET_KEY, kind=queries.WRAP)
    with connections[USING].cursor() as cursor:
        cursor.execute(
            "insert into sealing_key (number, wrapped, made_at) values (%s, %s, %s)", [number, wrapped, now]
        )
    queries.forget()
    return number


def unheard(number: int) -> float:
    """Seconds until every process knows this key: none of them then seals or looks for anything without it."""
    with connections[USING].cursor() as cursor:
        cursor.execute(
            "select %s - extract(epoch from clock_timestamp() - made_at) from sealing_key where number = %s",
            [2 * queries.FRESH, number],
        )
        return max(0.0, float(cursor.fetchone()[0]))


def reseal(place: Sealed, *, most: int) -> int:
    """Seal the next rows anew with the key in use, in one transaction; how many. Raises CannotUnseal."""
    with transaction.atomic(using=USING), connections[USING].cursor() as cursor:
        cursor.execute(
            f"select id, to_jsonb({place.column})::text from {place.table} where {_stale(place)}"  # noqa: S608
            " order by id limit %s for update",
            [queries.ring().current, most],
        )
        rows = cursor.fetchall()
        cast = "jsonb" if place.is_json else "text"
        for key, held in rows:
            anew = _anew(json.loads(held), place.kind)
            cursor.execute(
                f"update {place.table} set {place.column} = %s::{cast} where id = %s",  # noqa: S608
                [json.dumps(anew) if place.is_json else anew, key],
            )
    return len(rows)


def left(place: Sealed) -> int:
    """How many rows are sealed with another key than the one in use."""
    with connections[USING].cursor() as cursor:
        statement = f"select count(*) from {place.table} where {_stale(place)}"  # noqa: S608
        cursor.execute(statement, [queries.ring().current])
        return int(cursor.fetchone()[0])


def finish(places: Sequence[Sealed], *, also: str) -> int:
    """Take the old keys away, if nothing needs them; how many rows still do. `also`: SQL that counts further ones.

    Whoever sealed with one of them and has not committed is waited for, and is counted.
    """
    current = queries.read_again().current
    with transaction.atomic(using=USING), connections[USING].cursor() as cursor:
        cursor.execute("select number from sealing_key where number not in (%s, %s) for update", [LASTING, current])
        needed = sum(left(place) for place in places)
        cursor.execute(also, {"current": current})
        needed += int(cursor.fetchone()[0])
        if not needed:
            cursor.execute("delete from sealing_key where number not in (%s, %s)", [LASTING, current])
    queries.forget()
    return needed


def rewrap(*, old: str, new: str) -> int:
    """Wrap all keys with another secret key, at once; how many. Raises CannotUnseal where the old one is wrong."""
    with transaction.atomic(using=USING), connections[USING].cursor() as cursor:
        cursor.execute("select number, wrapped from sealing_key order by number for update")
        rows = cursor.fetchall()
        for number, wrapped in rows:
            again = sealing.seal(queries.unwrap(wrapped, old), key=new, kind=queries.WRAP)
            cursor.execute("update sealing_key set wrapped = %s where number = %s", [again, number])
    queries.forget()
    return len(rows)


def opens(secret: str) -> bool:
    """Whether the keys open with this secret key."""
    try:
        return all(queries.unwrap(one, secret) for one in queries.wrapped_keys(USING).values())
    except sealing.CannotUnseal:
        return False


def _stale(place: Sealed) -> str:
    return f"exists (select from sealing_numbers(to_jsonb({place.column})) n where n <> %s)"


def _anew(held: Any, kind: str) -> Any:
    if isinstance(held, dict):
        return {key: _anew(value, kind) for key, value in held.items()}
    if isinstance(held, list):
        return [_anew(value, kind) for value in held]
    return queries.seal(queries.unseal(held, kind=kind), kind=kind) if is_sealed(held) else held
