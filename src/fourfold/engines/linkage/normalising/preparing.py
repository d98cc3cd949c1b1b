"""From records as they came to the columns that are compared and blocked on. Arrow in, Arrow out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

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
SMALL = 50_000
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
# How crowded a name is hangs on everybody's records, not on one: `crowding` fills it in.
CROWD = "crowd"


def prepare(records: pa.Table) -> pa.Table:
    """`record` (kept), PREPARED and CROWD (null), for a table with `record` and any of the input fields as text."""
    columns: dict[str, pa.Array] = {"record": records["record"], CROWD: pa.nulls(records.num_rows, pa.int16())}
    for field, derived in DERIVED.items():
        if field in records.column_names:
            columns |= _derived(records[field], derived)
        else:
            columns |= {name: pa.nulls(records.num_rows, kind) for name, kind in derived.columns}
    return pa.table(columns)


def nobody() -> pa.Table:
    """What `prepare` makes of no records: its columns and their types."""
    return prepare(pa.table({"record": pa.array([], pa.int64())}))


def _derived(column: pa.ChunkedArray, derived: Derived) -> dict[str, pa.Array]:
    coded = pc.dictionary_encode(column.combine_chunks())
    derive = derived.remembered if derived.remembered and len(column) <= SMALL else derived.derive
    rows = [derive(value) for value in coded.dictionary.to_pylist()]
    empty: Sequence[None] = (None,) * len(derived.columns)
    across = list(zip(*(row or empty for row in rows), strict=True)) or [()] * len(derived.columns)
    return {
        name: pc.take(pa.array(values, kind), coded.indices)
        for (name, kind), values in zip(derived.columns, across, strict=True)
    }


def noted(records: pa.Table, prepared: pa.Table) -> dict[str, int]:
    """How many values of each field were given, but count as missing (placeholders, wrong check digits)."""
    lost = {}
    for field, derived in DERIVED.items():
        given = records.num_rows - records[field].null_count
        kept = records.num_rows - min(prepared[name].null_count for name, _type in derived.columns)
        lost[field] = given - kept
    return {field: count for field, count in lost.items() if count}
