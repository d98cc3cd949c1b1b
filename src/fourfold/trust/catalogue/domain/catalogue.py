"""The whole catalogue as pure data: what is looked up by key, and what comes near where a key is unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from fourfold.trust.catalogue.domain.entries import Condition, DataSet, Gateway, LawfulBasis, Purpose


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry by its key, in the order in which people read them. Nothing is left out because it has ended."""

    purposes: Mapping[str, Purpose]
    gateways: Mapping[str, Gateway]
    bases: Mapping[str, LawfulBasis]
    conditions: Mapping[str, Condition]
    data_sets: Mapping[str, DataSet]


def near(wanted: str, known: Iterable[str]) -> list[str]:
    """Up to three keys that come near one that is not there, the nearest first."""
    by_folded = {key.casefold(): key for key in known}
    return [by_folded[key] for key in get_close_matches(wanted.strip().casefold(), by_folded, n=3, cutoff=0.5)]
