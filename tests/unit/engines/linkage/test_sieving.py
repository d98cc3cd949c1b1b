"""Of everybody's pairs, those that reach the review are found by the sieve as without it, with the same weights."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from fourfold.engines.linkage.blocking import RULES
from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Keys, Scorer, crowded_names, name_frequencies
from fourfold.engines.linkage.sieving import Sieve
from fourfold.engines.linkage.source import Source, gather
from fourfold.engines.linkage.weighing import Given, Levels, weigh
from fourfold.engines.population import populate

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
MODEL = shipped()
REVIEW = MODEL.thresholds.fracture


def everybody(number: int) -> pa.Table:
    """The records of a made-up Kent, numbered."""
    made = populate(people=number, seed=11)
    agencies = dict.fromkeys(made.truth["source"].to_pylist())
    return gather([Source(agency, made.records(agency)) for agency in agencies]).drop(["source", "place"])


def candidates(prepared: pa.Table) -> pa.Table:
    """The pairs that share a key, as the product finds them: by stored keys, those of too many left out."""
    with Keys() as keys, duckdb.connect(":memory:") as engine:
        engine.register("held", keys.of(prepared))
        engine.register(
            "rules", pa.table({"rule": [one.key for one in RULES], "largest": [one.largest for one in RULES]})
        )
        return engine.sql(
            "with kept as (select rule, key from held join rules using (rule) group by all having count(*) between 2 "
            "and min(largest)), met as (select * from held join kept using (rule, key)) "
            "select distinct a.record as l, b.record as r from met a join met b using (rule, key) "
            "where a.record < b.record"
        ).to_arrow_table()


@pytest.mark.parametrize("number", [2_000, pytest.param(40_000, marks=pytest.mark.long)])
def test_all_who_reach_the_review_are_found_and_weigh_the_same(number: int) -> None:
    records = everybody(number)
    prepared = prepare(records)
    pairs = candidates(prepared)
    known = name_frequencies(records) | {"namesakes": crowded_names(records)}
    with Scorer(MODEL) as scorer:
        whole = scorer.score(prepared, pairs, known)
        sieved = scorer.score(prepared, pairs, known, least=REVIEW)
    assert sieved.equals(whole.filter(pc.greater_equal(whole["weight"], REVIEW)))
    assert number // 4 < sieved.num_rows < whole.num_rows == pairs.num_rows


def test_most_of_those_that_cannot_reach_it_are_not_compared() -> None:
    prepared = prepare(everybody(2_000))
    pairs = candidates(prepared)
    places = {number: place for place, number in enumerate(prepared["record"].to_pylist())}
    left, right = (pa.array([places[number] for number in pairs[side].to_pylist()], pa.int32()) for side in "lr")
    given = Given(prepared.combine_chunks(), left, right, {})
    sieve, levels = Sieve(), Levels()
    try:
        kept = sieve.of(MODEL, given, REVIEW)
        weights = weigh(MODEL, levels.of(prepared, left, right), {})["weight"]
    finally:
        sieve.close()
        levels.close()
    unlikely = pc.sum(pc.less(weights, REVIEW)).as_py()
    assert len(kept.left) - (len(left) - unlikely) < unlikely / 4


def test_nobody_weighs_so_much() -> None:
    prepared = prepare(everybody(200))
    pairs = candidates(prepared)
    with Scorer(MODEL) as scorer:
        assert scorer.score(prepared, pairs, least=1_000.0).num_rows == 0
        assert scorer.score(prepared, pairs.slice(0, 0), least=REVIEW).num_rows == 0
