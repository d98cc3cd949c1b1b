"""Bringing the catalogue in the database up to date with the one that comes with Fourfold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.domain import entries
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.models import Condition, DataField, DataSet, Gateway, LawfulBasis, Purpose
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.partnership.domain.roles import Standing

Entry = entries.Purpose | entries.Gateway | entries.LawfulBasis | entries.Condition | entries.DataSet
M = TypeVar("M", Purpose, Gateway, LawfulBasis, Condition, DataSet, DataField)


@transaction.atomic
def register_catalogue(*, actor: Standing, now: datetime, catalogue: Catalogue | None = None) -> int:
    """Bring every entry of the catalogue up to date by its key (default: the one that comes with Fourfold).

    How many were new or changed. None is removed: agreements made under it must stay readable.
    """
    require(policies.register(actor), Permission.REGISTER, subject_kind="catalogue")
    known = catalogue or load_catalogue()
    counts = Counter[str]()
    _bring(Purpose, known.purposes.values(), now, counts)
    _bring(Gateway, known.gateways.values(), now, counts)
    _bring(LawfulBasis, known.bases.values(), now, counts)
    _bring(Condition, known.conditions.values(), now, counts)
    _bring(DataSet, known.data_sets.values(), now, counts)
    _bring_fields(known, now, counts)
    if counts.total():
        record(
            actor=actor.actor,
            now=now,
            permission=Permission.REGISTER,
            subject_kind="catalogue",
            subject_id="catalogue",
            detail=dict(counts),
        )
    return counts.total()


def _bring(model: type[M], wanted: Iterable[Entry], now: datetime, counts: "Counter[str]") -> None:
    """New and changed records of one kind."""
    there = {row.key: row for row in model.objects.all()}
    told = {entry.key: _told(entry) | {"position": place} for place, entry in enumerate(wanted)}
    _write(model, there, told, now, counts)


def _bring_fields(known: Catalogue, now: datetime, counts: "Counter[str]") -> None:
    """New and changed fields of every data set."""
    ids = dict(DataSet.objects.values_list("key", "pk"))
    there = {(row.data_set_id, row.key): row for row in DataField.objects.all()}
    told = {
        (ids[data_set.key], field.key): _told(field) | {"position": place, "data_set_id": ids[data_set.key]}
        for data_set in known.data_sets.values()
        for place, field in enumerate(data_set.fields)
    }
    _write(DataField, there, told, now, counts)


def _write(
    model: type[M],
    there: Mapping[Any, M],
    told: Mapping[Any, dict[str, Any]],
    now: datetime,
    counts: "Counter[str]",
) -> None:
    fresh = [model(**values, changed_at=now) for key, values in told.items() if key not in there]
    changed = []
    for key, values in told.items():
        row = there.get(key)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in (values | {"changed_at": now}).items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_create(fresh)
    if changed:
        names = [name for name in [*next(iter(told.values())), "changed_at"] if name != "key"]
        model.objects.bulk_update(changed, [name.removesuffix("_id") for name in names])
    counts["new"] += len(fresh)
    counts["changed"] += len(changed)


def _told(entry: Entry | entries.Field) -> dict[str, Any]:
    """An entry as the columns of its row. A data set's fields have rows of their own."""
    values = {item.name: getattr(entry, item.name) for item in fields(entry)}
    values.pop("fields", None)
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return str(value) if isinstance(value, str) else value
