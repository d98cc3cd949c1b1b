"""The whole catalogue as the database holds it: one query that asks for its version, one more when it is new."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import (
    Condition,
    DataSet,
    DataSetKind,
    Field,
    Gateway,
    LawfulBasis,
    Purpose,
    Regime,
    Sector,
    Sensitivity,
)
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.partnership.domain.roles import Standing

_TABLES = ("purpose", "gateway", "lawfulbasis", "condition", "dataset", "datafield")
_VERSION = """
select string_agg(kind || ':' || number || '/' || coalesce(newest::text, ''), ' ' order by kind) from (
    select 'purpose' as kind, count(*) as number, max(changed_at) as newest from catalogue_purpose
    union all select 'gateway', count(*), max(changed_at) from catalogue_gateway
    union all select 'lawfulbasis', count(*), max(changed_at) from catalogue_lawfulbasis
    union all select 'condition', count(*), max(changed_at) from catalogue_condition
    union all select 'dataset', count(*), max(changed_at) from catalogue_dataset
    union all select 'datafield', count(*), max(changed_at) from catalogue_datafield
) tables
"""
_READ = """
select kind, row from (
    select 'purpose' as kind, position, key, to_jsonb(r) as row from catalogue_purpose r
    union all select 'gateway', position, key, to_jsonb(r) from catalogue_gateway r
    union all select 'lawfulbasis', position, key, to_jsonb(r) from catalogue_lawfulbasis r
    union all select 'condition', position, key, to_jsonb(r) from catalogue_condition r
    union all select 'dataset', position, key, to_jsonb(r) from catalogue_dataset r
    union all select 'datafield', position, key, to_jsonb(r) from catalogue_datafield r
) tables order by kind, position, key
"""
Row = Mapping[str, Any]


def catalogue(actor: Standing) -> Catalogue:
    """Every purpose, gateway, basis, condition and data set, in and out of force. Raises `NotAllowed`.

    The same object as long as nothing changes: ask as often as you like, for one query each time.
    """
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        [version] = cursor.fetchone()
    return _at(version)


@lru_cache(maxsize=4)
def _at(_version: str) -> Catalogue:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        found = cursor.fetchall()
    rows = {table: [_decoded(row) for name, row in found if name == table] for table in _TABLES}
    return Catalogue(
        purposes={row["key"]: Purpose(**_dated(row), regime=Regime(row["regime"])) for row in rows["purpose"]},
        gateways={row["key"]: _gateway(row) for row in rows["gateway"]},
        bases={row["key"]: LawfulBasis(**_dated(row), regime=Regime(row["regime"])) for row in rows["lawfulbasis"]},
        conditions={row["key"]: _condition(row) for row in rows["condition"]},
        data_sets={row["key"]: _data_set(row, rows["datafield"]) for row in rows["dataset"]},
    )


def _decoded(row: object) -> Row:
    """A row as a dictionary: Django's cursor hands JSON on as its text."""
    return json.loads(row) if isinstance(row, str) else row  # type: ignore[return-value]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dated(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("key", "label", "text", "extent", "source_url")} | {
        name: _day(row[name]) for name in ("since", "until", "verified_on")
    }


def _gateway(row: Row) -> Gateway:
    return Gateway(
        **_dated(row),
        purposes=frozenset(row["purposes"]),
        excluded_sensitivities=frozenset(Sensitivity(one) for one in row["excluded_sensitivities"]),
        excluded_sectors=frozenset(Sector(one) for one in row["excluded_sectors"]),
        is_duty=row["is_duty"],
        recipients=frozenset(Sector(one) for one in row["recipients"]),
    )


def _condition(row: Row) -> Condition:
    return Condition(
        **_dated(row),
        regime=Regime(row["regime"]),
        covers=frozenset(Sensitivity(one) for one in row["covers"]),
        needs_policy_document=row["needs_policy_document"],
    )


def _data_set(row: Row, fields: list[Row]) -> DataSet:
    return DataSet(
        **{name: row[name] for name in ("key", "label", "text", "retention", "source_url", "asked_by")},
        kind=DataSetKind(row["kind"]),
        sectors=frozenset(Sector(one) for one in row["sectors"]),
        regime=Regime(row["regime"]),
        fields=tuple(
            Field(one["key"], one["label"], one["text"], Sensitivity(one["sensitivity"]))
            for one in fields
            if one["data_set_id"] == row["id"]
        ),
        subject_roles=tuple(row["subject_roles"]),
        verified_on=_day(row["verified_on"]),
        askers=frozenset(Sector(one) for one in row["askers"]),
    )
