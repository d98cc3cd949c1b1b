"""A document as JSON values and back: to keep it as it was, and to hand it to the writer of PDF.

Every value is a dict with the name of its class under `is`. Reading takes the classes below and no other.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from fourfold.ground.documents import charts, model

_CLASSES: dict[str, Any] = {
    found.__name__: found
    for module in (model, charts)
    for found in vars(module).values()
    if isinstance(found, type) and is_dataclass(found)
}


class CannotThaw(ValueError):
    """The values are not those of a document."""


def freeze(value: Any) -> Any:
    """A document, or a part of one, as JSON values."""
    if is_dataclass(value):
        parts = {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def thaw(value: Any) -> model.Document:
    """The document. Raises `CannotThaw`."""
    try:
        found = _thaw(value, model.Document)
    except (KeyError, TypeError, ValueError) as error:
        raise CannotThaw("These are not the values of a document.") from error
    if not isinstance(found, model.Document):
        raise CannotThaw("These are not the values of a document.")
    return found


def _thaw(value: Any, kind: Any) -> Any:
    if isinstance(value, dict):
        found = _CLASSES[value["is"]]
        hints = get_type_hints(found)
        given = {key: _thaw(part, hints[key]) for key, part in value.items() if key != "is"}
        needed = [field.name for field in fields(found) if field.default is MISSING]
        if not set(needed) <= set(given):
            raise CannotThaw(f"A {found.__name__} lacks a part.")
        return found(**given)
    if isinstance(value, list):
        return tuple(_thaw(item, part) for item, part in zip(value, _parts(kind, len(value)), strict=True))
    plain = next((option for option in _options(kind) if option is date or _is_word(option)), None)
    return value if plain is None or value is None else _scalar(plain, value)


def _scalar(kind: Any, value: Any) -> Any:
    return date.fromisoformat(value) if kind is date else kind(value)


def _is_word(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _options(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) in (Union, UnionType):
        return tuple(option for option in get_args(kind) if option is not NoneType)
    return (kind,)


def _parts(kind: Any, size: int) -> list[Any]:
    """What the items of a tuple are."""
    found = next((option for option in _options(kind) if get_origin(option) is tuple), None)
    given = get_args(found) if found is not None else (Any, ...)
    return [given[0]] * size if given[-1] is ... else list(given)
