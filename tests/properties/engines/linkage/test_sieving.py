"""Pairs that are left out before they are compared are those that weigh too little, whatever the model: no other."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fourfold.engines.linkage.ceiling import ceilings
from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import Chance, Model, shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Frequencies, Scorer, crowded_names, name_frequencies
from fourfold.engines.linkage.weighing import Given, Levels, part_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
LEVELS = Levels()
# The same parts are added in another order.
NEARLY = 1e-9

FORENAMES = ["Ted", "Edward", "E", "Ann", "Anne Marie", "Gurpreet", "Smith", "Gill", "Mohammed", "Muhammad", None]
SURNAMES = ["Smith", "Smyth", "Smith-Jones", "Gill", "van der Berg", "Edward", "Mohammed", "Hall", None]
BIRTHS = [
    "1990-02-01",
    "1990-01-02",
    "1990-01-01",
    "1990-02-11",
    "1991-01-01",
    "2014-05-06",
    "1984-05-06",
    "1992-07-09",
    None,
]
person = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(FORENAMES),
        "surname": st.sampled_from(SURNAMES),
        "date_of_birth": st.sampled_from(BIRTHS),
        "sex": st.sampled_from(["M", "F", None]),
        "address": st.sampled_from(["1 High Street", "1 High St", "1 Mill Lane", "Flat 2, Mill Lane", None]),
        "postcode": st.sampled_from(["ME7 1AA", "ME7 1AB", "ME7 2AA", "CT1 1AB", "ZZ", None]),
        "nhs_number": st.sampled_from(["9434765919", "9434765870", None]),
        "upn": st.sampled_from(["A900123456001", "D900123456002", None]),
    }
)
# Pairs grow with the square of people: many people are many examples.
people = st.lists(person, min_size=16, max_size=20)
seeds = st.integers(0, 2**32)
# A table of twenty is hardly easier to read when it is shrunk, and that takes minutes.
GENERATED = settings(deadline=None, phases=(Phase.explicit, Phase.generate))
MODELS = 12


def models(seed: int) -> list[Model]:
    """The shipped model, and others in which any level may weigh anything."""
    return [shipped(), *(any_model(Random(f"{seed}/{place}")) for place in range(MODELS))]


def any_model(chance: Random) -> Model:
    chances = {
        key: {level: Chance(chance.uniform(0.001, 1), chance.uniform(0.001, 1)) for level in levels}
        for key, levels in shipped().chances.items()
    }
    return replace(shipped(), chances=chances, prior=chance.uniform(1e-6, 0.1), rarity=chance.choice([0.0, 1.0]))


def table(rows: list[dict[str, str | None]]) -> pa.Table:
    fields = [("record", pa.int32()), *((name, pa.string()) for name in rows[0])]
    return pa.Table.from_pylist([row | {"record": place} for place, row in enumerate(rows)], pa.schema(fields))


def frequencies(records: pa.Table) -> Frequencies:
    """Of these records; but some names nobody knows, and some are crowded."""
    found = name_frequencies(records)
    known = {name: dict(sorted(often.items())[::2]) for name, often in found.items()}
    return known | {"namesakes": crowded_names(records) | {"TT|SM0": 3, "ETVRT|SM0": 8}}


def every_pair(size: int) -> tuple[pa.Array, pa.Array]:
    left, right = zip(*combinations(range(size), 2), strict=True)
    return pa.array(left, pa.int32()), pa.array(right, pa.int32())


@settings(GENERATED, max_examples=10)
@given(people, seeds)
def test_no_feature_adds_more_than_its_ceiling(rows: list[dict[str, str | None]], seed: int) -> None:
    records = table(rows)
    prepared = prepare(records)
    known = frequencies(records)
    often = {
        name: pa.array([known[name].get(value) for value in prepared[name].to_pylist()], pa.float64())
        for name in ("forename", "surname")
    }
    crowds = pa.array([Random(seed + place).choice([None, 1, 4, 8]) for place in range(len(rows))], pa.int16())
    prepared = prepared.set_column(prepared.schema.get_field_index("crowd"), "crowd", crowds)
    for left, right in (ends := every_pair(len(rows)), ends[::-1]):
        pairs = Given(prepared, left, right, often)
        grades = LEVELS.of(prepared, left, right)
        for model in models(seed):
            most = ceilings(model, pairs)
            for feature in FEATURES:
                parts = part_of(feature, model, grades[feature.key].combine_chunks(), pairs.rarity)
                excess = pc.max(pc.subtract(parts, most[feature.key])).as_py()
                assert excess <= NEARLY, (feature.key, excess)


@settings(GENERATED, max_examples=2)
@given(people, seeds, st.booleans())
def test_of_those_that_weigh_enough_none_is_lost_and_none_weighs_otherwise(
    rows: list[dict[str, str | None]], seed: int, rare: bool
) -> None:
    records = table(rows)
    left, right = every_pair(len(rows))
    pairs = pa.table({"l": right, "r": left})
    known = frequencies(records) if rare else {}
    for model in models(seed)[:3]:
        with Scorer(model) as scorer:
            everybody = scorer.score(prepare(records), pairs, known)
            # Those that weigh as much as the least are asked for, too.
            for least in everybody["weight"].to_pylist()[::9]:
                enough = scorer.score(prepare(records), pairs, known, least=least)
                assert enough.equals(everybody.filter(pc.greater_equal(everybody["weight"], least)))
