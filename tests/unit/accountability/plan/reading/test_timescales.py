"""Timescales as plans write them."""

from datetime import date

import pytest

from fourfold.accountability.plan.domain.reading import Place, Source, TimescaleKind
from fourfold.accountability.plan.domain.reading.timescales import TimescaleCell, read_timescales

DUE, REVIEW, ONGOING = TimescaleKind.DUE, TimescaleKind.REVIEW, TimescaleKind.ONGOING


def cell(text: str) -> TimescaleCell:
    return read_timescales(Source(Place(line=7, cell=3), text))


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("July 2019", DUE, date(2019, 7, 31)),
        ("February 2028", DUE, date(2028, 2, 29)),
        ("Sept 2026", DUE, date(2026, 9, 30)),
        ("JUNE 2026", DUE, date(2026, 6, 30)),
        ("by the end of March 2027", DUE, date(2027, 3, 31)),
        ("3rd May 2026", DUE, date(2026, 5, 3)),
        ("31/12/2026", DUE, date(2026, 12, 31)),
        ("2026-12-31", DUE, date(2026, 12, 31)),
        ("July 2019 (review)", REVIEW, date(2019, 7, 31)),
        ("Review: July 2019", REVIEW, date(2019, 7, 31)),
        ("July 2019 - review", REVIEW, date(2019, 7, 31)),
        ("Ongoing", ONGOING, None),
        ("on-going", ONGOING, None),
    ],
)
def test_one_timescale(text, kind, day):
    (found,) = cell(text).timescales
    assert (found.kind, found.date, found.raw) == (kind, day, text)
    assert cell(text).left_over == ()


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("July 2019 (review) July 2019 (review)", ["July 2019 (review)", "July 2019 (review)"]),
        ("July 2018 (review) and December 2018", ["July 2018 (review)", "and December 2018"]),
        ("Ongoing (review July 2026)", ["Ongoing", "(review July 2026)"]),
    ],
)
def test_several_timescales_keep_their_own_words(text, raws):
    assert [found.raw for found in cell(text).timescales] == raws


def test_a_review_inside_brackets_keeps_the_kinds_apart():
    assert [found.kind for found in cell("Ongoing (review July 2026)").timescales] == [ONGOING, REVIEW]


@pytest.mark.parametrize("text", ["31 June 2026", "31/02/2026", "soon", "Spring 2026"])
def test_what_no_calendar_has_is_left_over(text):
    assert cell(text).timescales == ()
    assert cell(text).left_over == (text,)


def test_other_words_are_left_over_in_their_place():
    found = cell("July 2026 unless the board decides otherwise")
    assert [time.raw for time in found.timescales] == ["July 2026"]
    assert found.left_over == ("unless the board decides otherwise",)
