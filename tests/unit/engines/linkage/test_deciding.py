"""Clusters agree as a whole; what people decided holds; the model file is sound or refused."""

import json

import pytest

from fourfold.engines.linkage.deciding.clustering import Rules, agree
from fourfold.engines.linkage.deciding.overrides import Judgement, Override, decided
from fourfold.engines.linkage.describing import describe
from fourfold.engines.linkage.errors import BadModel, BadOverride
from fourfold.engines.linkage.model import read, shipped

RULES = Rules(join=1.5, fracture=-2.0)
A, B, C = ("a", "1"), ("a", "2"), ("b", "1")
NUMBERS = {A: 0, B: 1, C: 2}


def test_what_agrees_is_one() -> None:
    assert agree([(0, 1, 9.0), (1, 2, 9.0), (0, 2, 9.0), (3, 4, 1.0)], RULES) == [[0, 1, 2]]


def test_a_poor_record_goes_with_the_likelier_twin_and_does_not_chain_them() -> None:
    assert agree([(0, 1, 3.0), (1, 2, 6.0), (0, 2, -15.0)], RULES) == [[1, 2]]


def test_apart_holds_even_through_a_third() -> None:
    found = agree([(0, 1, 30.0), (1, 2, 30.0), (0, 2, 30.0)], RULES, apart=[(0, 2)])
    assert found in ([[0, 1]], [[1, 2]])


def test_together_holds_against_every_score() -> None:
    assert agree([(0, 1, -50.0)], RULES, together=[(0, 1)]) == [[0, 1]]


def test_what_was_set_together_does_not_meet_what_was_set_apart_from_either() -> None:
    found = agree([(1, 2, 40.0), (0, 2, 40.0)], RULES, together=[(0, 1)], apart=[(1, 2)])
    assert found == [[0, 1]]


def test_overrides_about_records_that_are_not_here_are_left_out() -> None:
    there = Override(A, ("gone", "9"), Judgement.APART)
    assert decided([there, Override(B, A, Judgement.TOGETHER)], NUMBERS).together == ((0, 1),)
    assert decided([there], NUMBERS).apart == ()


def test_a_contradiction_is_named() -> None:
    overrides = [
        Override(A, B, Judgement.TOGETHER),
        Override(B, C, Judgement.TOGETHER),
        Override(A, C, Judgement.APART),
    ]
    with pytest.raises(BadOverride, match="a 1 and b 1"):
        decided(overrides, NUMBERS)


def test_the_shipped_model_reads_back_and_explains_itself() -> None:
    model = shipped()
    assert read(model.as_json()) == model
    told = json.loads(model.as_json())
    assert told["features"]["nhs_number"]["same"]["means"] == "the same NHS number"
    assert all(one["means"] for levels in told["features"].values() for one in levels.values())


def test_the_card_says_what_weighs_and_how_much() -> None:
    card = describe(shipped())
    features = {feature.key: feature for feature in card.features}
    assert (card.one_in, card.learnt_from) == (100_000, None)
    assert features["kin"].held
    assert not features["birth"].held
    same = features["forename"].levels[0]
    assert (same.words, same.rarer, round(same.weight, 2)) == ("the same forename", True, 7.55)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "format"),
        ({"prior": 2}, "prior"),
        ({"thresholds": {"join": 0, "fracture": 1}}, "fracture"),
        ({"features": {}}, "levels"),
        ({"prior": None}, "not complete"),
    ],
)
def test_a_model_that_does_not_hold_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(BadModel, match=words):
        read(json.dumps(json.loads(shipped().as_json()) | change))
    with pytest.raises(BadModel, match="no JSON"):
        read("{")
