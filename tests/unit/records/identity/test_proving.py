"""A model tried on made-up people: what its card says, and what its page makes of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from fourfold.engines.linkage.model import shipped
from fourfold.records.identity.domain.cards import truth_of
from fourfold.records.identity.domain.proving import tried
from fourfold.records.identity.presenters import truth as present


@pytest.fixture(scope="module")
def card() -> Mapping[str, Any]:
    """A card of the model that comes with Fourfold, tried on fewer people than an installation takes."""
    return {"truth": tried(shipped(), people=1_500, seed=3)}


def test_a_model_is_measured_on_people_of_whom_it_is_known_who_they_are(card: Mapping[str, Any]) -> None:
    truth = truth_of(card)
    assert truth is not None
    assert truth.made_up == 1_500
    assert truth.agencies == 5
    assert truth.people < truth.records
    assert truth.pairs.f1 > 0.95
    assert truth.blocking is not None
    assert truth.blocking.value > 0.98
    assert sum(group.false.of for group in truth.groups) == truth.records
    assert {gap.kind for gap in truth.gaps} == {"false", "missed"}


def test_the_page_says_on_whom_and_draws_both_errors(card: Mapping[str, Any]) -> None:
    truth = truth_of(card)
    assert truth is not None
    assert "1,500 made-up people" in present.truth_words(truth)
    assert [row["key"] for row in present.truth_rows(truth)].count("F1 over people") == 1
    rows, charts = present.group_rows(truth), present.group_charts(truth)
    assert next(row.name for row in rows) == "British"
    assert len(charts) == 2
    assert all("<svg" in chart.svg and "British" in chart.svg for chart in charts)


def test_a_card_that_was_never_tried_says_nothing() -> None:
    assert truth_of({"estimated_on": 4}) is None
