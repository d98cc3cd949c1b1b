"""What is done in bulk gives what is done one by one, or by Splink: groups, blocks, weights."""

from collections.abc import Iterator
from itertools import combinations

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from fourfold.engines.linkage import blocking, predicting
from fourfold.engines.linkage.backends import DuckDB
from fourfold.engines.linkage.deciding.clustering import Homes, Rules, agree
from fourfold.engines.linkage.deciding.overrides import Decided
from fourfold.engines.linkage.deciding.plain import people
from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.weighing_many import weighed

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SOME = settings(
    max_examples=10, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow]
)
# Each costs Splink's start twice.
FEW = settings(SOME, max_examples=2)
RULES = Rules(join=1.0, fracture=-2.0)
SIZE = 10
Pair = tuple[int, int]
Rows = list[dict[str, str | None]]

pair = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda two: two[0] < two[1])
scores = st.dictionaries(pair, st.floats(-9, 12).map(lambda weight: round(weight, 1)), max_size=25)
person = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(["Ted", "Edward", "Ann", "Smith", "unknown", None]),
        "surname": st.sampled_from(["Smith", "Smyth", "Ted", "Gill", None]),
        "date_of_birth": st.sampled_from(["1990-02-01", "1990-01-02", "1990-01-01", "1984-05-06", None]),
        "sex": st.sampled_from(["M", "F", None]),
        "address": st.sampled_from(["1 High Street", "1 High St", "Mill Lane", None]),
        "postcode": st.sampled_from(["ME7 1AA", "ME7 1AB", None]),
        "nhs_number": st.sampled_from(["943 476 5919", "9434765870", "123", None]),
    }
)


@example({(0, 1): 9.0, (1, 2): 9.0, (0, 2): 9.0}, [], [(0, 2)])
@example({(0, 1): 3.0, (1, 2): 6.0, (0, 2): -9.0}, [], [])
@example({(0, 1): 9.0}, [(2, 3)], [(1, 2)])
@given(scores, st.lists(pair, max_size=2), st.lists(pair, max_size=2))
def test_groups_found_in_bulk_are_those_that_agree(
    edges: dict[Pair, float], together: list[Pair], parted: list[Pair]
) -> None:
    homes = Homes()
    for two in together:
        homes.join(*two)
    apart = [two for two in parted if homes.of(two[0]) != homes.of(two[1])]
    expected = list(range(SIZE))
    for group in agree([(*two, weight) for two, weight in edges.items()], RULES, together=together, apart=apart):
        for record in group:
            expected[record] = group[0]
    left, right = (pa.array([two[side] for two in edges], pa.int32()) for side in (0, 1))
    scored = pa.table({"l": left, "r": right, "weight": pa.array(edges.values(), pa.float64())})
    assert people(SIZE, scored, RULES, Decided(tuple(together), tuple(apart))).to_pylist() == expected


def prepared(rows: Rows) -> pa.Table:
    """Records in one form."""
    fields = [("record", pa.int32()), *((name, pa.string()) for name in rows[0])]
    return prepare(pa.Table.from_pylist([row | {"record": at} for at, row in enumerate(rows)], pa.schema(fields)))


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    """One for all examples: each makes its tables anew."""
    made = DuckDB(threads=1)
    yield made
    made.close()


def first_rules(engine: DuckDB) -> dict[Pair, int]:
    """The slow oracle: every two records, and the first rule whose text they share, if what it asks besides holds."""
    keys = ", ".join(f"{rule.expression} as k{number}" for number, rule in enumerate(blocking.RULES))
    first = " ".join(f"when l.k{number} = r.k{number} then {number}" for number in range(len(blocking.RULES)))
    also = " ".join(f"when {number} then {rule.also or 'true'}" for number, rule in enumerate(blocking.RULES))
    found = engine.fetch(
        f"with keyed as (select *, {keys} from prepared), "
        f"ruled as (select l, r, case {first} end as rule from keyed l join keyed r on l.record < r.record) "
        f"select l.record as one, r.record as other, rule from ruled where case rule {also} end"
    )
    return {(row["one"], row["other"]): row["rule"] for row in found.to_pylist()}


@SOME
@given(st.lists(person, min_size=2, max_size=12))
def test_pairs_are_those_that_share_a_key(engine: DuckDB, rows: Rows) -> None:
    engine.register("prepared", prepared(rows))
    blocking.block(engine, "prepared", "pairs")
    found = engine.fetch("select * from pairs").to_pylist()
    assert {(row["join_key_l"], row["join_key_r"]): row["match_key"] for row in found} == first_rules(engine)
    assert len(found) == len({(row["join_key_l"], row["join_key_r"]) for row in found})


def test_in_a_large_block_each_record_meets_its_neighbours(engine: DuckDB) -> None:
    size = blocking.LARGEST_BLOCK + 1
    engine.register("prepared", prepared([{"nhs_number": "9434765919"}] * size))
    blocking.block(engine, "prepared", "pairs")
    found = engine.fetch("select join_key_l, join_key_r from pairs").to_pylist()
    near = {two for two in combinations(range(size), 2) if two[1] - two[0] <= blocking.NEIGHBOURS}
    assert {(row["join_key_l"], row["join_key_r"]) for row in found} == near


@FEW
@given(st.lists(person, min_size=12, max_size=16), st.lists(person, min_size=2, max_size=4))
def test_many_pairs_weigh_what_splink_makes_of_them_whatever_it_saw_before(
    engine: DuckDB, rows: Rows, before: Rows
) -> None:
    forms = prepared(rows)
    left, right = zip(*combinations(range(len(rows)), 2), strict=True)
    pairs = pa.table({"join_key_l": pa.array(left, pa.int32()), "join_key_r": pa.array(right, pa.int32())})
    engine.register("linkage_training", prepared(before))
    engine.register("prepared", forms)
    engine.register("pairs", pairs.append_column("match_key", pa.repeat(pa.scalar(0), pairs.num_rows)))
    for table in ("linkage_training", "prepared"):
        predicting.predict(engine, table, "pairs", shipped(), least=-20.0, into="scored")
    splinks = engine.fetch("select * from scored order by l, r").to_pylist()
    ours = weighed(forms, pairs, shipped(), least=-20.0).to_pylist()
    assert [(row["l"], row["r"]) for row in ours] == [(row["l"], row["r"]) for row in splinks]
    for one, other in zip(ours, splinks, strict=True):
        assert one == {name: pytest.approx(value, abs=1e-5) for name, value in other.items()}
