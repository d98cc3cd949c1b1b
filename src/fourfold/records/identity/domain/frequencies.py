"""How often names are borne, kept so that nobody can read them: by keyed hash, and only where several bear one.

With them, which names are crowded (`engines/linkage/crowding.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import (
    NAMES,
    NAMESAKES,
    Frequencies,
    crowded_names,
    name_frequencies,
    names_met,
)

Hashed = Callable[[str, str], bytes]
_LENGTH = 8
KEY = "data_key"
"""Under which name they say with which data key they were hashed."""


def counted(records: pa.Table, hashed: Hashed) -> dict[str, Any]:
    """The frequencies of names among records, to be kept: of each column the `least`, and others by their hash."""
    kept = {}
    for column, shares in name_frequencies(records).items():
        least = min(shares.values(), default=0.0)
        often = {_mark(column, name, hashed): share for name, share in shares.items() if share > 1.5 * least}
        kept[column] = {"least": least, "often": often}
    crowded = {_mark(NAMESAKES, name, hashed): crowd for name, crowd in crowded_names(records).items()}
    return kept | {NAMESAKES: crowded}


def recalled(prepared: pa.Table, kept: Mapping[str, Any], hashed: Hashed) -> Frequencies:
    """Of the names of these prepared records how often they are borne among all, as the engine's `Scorer` takes it.

    A name that is not kept is borne as seldom as can be. Empty where nothing is kept: then all names weigh the same.
    """
    if not all(column in kept and kept[column]["least"] for column in NAMES):
        return {}
    met = names_met(prepared)
    found: dict[str, Mapping[str, float]] = {}
    for column in NAMES:
        often, least = kept[column]["often"], kept[column]["least"]
        found[column] = {name: float(often.get(_mark(column, name, hashed), least)) for name in met[column]}
    crowds = {name: kept.get(NAMESAKES, {}).get(_mark(NAMESAKES, name, hashed)) for name in met[NAMESAKES]}
    found[NAMESAKES] = {name: int(crowd) for name, crowd in crowds.items() if crowd}
    return found


def hashed_anew(records: pa.Table, kept: Mapping[str, Any], before: Hashed, after: Hashed) -> dict[str, Any]:
    """Frequencies as they are kept, by hashes under another key, of the names of these records: others are borne by
    nobody any more."""
    met = names_met(prepare(records))
    anew: dict[str, Any] = {
        column: {
            "least": kept[column]["least"],
            "often": _moved(column, met[column], kept[column]["often"], before, after),
        }
        for column in NAMES
        if column in kept
    }
    return anew | {NAMESAKES: _moved(NAMESAKES, met[NAMESAKES], kept.get(NAMESAKES, {}), before, after)}


def _moved(
    column: str, names: Iterable[str], held: Mapping[str, Any], before: Hashed, after: Hashed
) -> dict[str, Any]:
    marks = ((name, _mark(column, name, before)) for name in names)
    return {_mark(column, name, after): held[mark] for name, mark in marks if mark in held}


def _mark(column: str, name: str, hashed: Hashed) -> str:
    return hashed(f"{column}|{name}", "identity-name")[:_LENGTH].hex()
