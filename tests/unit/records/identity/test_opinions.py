"""What follows from what reviewers said, and how far they agree."""

from math import sqrt
from random import Random
from uuid import UUID

import pytest

from fourfold.ground.kernel.sealing import keyed_hash
from fourfold.records.identity.domain.agreement import Z95, agreement
from fourfold.records.identity.domain.opinions import Settled, in_order, judgement_of, pairs_said, settle
from fourfold.records.identity.domain.sampling import is_sampled
from fourfold.records.identity.domain.states import Judgement, TaskState

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
SECOND, DECIDED = TaskState.SECOND, TaskState.DECIDED


@pytest.mark.parametrize(
    ("said", "is_sampled", "settled"),
    [
        ([], False, Settled(TaskState.OPEN)),
        (["AB"], False, Settled(DECIDED, "AB")),
        (["AB"], True, Settled(SECOND)),
        ([""], False, Settled(SECOND)),
        (["AA", "AA"], True, Settled(DECIDED, "AA")),
        (["AA", "AB"], True, Settled(SECOND, disagreed=True)),
        (["", "AB"], False, Settled(SECOND, disagreed=True)),
        (["", ""], False, Settled(SECOND)),
        (["AA", "AB", "AA"], True, Settled(DECIDED, "AA", disagreed=True)),
        (["AA", "AB", ""], True, Settled(DECIDED, None, disagreed=True)),
        (["", "", "AB"], False, Settled(DECIDED, "AB")),
    ],
)
def test_what_follows_from_opinions(said: list[str], is_sampled: bool, settled: Settled) -> None:
    assert settle(said, is_sampled=is_sampled) == settled


def test_an_opinion_says_something_of_each_pair_those_together_first() -> None:
    assert in_order("CBC") == "ABA"
    assert [judgement_of(groups) for groups in ("ABA", "ABC", "")] == [
        Judgement.TOGETHER,
        Judgement.APART,
        Judgement.NOT_SURE,
    ]
    assert list(pairs_said([THREE, TWO, ONE], "ABA")) == [
        (ONE, THREE, Judgement.TOGETHER),
        (ONE, TWO, Judgement.APART),
        (TWO, THREE, Judgement.APART),
    ]
    assert list(pairs_said([ONE, TWO], "")) == []


def test_about_each_tenth_question_is_sampled_and_always_the_same_ones() -> None:
    macs = [keyed_hash(str(UUID(int=number)), key="a key of tests", kind="sample") for number in range(5_000)]
    assert 440 < sum(map(is_sampled, macs)) < 560
    assert [is_sampled(mac) for mac in macs[:50]] == [is_sampled(mac) for mac in macs[:50]]


def test_agreement_beyond_chance_as_cohen_has_it() -> None:
    found = agreement({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert found.kappa is not None
    assert (found.of, found.same, round(found.kappa.value, 10)) == (50, 35, 0.4)


def test_its_interval_is_that_of_drawing_again_and_again() -> None:
    counts = {("a", "a"): 60, ("a", "b"): 12, ("b", "a"): 8, ("b", "b"): 40, ("b", "c"): 6, ("c", "c"): 24}
    kappa = agreement(counts).kappa
    assert kappa is not None
    drawn = Random(7)
    pairs, of = list(counts), sum(counts.values())
    values = []
    for _time in range(1_500):
        again = drawn.choices(pairs, weights=list(counts.values()), k=of)
        values.append(agreement({pair: again.count(pair) for pair in set(again)}).kappa)
    mean = sum(one.value for one in values if one) / len(values)
    spread = sqrt(sum((one.value - mean) ** 2 for one in values if one) / len(values))
    assert (kappa.high - kappa.low) / (2 * Z95) == pytest.approx(spread, rel=0.08)


def test_nothing_is_said_of_nothing_or_where_all_is_one_way() -> None:
    assert agreement({}).kappa is None
    assert agreement({("a", "a"): 9}) == agreement({("a", "a"): 9})
    assert agreement({("a", "a"): 9}).kappa is None
