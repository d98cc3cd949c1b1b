"""The model: the one in use, and a new one, estimated from how all records describe people."""

import json
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyarrow as pa

from fourfold.engines.linkage.linking import link
from fourfold.engines.linkage.model import Model, shipped
from fourfold.engines.linkage.source import KEY, Source
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations.deliveries import be_patient
from fourfold.records.identity.domain.details import ENGINE
from fourfold.records.identity.domain.frequencies import KEY as HASHED_WITH
from fourfold.records.identity.domain.frequencies import counted
from fourfold.records.identity.domain.people import Scored
from fourfold.records.identity.domain.proving import tried
from fourfold.records.identity.models import LinkModel, Run
from fourfold.records.identity.operations.scoring import Scales, opened
from fourfold.records.identity.queries import holding
from fourfold.records.identity.queries.models import engine_model, newest
from fourfold.trust.partnership.domain.roles import LINKER

Progress = Callable[[str, int, int], None]
_PAGE = 5_000
"""Subjects whose descriptions are read together."""
FEWEST = 1_000
"""Descriptions from which a model is estimated. What a handful says of how common matches are would be kept for all
that come later, and join brothers and sisters: below, the model that comes with Fourfold stays."""


def in_use(now: datetime) -> AbstractContextManager[Scales]:
    """With what people are compared now, for as long as a run. An installation begins with the model that comes with
    Fourfold."""
    kept = newest() or _kept(shipped(), {}, {"estimated_on": 0}, now)
    return opened(engine_model(kept), holding.frequencies())


def _kept(model: Model, frequencies: dict[str, object], card: dict[str, object], now: datetime) -> LinkModel:
    before = newest()
    return LinkModel.objects.create(
        version=before.version + 1 if before else 1,
        content=json.loads(model.as_json()),
        card=card,
        frequencies=frequencies,
        made_at=now,
    )


@dataclass(frozen=True)
class Renewed:
    """A model estimated anew, and every pair that it does not hold to be two persons. Nothing is kept yet."""

    model: Model
    frequencies: dict[str, object]
    card: dict[str, object]
    scored: list[Scored]

    def keep(self, run: Run, now: datetime) -> AbstractContextManager[Scales]:
        """Make it the model in use: with all its scores, instead of those before. The caller decides in the same
        transaction who is one person."""
        kept = _kept(self.model, self.frequencies, self.card, now)
        Run.objects.filter(pk=run.pk).update(model=kept)
        holding.forget_pairs()
        holding.keep_pairs(self.scored)
        return opened(engine_model(kept), holding.frequencies())


def renew(run: Run, progress: Progress) -> Renewed:
    """Estimate a model from all live descriptions, and score all pairs with it."""
    with acting_as(LINKER.actor):
        be_patient()
        ids, holders, table = everything()
    progress("Estimating the model", 0, 0)
    keyed = table.append_column(KEY, pa.array([str(one) for one in ids], pa.string()))
    by_holder: dict[UUID, list[int]] = defaultdict(list)
    for place, holder in enumerate(holders):
        by_holder[holder].append(place)
    sources = [Source(str(holder), keyed.take(places)) for holder, places in sorted(by_holder.items())]
    is_estimated = table.num_rows >= FEWEST
    model = link(sources).model if is_estimated else shipped()
    frequencies: dict[str, object] = {}
    if model.fit_for(table.num_rows).rarity:
        frequencies = counted(table, holding.hashed) | {HASHED_WITH: holding.key_in_use()}
    card: dict[str, object] = {
        "estimated_on": table.num_rows,
        "holders": len(by_holder),
        "asked_by": run.asked_by,
    }
    if is_estimated:
        progress("Trying the model on people who are made up", 0, 0)
        card["truth"] = tried(model)
    scored: list[Scored] = []
    with opened(model, frequencies) as scales:
        for start in range(0, len(ids), _PAGE):
            progress("Comparing", start, len(ids))
            with acting_as(LINKER.actor):
                be_patient()
                pairs = holding.candidates(ids[start : start + _PAGE], once=True)
                scored += scales.weigh(pairs, least=model.thresholds.fracture)
    return Renewed(model, frequencies, card, scored)


def everything() -> tuple[list[UUID], list[UUID], pa.Table]:
    """All live descriptions: their ids, holders and details, in the order of their subjects."""
    ids: list[UUID] = []
    holders: list[UUID] = []
    tables = [holding.table_of([])]
    after: UUID | None = None
    while page := holding.live_descriptions(after, _PAGE):
        after = page[-1][0]
        said = holding.details_by_description([key for _subject, key in page])
        here = [key for _subject, key in page if key in said]
        ids += here
        holders += [said[key][0] for key in here]
        tables.append(holding.table_of([said[key][1] for key in here]))
    whole = pa.concat_tables(tables).drop_columns(["record"])
    return (
        ids,
        holders,
        whole.append_column("record", pa.array(range(len(ids)), pa.int32())).select(["record", *ENGINE]),
    )
