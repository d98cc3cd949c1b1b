"""Scores of pairs of descriptions, with the model in use. The same pair has the same score whenever it is asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyarrow as pa

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import Model
from fourfold.records.identity.domain.details import Details
from fourfold.records.identity.domain.frequencies import KEY, recalled
from fourfold.records.identity.domain.people import Scored
from fourfold.records.identity.queries import holding
from fourfold.trust.sealing.domain.ring import FIRST

AT_ONCE = 50_000
"""Pairs that are scored together."""
KEYS = tuple(feature.key for feature in FEATURES)


@dataclass(frozen=True)
class Scales:
    """With what pairs are weighed: a model, and how often names are borne (`domain/frequencies.py`)."""

    model: Model
    frequencies: dict[str, Any]

    def weigh(self, pairs: Sequence[tuple[UUID, UUID]]) -> Iterator[Scored]:
        """The pairs with their weights, in their order."""
        for start in range(0, len(pairs), AT_ONCE):
            some = pairs[start : start + AT_ONCE]
            ids = sorted({one for pair in some for one in pair})
            yield from self._weighed(some, ids, holding.details_by_description(ids))

    def _weighed(
        self, pairs: Iterable[tuple[UUID, UUID]], ids: Sequence[UUID], said: dict[UUID, tuple[UUID, Details]]
    ) -> Iterator[Scored]:
        from fourfold.engines.linkage.scoring import Scorer

        number = {key: place for place, key in enumerate(ids)}
        records = holding.table_of([said[key][1] for key in ids])
        left, right = zip(*((number[one], number[other]) for one, other in pairs), strict=True)
        asked = pa.table({"l": pa.array(left, pa.int32()), "r": pa.array(right, pa.int32())})
        named = recalled(records, self.frequencies, holding.hashed_with(self.frequencies.get(KEY, FIRST)))
        with Scorer(self.model, frequencies=named or None) as scorer:
            found = scorer.score(records, asked)
        columns = [found[name].to_pylist() for name in ("l", "r", "weight")]
        levels = list(zip(*(found[f"level_{key}"].to_pylist() for key in KEYS), strict=True))
        parts = list(zip(*(found[f"part_{key}"].to_pylist() for key in KEYS), strict=True))
        for place, (one, other, weight) in enumerate(zip(*columns, strict=True)):
            yield Scored(ids[one], ids[other], weight, levels[place], parts[place])
