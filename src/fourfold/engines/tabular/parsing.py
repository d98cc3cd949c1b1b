"""From TOML to a contract. What is wrong is said with the place where it stands; all of it at once."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from fourfold.engines.tabular.areas import SmallAreas
from fourfold.engines.tabular.contract import (
    Check,
    Column,
    Contract,
    Ending,
    Frequency,
    Identity,
    Kind,
    Limits,
    OnlyLooked,
    Retention,
    Rule,
    Sensitivity,
    Severity,
    Subject,
    Vintage,
)
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.soundness import problems_of

Entry = Mapping[str, Any]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_CHECK = {"rule", "columns", "says", "mend", "values", "least", "most", "severity"}
_COLUMN = {
    *("key", "label", "text", "type", "aliases", "required", "max_length", "codes", "code_list", "pattern"),
    *("pattern_says", "sensitivity", "field", "least", "most", "nobody", "past", "vintage", "other_vintage"),
}
_CONTRACT = {
    *("key", "version", "since", "title", "text", "owners", "data_set", "source_url", "frequency", "due_days"),
    *("occurred", "attribution", "columns", "checks", "vintages", "subject", "identity", "limits", "retention"),
}


def parse_contract(text: str, lists: Mapping[str, Mapping[str, str]], areas: SmallAreas) -> Contract:
    """The contract that a TOML file says. `lists`: code lists by name, code to label.

    Raises Refusal with every problem, each with its place.
    """
    try:
        entry = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"The contract is not TOML: {error}.", "Correct that line.") from None
    problems: list[str] = []
    columns = tuple(_each(entry, "columns", problems, lambda item: _column(item, lists)))
    checks = tuple(_each(entry, "checks", problems, _check))
    vintages = tuple(_each(entry, "vintages", problems, _vintage))
    contract = None
    try:
        contract = _contract(entry, areas, (columns, checks, vintages))
    except (KeyError, TypeError, ValueError) as error:
        problems.append(f"contract: {_words(error)}")
    if contract is not None and not problems:
        problems += problems_of(contract)
    if contract is None or problems:
        raise Refusal(f"The contract cannot be used. {' '.join(problems)}", "Correct each of these.")
    return contract


def _each(entry: Entry, name: str, problems: list[str], make: Callable[[Entry], T]) -> Iterator[T]:
    items = entry.get(name, [])
    if not isinstance(items, list):
        problems.append(f"{name}: this must be a list.")
        return
    for number, item in enumerate(items, start=1):
        try:
            yield make(item)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            key = item.get("key", item.get("rule", "")) if isinstance(item, dict) else ""
            problems.append(f"{name} {number} {key}".strip() + f": {_words(error)}")


def _contract(
    entry: Entry, areas: SmallAreas, parts: tuple[tuple[Column, ...], tuple[Check, ...], tuple[Vintage, ...]]
) -> Contract:
    _known(entry, _CONTRACT)
    columns, checks, vintages = parts
    return Contract(
        key=_text(entry, "key"),
        version=_of(entry, "version", int),
        since=_of(entry, "since", date),
        title=_text(entry, "title"),
        text=_text(entry, "text"),
        owners=_texts(entry, "owners"),
        data_set=_of(entry, "data_set", str),
        source_url=_text(entry, "source_url"),
        frequency=_one(Frequency, entry["frequency"]),
        due_days=_of(entry, "due_days", int),
        occurred=_of(entry, "occurred", str),
        subject=_subject(_of(entry, "subject", dict)),
        identity=_identity(_of(entry, "identity", dict)),
        limits=_limits(entry.get("limits", {})),
        retention=_retention(_of(entry, "retention", dict), is_open=not entry.get("data_set")),
        columns=columns,
        checks=checks,
        vintages=vintages,
        attribution=entry.get("attribution", ""),
        areas=areas,
    )


def _column(item: Entry, lists: Mapping[str, Mapping[str, str]]) -> Column:
    _known(item, _COLUMN)
    named = item.get("code_list", "")
    if named and named not in lists:
        raise ValueError(f"there is no code list {named}; there are: {', '.join(sorted(lists))}")
    pattern = item.get("pattern", "")
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern is none ({error})") from None
    return Column(
        key=_key(item),
        label=_text(item, "label"),
        text=_text(item, "text"),
        kind=_one(Kind, item["type"]),
        aliases=tuple(dict.fromkeys(normal(alias) for alias in _texts(item, "aliases", ()))),
        required=_of(item, "required", bool, False),
        max_length=_of(item, "max_length", int, 500),
        codes={str(code): str(label) for code, label in (lists[named] if named else item.get("codes", {})).items()},
        code_list=named,
        pattern=pattern,
        pattern_says=item.get("pattern_says", ""),
        sensitivity=_one(Sensitivity, item.get("sensitivity", "none")),
        field=item.get("field", ""),
        least=_number(item, "least"),
        most=_number(item, "most"),
        nobody=_of(item, "nobody", bool, False),
        past=_of(item, "past", bool, False),
        vintage=item.get("vintage"),
        other_vintage=_one(Severity, item.get("other_vintage", "hold")),
    )


def _check(item: Entry) -> Check:
    _known(item, _CHECK)
    return Check(
        rule=_one(Rule, item["rule"]),
        columns=_texts(item, "columns"),
        says=_text(item, "says"),
        mend=_text(item, "mend"),
        values=_texts(item, "values", ()),
        least=_number(item, "least"),
        most=_number(item, "most"),
        severity=_one(Severity, item.get("severity", "hold")),
    )


def _vintage(item: Entry) -> Vintage:
    _known(item, {"year", "since", "until"})
    return Vintage(_of(item, "year", int), item.get("since"), item.get("until"))


def _subject(item: Entry) -> Subject:
    _known(item, {"kind", "roles", "role_column", "born"})
    return Subject(_text(item, "kind"), _texts(item, "roles"), item.get("role_column", ""), item.get("born", ""))


def _identity(item: Entry) -> Identity:
    _known(item, {"key", "repeats", "partial"})
    return Identity(
        _texts(item, "key"), _one(Severity, item.get("repeats", "hold")), _of(item, "partial", bool, False)
    )


def _limits(item: Entry) -> Limits:
    _known(item, {"quarantine", "fewest", "most"})
    return Limits(**{name: float(value) for name, value in item.items()})


def _retention(item: Entry, *, is_open: bool) -> Retention:
    _known(item, {"months", "text", "ends", "looks"})
    months = None if is_open else _of(item, "months", int)
    if months is not None and months < 1:
        raise ValueError("retention: months is 1 or more")
    return Retention(months, _text(item, "text"), _ends(item), _looks(item))


def _ends(item: Entry) -> tuple[Ending, ...]:
    return tuple(
        Ending(
            column=_text(one, "column"),
            months=_of(one, "months", int),
            empty=_text(one, "empty"),
            where=_of(one, "where", str, ""),
            codes=_texts(one, "codes", ()),
        )
        for one in _entries(item, "ends", {"column", "months", "empty", "where", "codes"})
    )


def _looks(item: Entry) -> tuple[OnlyLooked, ...]:
    return tuple(
        OnlyLooked(_text(one, "column"), _texts(one, "codes"), _text(one, "says"))
        for one in _entries(item, "looks", {"column", "codes", "says"})
    )


def _entries(item: Entry, name: str, allowed: set[str]) -> Iterator[Entry]:
    for one in _of(item, name, list, []):
        if not isinstance(one, dict):
            raise ValueError(f"retention: {name} must be a list of tables")
        _known(one, allowed)
        yield one


def _known(item: Entry, allowed: set[str]) -> None:
    if unknown := item.keys() - allowed:
        raise ValueError(f"unknown entry {', '.join(sorted(unknown))}; known are {', '.join(sorted(allowed))}")


def _of(item: Entry, name: str, kind: type[T], otherwise: T | None = None) -> T:
    value = item[name] if otherwise is None else item.get(name, otherwise)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{name} must be {kind.__name__}")
    return value


def _text(item: Entry, name: str) -> str:
    value = _of(item, name, str).strip()
    if not value:
        raise ValueError(f"{name} is empty")
    return value


def _key(item: Entry) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key := _text(item, "key")):
        raise ValueError("a column's key has small letters, digits and underscores alone")
    return key


def _texts(item: Entry, name: str, otherwise: tuple[str, ...] | None = None) -> tuple[str, ...]:
    value = item[name] if otherwise is None else item.get(name, otherwise)
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name} must be a list of texts")
    return tuple(value)


def _number(item: Entry, name: str) -> float | None:
    value = item.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ValueError(f"{name} must be a number")
    return value


def _one(kind: type[E], value: object) -> E:
    known = [one.value for one in kind]
    if value not in known:
        raise ValueError(f"{value} is not one of {', '.join(known)}")
    return kind(str(value))


def _words(error: Exception) -> str:
    return f"{error} is missing." if isinstance(error, KeyError) else f"{error}."
