"""From TOML to the catalogue that comes with Fourfold. What is wrong with an entry is said with its file and key."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fourfold.ground.kernel.errors import BadInput, Problem
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

_HERE = Path(__file__).parent / "records"
_DATED = ("key", "label", "text", "since", "until", "extent", "source_url", "verified_on")
_ALLOWED = {
    "purpose": {*_DATED, "regime"},
    "gateway": {*_DATED, "purposes", "excludes", "excludes_held_by", "is_duty", "recipients"},
    "basis": {*_DATED, "regime"},
    "condition": {*_DATED, "regime", "covers", "needs_policy_document"},
    "field": {"key", "label", "text", "sensitivity"},
    "data_set": {
        *(
            "key",
            "label",
            "text",
            "kind",
            "asked_by",
            "askers",
            "sectors",
            "regime",
            "people",
            "subject_roles",
            "retention",
        ),
        *("source_url", "verified_on", "shared", "field"),
    },
}
Entry = Mapping[str, Any]
T = TypeVar("T", Purpose, Gateway, LawfulBasis, Condition, DataSet, Field)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue from a folder of TOML files; without one, that which comes with Fourfold.

    Raises BadInput where an entry is incomplete, repeated, or names a key that is not there.
    """
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> Catalogue:
    return _load(_HERE)


def _load(folder: Path) -> Catalogue:
    problems: list[Problem] = []
    entries = list(_entries(folder, problems))
    purposes = _collect("purpose", entries, problems, lambda item: Purpose(**_dated(item), regime=_regime(item)))
    shared = _collect("field", entries, problems, _field)
    found = Catalogue(
        purposes=purposes,
        gateways=_collect("gateway", entries, problems, _gateway),
        bases=_collect("basis", entries, problems, lambda item: LawfulBasis(**_dated(item), regime=_regime(item))),
        conditions=_collect("condition", entries, problems, _condition),
        data_sets=_collect("data_set", entries, problems, lambda item: _data_set(item, shared)),
    )
    problems += [
        Problem(f"The purpose {key!r} is not in the catalogue.", gateway.key)
        for gateway in found.gateways.values()
        for key in sorted(gateway.purposes - purposes.keys())
    ]
    if problems:
        raise BadInput(problems)
    return found


def _entries(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, str, Entry]]:
    """Kind, place and content of every entry of every file."""
    for file in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems.append(Problem(f"This file cannot be read as TOML ({error}).", file.name))
            continue
        for kind, items in content.items():
            if kind not in _ALLOWED:
                problems.append(Problem(f"{kind!r} is no kind of entry: {', '.join(sorted(_ALLOWED))}.", file.name))
                continue
            for number, item in enumerate(items, start=1):
                yield kind, f"{file.name}, {item.get('key', f'{kind} {number}')}", item


def _collect(
    kind: str, entries: list[tuple[str, str, Entry]], problems: list[Problem], make: Callable[[Entry], T]
) -> dict[str, T]:
    found: dict[str, T] = {}
    for at, where, item in entries:
        if at != kind:
            continue
        try:
            _check(kind, item)
            made = make(item)
        except (KeyError, TypeError, ValueError) as error:
            problems.append(Problem(f"This entry cannot be read ({error}). Please correct it.", where))
            continue
        if made.key in found:
            problems.append(Problem("This key is used twice. Please give each entry its own.", where))
        found[made.key] = made
    return found


def _check(kind: str, item: Entry) -> None:
    if unknown := item.keys() - _ALLOWED[kind]:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    if isinstance(item.get("since"), date) and isinstance(item.get("until"), date) and item["until"] <= item["since"]:
        raise ValueError("it ends before it begins")


def _dated(item: Entry) -> dict[str, Any]:
    return {name: item[name] for name in ("key", "label", "text", "extent", "source_url")} | {
        name: item.get(name) for name in ("since", "until", "verified_on")
    }


def _regime(item: Entry) -> Regime:
    return Regime(item["regime"])


def _gateway(item: Entry) -> Gateway:
    return Gateway(
        **_dated(item),
        purposes=frozenset(item["purposes"]),
        excluded_sensitivities=frozenset(Sensitivity(one) for one in item.get("excludes", ())),
        excluded_sectors=frozenset(Sector(one) for one in item.get("excludes_held_by", ())),
        is_duty=item.get("is_duty", False),
        recipients=frozenset(Sector(one) for one in item.get("recipients", ())),
    )


def _condition(item: Entry) -> Condition:
    return Condition(
        **_dated(item),
        regime=_regime(item),
        covers=frozenset(Sensitivity(one) for one in item["covers"]),
        needs_policy_document=item["needs_policy_document"],
    )


def _field(item: Entry) -> Field:
    return Field(item["key"], item["label"], item["text"], Sensitivity(item["sensitivity"]))


def _data_set(item: Entry, shared: Mapping[str, Field]) -> DataSet:
    return DataSet(
        key=item["key"],
        label=item["label"],
        text=item["text"],
        kind=DataSetKind(item.get("kind", DataSetKind.RECORDS)),
        sectors=frozenset(Sector(one) for one in item["sectors"]),
        regime=_regime(item),
        fields=_fields(item, shared),
        subject_roles=tuple(item["subject_roles"]),
        retention=item["retention"],
        source_url=item["source_url"],
        verified_on=item.get("verified_on"),
        asked_by=item.get("asked_by", ""),
        askers=frozenset(Sector(one) for one in item.get("askers", ())),
    )


def _fields(item: Entry, shared: Mapping[str, Field]) -> tuple[Field, ...]:
    """The fields that a data set shares with others, raised where it tells of patients, then its own."""
    raised = Sensitivity(item["people"]) if "people" in item else None
    common = [shared[key] for key in item.get("shared", ())]
    own = []
    for entry in item.get("field", ()):
        _check("field", entry)
        own.append(_field(entry))
    found = [Field(one.key, one.label, one.text, raised or one.sensitivity) for one in common] + own
    if len({one.key for one in found}) < len(found):
        raise ValueError("a field is named twice")
    if not found:
        raise ValueError("it has no field")
    return tuple(found)
