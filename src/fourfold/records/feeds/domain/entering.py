"""From a checked row of a delivery to what is kept of it: for people's records, and for published data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from fourfold.engines.tabular.cells import cleaned
from fourfold.engines.tabular.contract import Column, Contract, Kind, Severity
from fourfold.engines.tabular.rules import age, day_of
from fourfold.ground.kernel.clock import LONDON
from fourfold.records.feeds.domain.identifiers import Keys, sealed
from fourfold.records.feeds.domain.records import NAME
from fourfold.records.feeds.domain.references import draw_reference
from fourfold.records.feeds.domain.search_keys import KEYS_VERSION, stored_keys
from fourfold.trust.access.domain.resources import Handling, SubjectKind

ADULT = 18
PERSON = "person_reference"
_IDENTIFYING = {Kind.NHS_NUMBER, Kind.UPN, Kind.PNC}
_PLACES = {Kind.LONGITUDE, Kind.LATITUDE, Kind.LSOA}
_TIMES = {Kind.DATE, Kind.DATETIME, Kind.MONTH}

Row = Mapping[str, Any]
"""A row of `Checked.rows`: the contract's columns as Python values, and `_row`, `_fingerprint`, `_occurrence`."""


def key_of(contract: Contract, row: Row, keys: Keys) -> str | None:
    """What names a row for its holder, as hex; None where rows, or this one, have no identity.

    Where the contract lets a key come twice in a file, it names a row only together with its time.
    """
    named = contract.identity.key
    if not named or all(row[name] is None for name in named):
        return None
    repeats = contract.identity.repeats is Severity.NOTE and contract.occurred
    parts = [row[name] for name in (*named, *([contract.occurred] if repeats else ()))]
    return keys.hashed("\x1f".join(map(_plain, parts)), f"row:{contract.key}").hex()


def open_rows(contract: Contract, rows: Iterable[Row], keys: Keys) -> Iterator[dict[str, Any]]:
    """Rows of published data, as `feeds_keep_open` takes them."""
    of_kind = {column.kind: column.key for column in reversed(contract.columns)}
    district = next((column.key for column in contract.columns if column.code_list == "districts"), "")
    category = next((column.key for column in contract.columns if column.kind is Kind.CODE and column.required), "")
    lsoa, longitude, latitude = (of_kind.get(kind, "") for kind in (Kind.LSOA, Kind.LONGITUDE, Kind.LATITUDE))
    names = [column.key for column in contract.columns]
    districts = contract.areas.districts
    for row in rows:
        day = day_of(row[contract.occurred]) if contract.occurred else None
        code = row.get(lsoa) or ""
        yield {
            **_place_in_file(contract, row, keys),
            "month": day.replace(day=1).isoformat() if day else None,
            "lsoa": code,
            "vintage": row.get(f"{lsoa}_vintage"),
            "district": row.get(district) or districts.get(code, ""),
            "longitude": row.get(longitude),
            "latitude": row.get(latitude),
            "category": row.get(category) or "",
            "said": {name: _json(value) for name in names if (value := row[name]) is not None},
        }


def record_rows(contract: Contract, rows: Iterable[Row], keys: Keys, fallback: date) -> Iterator[dict[str, Any]]:
    """Rows that become records, as `feeds_keep` takes them. `fallback`: the day of a row that has no date."""
    for row in rows:
        happened = (day_of(row[contract.occurred]) if contract.occurred else None) or fallback
        values = values_of(contract, row)
        person = row.get(PERSON)
        about = contract.subject.kind != SubjectKind.NOBODY
        yield {
            "id": str(uuid4()),
            **_place_in_file(contract, row, keys),
            "p": keys.hashed(str(person), "person").hex() if about and person else None,
            "new": draw_reference() if about else "",
            "kind": kind_of(contract, row, happened),
            "role": (row.get(contract.subject.role_column) or contract.subject.roles[0]),
            "handling": Handling.SENSITIVE.value,
            "on": happened.isoformat(),
            "values": sealed(values, keys),
            "cells": {
                column.key: keys.seal(str(row[column.key])) if column.kind in _IDENTIFYING else _json(row[column.key])
                for column in contract.columns
                if row[column.key] is not None
            },
            "keys": stored_keys(values, keys) if about else {},
            "dk": keys.number,
            "kv": KEYS_VERSION,
        }


def person_mac(
    contract: Contract, mapping: Mapping[str, str], as_sent: Mapping[str, str], keys: Keys
) -> bytes | None:
    """How the person of a row in quarantine is hashed, as on entering; None where it names nobody.

    `mapping`: header to the column's key. `as_sent`: header to text.
    """
    if contract.subject.kind == SubjectKind.NOBODY:
        return None
    header = next((one for one, key in mapping.items() if key == PERSON), "")
    number = cleaned(as_sent.get(header, "")).value
    return keys.hashed(str(number), "person") if number else None


def kind_of(contract: Contract, row: Row, happened: date) -> str:
    """Child, adult or nobody. Where the age is not known somebody counts as a child (Modern Slavery Act 2015 s51)."""
    kind = contract.subject.kind
    if kind != "by-age":
        return kind
    born = day_of(row[contract.subject.born])
    return SubjectKind.ADULT.value if born and age(born, happened) >= ADULT else SubjectKind.CHILD.value


def values_of(contract: Contract, row: Row) -> dict[str, str]:
    """What a row says by the catalogue's fields: columns of one field together, each further one under its label."""
    said: dict[str, str] = {}
    for field in dict.fromkeys(column.field for column in contract.columns if column.field):
        columns = [column for column in contract.columns if column.field == field and row[column.key] is not None]
        if text := _field_text(field, columns, row):
            said[field] = text
    return said


def _field_text(field: str, columns: list[Column], row: Row) -> str:
    if field.endswith(("_on", "_at")):
        timed = sorted((one for one in columns if one.kind in _TIMES), key=lambda one: one.key != field)
        return _moment(row[timed[0].key], whole=field.endswith("_at")) if timed else ""
    worded = [one for one in columns if one.kind not in _PLACES] or columns
    if field == NAME:
        return " ".join(_words(one, row) for one in worded)
    worded.sort(key=lambda one: one.key != field)
    first, *more = [_words(one, row) for one in worded] or [""]
    return "; ".join([first, *(f"{one.label}: {text}" for one, text in zip(worded[1:], more, strict=True))])


def _words(column: Column, row: Row) -> str:
    value = row[column.key]
    if column.kind is Kind.CODE:
        return column.codes.get(value, str(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return _moment(value, whole=isinstance(value, datetime)) if isinstance(value, date) else str(value)


def _moment(value: date, *, whole: bool) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(LONDON)
        return f"{local:%Y-%m-%dT%H:%M}" if whole else f"{local:%Y-%m-%d}"
    return value.isoformat()


def _place_in_file(contract: Contract, row: Row, keys: Keys) -> dict[str, Any]:
    return {
        "n": row["_row"],
        "f": row["_fingerprint"].hex(),
        "o": row["_occurrence"],
        "k": key_of(contract, row, keys),
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: Any) -> str:
    return "" if value is None else str(_json(value))
