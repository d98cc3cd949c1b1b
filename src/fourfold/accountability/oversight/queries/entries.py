"""Reading the audit log as far as one answers for it. The database decides (`rls.sql`); here is only the asking."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.domain.searching import PAGE, Found, Place, Wanted
from fourfold.accountability.oversight.policies import Permission
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = Place(datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))
_SEARCH = "select * from oversight_search(%s::jsonb, %s, %s, %s, %s, %s)"
_LOOKS = "select * from oversight_looks(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Part:
    """Entries, newest first, and the place from which the next page goes on; None at the end."""

    entries: Sequence[Found]
    then: Place | None


def search_entries(actor: Standing, wanted: Wanted, *, place: Place | None = None, size: int = PAGE) -> Part:
    """The entries that the actor answers for and that match, before a place. One query. Raises `NotAllowed`."""
    require(policies.oversee(actor), Permission.SEARCH, subject_kind="audit.entry")
    start = place or _LAST
    if wanted.until is not None and wanted.until < start.at:
        start = Place(wanted.until, UUID(int=0))
    asked = {
        name: value
        for name, value in (
            ("actor", f"person:{wanted.who}" if wanted.who else ""),
            ("permission", wanted.permission),
            ("outcome", wanted.outcome),
            ("purpose", wanted.purpose),
        )
        if value
    }
    parameters = [json.dumps(asked), wanted.about, wanted.since or _FIRST, start.at, start.entry_id, size + 1]
    return _part(_SEARCH, parameters, size)


def looks_at(actor: Standing, person_id: UUID, *, place: Place | None = None, size: int = PAGE) -> Part:
    """Who looked at a person of whom the actor's agency holds something, newest first.

    Raises `NotFound` alike for a person of whom it holds nothing and for one who does not exist. Two queries.
    """
    require(policies.see_looks(actor), Permission.SEE_LOOKS, subject_kind="person", subject_id=person_id)
    start = place or _LAST
    with connection.cursor() as cursor:
        cursor.execute("select oversight_holds(%s)", [person_id])
        (is_held,) = cursor.fetchone()
    found = _part(_LOOKS, [person_id, start.at, start.entry_id, size + 1], size)
    if not is_held:
        raise NotFound("person", person_id)
    return found


def person_of_reference(actor: Standing, reference: str) -> UUID | None:
    """Whom a canonical reference stands for, if the actor's agency holds records about them; else None."""
    if not policies.see_looks(actor):
        return None
    with connection.cursor() as cursor:
        cursor.execute("select oversight_person(%s)", [reference])
        found = cursor.fetchone()[0]
    return UUID(str(found)) if found else None


@dataclass(frozen=True, slots=True)
class Rests:
    """The agreement and clause that a grant comes from, and between which agencies."""

    agreement_id: UUID
    clause: str
    provider_id: UUID
    recipient_id: UUID


def grants_of(entries: Collection[Found]) -> dict[UUID, Rests]:
    """What these reads rest on, as far as row-level security shows the grants. One query."""
    wanted = list({grant for entry in entries for grant in entry.grants})
    if not wanted:
        return {}
    sql = "select id, agreement_id, clause, provider_id, recipient_id from access_grant where id = any (%s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [wanted])
        return {grant_id: Rests(*row) for grant_id, *row in cursor.fetchall()}


def _part(sql: str, parameters: list[Any], size: int) -> Part:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description or ()]
        found = [_found(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return Part(found[:size], found[size - 1].place if len(found) > size else None)


def _found(row: dict[str, Any]) -> Found:
    same = ("id", "occurred_at", "actor", "permission", "outcome", "subject_kind", "subject_id", "purpose")
    return Found(
        **{name: row[name] for name in (*same, "is_own", "is_emergency")},
        agency_id=UUID(row["agency"]) if row["agency"] else None,
        keys=_ids(row["keys"]),
        subjects=_ids(row["subjects"]),
        fields=tuple(map(str, _list(row["fields"]))),
        grants=_ids(row["grants"]),
    )


def _ids(value: Any) -> tuple[UUID, ...]:
    return tuple(UUID(str(one)) for one in _list(value))


def _list(value: Any) -> list[Any]:
    parsed = json.loads(value) if isinstance(value, str) else value
    return parsed if isinstance(parsed, list) else []
