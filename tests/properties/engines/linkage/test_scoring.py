"""Pairs that are scored alone weigh what Splink makes of them in the batch, feature by feature."""

from itertools import combinations

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fourfold.engines.linkage import crowding, predicting
from fourfold.engines.linkage.backends import DuckDB
from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Scorer, crowded_names, name_frequencies

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
# Each batch costs Splink's start; the pairs of twenty records are many examples.
FEW = settings(max_examples=2, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow])

person = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(["Ted", "Edward", "Ann", "Anne Marie", "Gurpreet", "unknown", None]),
        "surname": st.sampled_from(["Smith", "Smyth", "Smith-Jones", "Gill", "van der Berg", None]),
        "date_of_birth": st.sampled_from(
            ["1990-02-01", "1990-01-02", "1990-01-01", "2014-05-06", "1984-05-06", None]
        ),
        "sex": st.sampled_from(["M", "F", None]),
        "address": st.sampled_from(["1 High Street", "1 High St", "Flat 2, Mill Lane", None]),
        "postcode": st.sampled_from(["ME7 1AA", "ME7 1AB", "CT1 1AB", None]),
        "upn": st.sampled_from(["A900123456001", "D900123456002", None]),
    }
)


@FEW
@given(st.lists(person, min_size=16, max_size=20))
def test_given_pairs_weigh_what_they_weigh_in_the_batch(rows: list[dict[str, str | None]]) -> None:
    fields = [("record", pa.int32()), *((name, pa.string()) for name in rows[0])]
    records = pa.Table.from_pylist([row | {"record": place} for place, row in enumerate(rows)], pa.schema(fields))
    left, right = zip(*combinations(range(len(rows)), 2), strict=True)
    pairs = pa.table({"l": pa.array(left, pa.int32()), "r": pa.array(right, pa.int32())})
    frequencies = name_frequencies(records) | {"namesakes": crowded_names(records)}
    with Scorer(shipped()) as scorer:
        alone = scorer.score(prepare(records), pairs, frequencies).to_pylist()
    batch = in_the_batch(records, pairs)
    assert len(alone) == len(batch) == pairs.num_rows
    for one, other in zip(alone, batch, strict=True):
        assert (one["l"], one["r"]) == (other["l"], other["r"])
        assert one["weight"] == pytest.approx(other["weight"], abs=1e-9)
        for feature in FEATURES:
            part = f"part_{feature.key}"
            assert one[part] == pytest.approx(other[part], abs=1e-5), (part, one)


def in_the_batch(records: pa.Table, pairs: pa.Table) -> list[dict[str, float]]:
    """What Splink's prediction makes of the same pairs."""
    engine = DuckDB(threads=1)
    try:
        engine.register("prepared", crowding.filled(engine, prepare(records)))
        engine.register("asked", pairs)
        engine.create("pairs", "select l as join_key_l, r as join_key_r, 0 as match_key from asked")
        predicting.predict(engine, "prepared", "pairs", shipped(), least=-1000.0, into="scored")
        return list(engine.fetch("select * from scored order by l, r").to_pylist())
    finally:
        engine.close()
