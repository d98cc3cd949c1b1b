"""Figures of quality, on cases that can be counted by hand."""

import pytest

from fourfold.engines.linkage.evaluating import (
    Share,
    b_cubed,
    blocking_recall,
    by_group,
    exact_clusters,
    gaps,
    pairwise,
)

# Two people; the second's last record stands alone, and the first has taken one of theirs.
TRUTH = ["x", "x", "y", "y", "y"]
FOUND = ["1", "1", "1", "2", "3"]


def test_pairs() -> None:
    quality = pairwise(FOUND, TRUTH)
    assert quality.precision == pytest.approx(1 / 3)
    assert quality.recall == pytest.approx(1 / 4)
    assert pairwise(TRUTH, TRUTH).f1 == 1


def test_b_cubed() -> None:
    quality = b_cubed(FOUND, TRUTH)
    assert quality.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert quality.recall == pytest.approx((1 + 1 + 1 / 3 + 1 / 3 + 1 / 3) / 5)


def test_exact_clusters() -> None:
    assert exact_clusters(["1", "1", "2", "2", "3"], TRUTH).precision == pytest.approx(1 / 3)


def test_blocking_recall_is_of_true_pairs_alone() -> None:
    share = blocking_recall([(0, 1), (0, 2), (3, 4)], TRUTH)
    assert (share.count, share.of) == (2, 4)


def test_an_interval_of_a_share_is_wilsons() -> None:
    assert Share(1, 10).interval == pytest.approx((0.0179, 0.4042), abs=0.0002)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_errors_stand_with_the_group_of_the_person() -> None:
    errors = by_group(FOUND, TRUTH, ["a", "a", "b", "b", "b"])
    assert (errors["a"].false.count, errors["a"].missed.count) == (2, 0)
    assert (errors["b"].false.count, errors["b"].missed.count) == (1, 3)


def test_a_gap_comes_with_its_interval() -> None:
    truth = [str(place // 2) for place in range(400)]
    found = [str(place) if place < 40 and place % 2 else str(place // 2) for place in range(400)]
    groups = ["other" if place < 100 else "british" for place in range(400)]
    _false, missed = gaps(found, truth, groups, reference="british")
    assert missed.points == pytest.approx(40.0)
    assert missed.low < 40 < missed.high
