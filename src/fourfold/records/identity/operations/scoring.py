"""Scores of pairs of descriptions, with the model in use. The same pair has the same score whenever it is asked."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import pyarrow as pa

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Keys, Scorer
from fourfold.records.identity.domain.details import Details
from fourfold.records.identity.domain.frequencies import KEY, recalled
from fourfold.records.identity.domain.people import Scored
from fourfold.records.identity.queries import holding
from fourfold.trust.sealing.domain.ring import FIRST

AT_ONCE = 50_000
"""Pairs that are scored together."""
_FEATURES = tuple(feature.key for feature in FEATURES)


@dataclass(frozen=True)
class Scales:
    """With what people are compared: a model, how often names are borne (`domain/frequencies.py`), and the engines.

    Opening an engine takes longer than it takes to compare a few people: each is opened when first asked for.
    """

    model: Model
    frequencies: dict[str, Any]
    open: ExitStack

    @cached_property
    def keys(self) -> Keys:
        """What makes keys."""
        return self.open.enter_context(Keys())

    @cached_property
    def _scorer(self) -> Scorer:
        return self.open.enter_context(Scorer(self.model))

    def weigh(self, pairs: Sequence[tuple[UUID, UUID]], *, least: float | None = None) -> Iterator[Scored]:
        """The pairs with their weights; with `least`, only those that weigh as much or more, which is sooner done."""
        for start in range(0, len(pairs), AT_ONCE):
            some = pairs[start : start + AT_ONCE]
            ids = sorted({one for pair in some for one in pair})
            yield from self._weighed(some, ids, holding.details_by_description(ids), least)

    def _weighed(
        self,
        pairs: Iterable[tuple[UUID, UUID]],
        ids: Sequence[UUID],
        said: dict[UUID, tuple[UUID, Details]],
        least: float | None,
    ) -> Iterator[Scored]:
        number = {key: place for place, key in enumerate(ids)}
        prepared = prepare(holding.table_of([said[key][1] for key in ids]))
        left, right = zip(*((number[one], number[other]) for one, other in pairs), strict=True)
        asked = pa.table({"l": pa.array(left, pa.int32()), "r": pa.array(right, pa.int32())})
        hashed = holding.hashed_with(self.frequencies.get(KEY, FIRST))
        found = self._scorer.score(prepared, asked, recalled(prepared, self.frequencies, hashed), least=least)
        columns = [found[name].to_pylist() for name in ("l", "r", "weight")]
        levels = list(zip(*(found[f"level_{key}"].to_pylist() for key in _FEATURES), strict=True))
        parts = list(zip(*(found[f"part_{key}"].to_pylist() for key in _FEATURES), strict=True))
        for place, (one, other, weight) in enumerate(zip(*columns, strict=True)):
            yield Scored(ids[one], ids[other], weight, levels[place], parts[place])


@contextmanager
def opened(model: Model, frequencies: dict[str, Any]) -> Iterator[Scales]:
    """Scales for the length of a run."""
    with ExitStack() as stack:
        yield Scales(model, frequencies, stack)
