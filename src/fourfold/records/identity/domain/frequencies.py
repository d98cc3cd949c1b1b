"""How often names are borne, kept so that nobody can read them: by keyed hash, and only where several bear one.

With them, which names are crowded (`engines/linkage/crowding.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from fourfold.engines.linkage.scoring import NAMESAKES, crowded_names, name_frequencies, names_of

Hashed = Callable[[str, str], bytes]
_LENGTH = 8
KEY = "data_key"
"""Under which name they say with which data key they were hashed."""


def counted(records: pa.Table, hashed: Hashed) -> dict[str, Any]:
    """The frequencies of names among records, to be kept: of each column the `least`, and others by their hash."""
    kept = {}
    for column, table in name_frequencies(records).items():
        names, shares = table[column].to_pylist(), table[f"tf_{column}"].to_pylist()
        least = min(shares, default=0.0)
        often = {
            _mark(column, n, hashed): share for n, share in zip(names, shares, strict=True) if share > 1.5 * least
        }
        kept[column] = {"least": least, "often": often}
    names, crowds = (column.to_pylist() for column in crowded_names(records).columns)
    crowded = {_mark(NAMESAKES, name, hashed): crowd for name, crowd in zip(names, crowds, strict=True)}
    return kept | {NAMESAKES: crowded}


def recalled(records: pa.Table, kept: Mapping[str, Any], hashed: Hashed) -> dict[str, pa.Table]:
    """Of the names of these records how often they are borne among all, as the engine's `Scorer` takes it.

    A name that is not kept is borne as seldom as can be. Empty where nothing is kept: then all names weigh the same.
    """
    if not all(column in kept and kept[column]["least"] for column in ("forename", "surname")):
        return {}
    found = {}
    for column, table in name_frequencies(records).items():
        names = table[column].to_pylist()
        often, least = kept[column]["often"], kept[column]["least"]
        shares = [float(often.get(_mark(column, name, hashed), least)) for name in names]
        found[column] = pa.table(
            {column: pa.array(names, pa.string()), f"tf_{column}": pa.array(shares, pa.float64())}
        )
    crowded = kept.get(NAMESAKES, {})
    crowds = {
        name: int(crowd)
        for name in set(names_of(records))
        if name and (crowd := crowded.get(_mark(NAMESAKES, name, hashed)))
    }
    found[NAMESAKES] = pa.table(
        {NAMESAKES: pa.array(list(crowds), pa.string()), "crowd": pa.array(list(crowds.values()), pa.int16())}
    )
    return found


def hashed_anew(records: pa.Table, kept: Mapping[str, Any], before: Hashed, after: Hashed) -> dict[str, Any]:
    """Frequencies as they are kept, by hashes under another key, of the names of these records: others are borne by
    nobody any more."""
    anew: dict[str, Any] = {}
    for column, table in name_frequencies(records).items():
        if column in kept:
            names = table[column].to_pylist()
            often = _moved(column, names, kept[column]["often"], before, after)
            anew[column] = {"least": kept[column]["least"], "often": often}
    sounds = sorted({name for name in names_of(records) if name})
    return anew | {NAMESAKES: _moved(NAMESAKES, sounds, kept.get(NAMESAKES, {}), before, after)}


def _moved(
    column: str, names: Iterable[str], held: Mapping[str, Any], before: Hashed, after: Hashed
) -> dict[str, Any]:
    marks = ((name, _mark(column, name, before)) for name in names)
    return {_mark(column, name, after): held[mark] for name, mark in marks if mark in held}


def _mark(column: str, name: str, hashed: Hashed) -> str:
    return hashed(f"{column}|{name}", "identity-name")[:_LENGTH].hex()
