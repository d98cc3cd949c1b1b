"""What each field of the input becomes: the columns that are compared and blocked on, from one value at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from fourfold.engines.linkage.normalising import dates, identifiers, names, places
from fourfold.engines.linkage.normalising.alikes import alikes

Row = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Derived:
    """What one column of the input becomes: named columns with their types, from one value at a time.

    `remembered` does the same for few values, which it may have met before.
    """

    columns: tuple[tuple[str, pa.DataType], ...]
    derive: Callable[[str], Row]
    remembered: Callable[[str], Row] | None = None


def _forename(text: str) -> Row:
    name = names.forename(text)
    if name is None:
        return None
    others = [part for part in name.parts if part != name.first]
    return name.whole, name.first, name.sound, _words((*alikes().get(name.first, ()), *others)), name.first[0]


def _surname(text: str) -> Row:
    name = names.surname(text)
    if name is None:
        return None
    parts = _words(name.parts) if name.parts != (name.whole,) else ""
    return name.whole, parts, name.sound, name.parts[-1]


def _words(words: Sequence[str]) -> str:
    """Words in one text, each with a gap before and after it."""
    return f" {' '.join(words)} " if words else ""


def _sex(text: str) -> Row:
    first = text.strip().lower()[:1]
    return {"m": ("M",), "f": ("F",), "1": ("M",), "2": ("F",), "w": ("F",), "b": ("M",), "g": ("F",)}.get(first)


def _one(check: Callable[[str], str | None]) -> Callable[[str], Row]:
    def derive(text: str) -> Row:
        found = check(text)
        return None if found is None else (found,)

    return derive


TEXT = pa.string()
# A delivery's names, dates and postcodes were mostly met before. What a number means is never remembered.
REMEMBERED = 100_000
DERIVED: dict[str, Derived] = {
    "forename": Derived(
        (("forename", TEXT), ("first", TEXT), ("first_sound", TEXT), ("alikes", TEXT), ("initial", TEXT)),
        _forename,
        lru_cache(REMEMBERED)(_forename),
    ),
    "surname": Derived(
        (("surname", TEXT), ("surname_parts", TEXT), ("surname_sound", TEXT), ("surname_last", TEXT)),
        _surname,
        lru_cache(REMEMBERED)(_surname),
    ),
    "date_of_birth": Derived(
        (("birth", TEXT), ("year", pa.int16()), ("month", TEXT), ("day", TEXT), ("weak_birth", pa.bool_())),
        dates.birth,
        lru_cache(REMEMBERED)(dates.birth),
    ),
    "sex": Derived((("sex", TEXT),), _sex),
    "postcode": Derived(
        (("postcode", TEXT), ("sector", TEXT), ("district", TEXT)),
        places.postcode,
        lru_cache(REMEMBERED)(places.postcode),
    ),
    "address": Derived((("house", TEXT), ("street", TEXT)), places.address),
    "nhs_number": Derived((("nhs_number", TEXT),), _one(identifiers.nhs_number)),
    "upn": Derived((("upn", TEXT),), _one(identifiers.upn)),
    "pnc_id": Derived((("pnc_id", TEXT),), _one(identifiers.pnc_id)),
}
PREPARED = tuple(name for derived in DERIVED.values() for name, _type in derived.columns)


def derive(field: str, values: pa.Array, *, remembered: bool = False) -> pa.RecordBatch:
    """The columns of a field, a row for each of its values. `remembered`: what was met before is not done again."""
    derived = DERIVED[field]
    each = derived.remembered if remembered and derived.remembered else derived.derive
    rows = [each(value) for value in values.to_pylist()]
    empty: Sequence[None] = (None,) * len(derived.columns)
    across = list(zip(*(row or empty for row in rows), strict=True)) or [()] * len(derived.columns)
    schema = pa.schema(list(derived.columns))
    return pa.record_batch([pa.array(found, kind) for found, kind in zip(across, schema.types, strict=True)], schema)
