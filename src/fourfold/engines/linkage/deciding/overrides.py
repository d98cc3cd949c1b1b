"""What people decided: these two records are one person, or they are two. It holds whatever the scores say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.engines.linkage.errors import BadOverride

Key = tuple[str, str]
Pair = tuple[int, int]


class Judgement(StrEnum):
    """What was decided of a pair."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Override:
    """One decision about two records, each known by its source's name and its `record_id`."""

    left: Key
    right: Key
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Decided:
    """Overrides as pairs of record numbers; those about records that are not there are left out."""

    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]


def decided(overrides: Sequence[Override], numbers: Mapping[Key, int]) -> Decided:
    """Overrides by record number. Raises BadOverride where `together`, followed to its end, meets an `apart`."""
    here = [one for one in overrides if one.left in numbers and one.right in numbers]
    pairs = {kind: _pairs((one for one in here if one.judgement is kind), numbers) for kind in Judgement}
    home = _homes(pairs[Judgement.TOGETHER])
    for left, right in pairs[Judgement.APART]:
        if home.get(left, left) == home.get(right, right):
            names = {number: key for key, number in numbers.items() if number in (left, right)}
            shown = " and ".join(f"{source} {record_id}" for source, record_id in sorted(names.values()))
            raise BadOverride(f"{shown} are set both together, directly or through others, and apart. Withdraw one.")
    return Decided(pairs[Judgement.TOGETHER], pairs[Judgement.APART])


def _pairs(overrides: Iterable[Override], numbers: Mapping[Key, int]) -> tuple[Pair, ...]:
    ordered = {tuple(sorted((numbers[one.left], numbers[one.right]))) for one in overrides}
    return tuple(sorted((left, right) for left, right in ordered))


def _homes(together: Iterable[Pair]) -> dict[int, int]:
    home: dict[int, int] = {}

    def of(record: int) -> int:
        while home.setdefault(record, record) != record:
            record = home[record]
        return record

    for left, right in together:
        first, second = sorted((of(left), of(right)))
        home[second] = first
    return {record: of(record) for record in list(home)}
