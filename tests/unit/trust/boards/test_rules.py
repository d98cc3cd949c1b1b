"""The pure rules of boards: quorum, gaps, the order of an agenda, times as people type them."""

from datetime import date, time

import pytest

from fourfold.trust.boards.domain.agenda import inserted, moved
from fourfold.trust.boards.domain.gaps import gaps_of, terms_are_due
from fourfold.trust.boards.domain.quorum import quorum_of
from fourfold.trust.boards.domain.states import Part, Presence
from fourfold.trust.boards.domain.times import time_of


def test_secretaries_and_advisers_do_not_make_a_quorum() -> None:
    there = [(part, Presence.PRESENT) for part in Part]
    assert quorum_of(there, 3).is_met
    assert not quorum_of(there, 4).is_met


@pytest.mark.parametrize(
    ("presence", "met"), [(Presence.SUBSTITUTE, True), (Presence.APOLOGIES, False), (Presence.ABSENT, False)]
)
def test_who_fills_a_seat(presence: Presence, met: bool) -> None:
    assert quorum_of([(Part.MEMBER, presence)], 1).is_met is met


def test_the_quorum_in_words() -> None:
    assert quorum_of([(Part.CHAIR, Presence.PRESENT)], 2).sentence == (
        "1 voting seat was filled and 2 are needed: the meeting had no quorum."
    )


def test_a_board_lacks_its_leading_parts_and_enough_votes() -> None:
    assert gaps_of([Part.CHAIR, Part.DEPUTY_CHAIR, Part.SECRETARY, Part.MEMBER], quorum=3) == []
    assert gaps_of([Part.SECRETARY], quorum=1) == [
        "Nobody is chair.",
        "Nobody is deputy chair.",
        "Only 0 voting seats are filled, and the quorum is 1: no meeting could decide.",
    ]


def test_terms_are_due_the_day_after() -> None:
    assert not terms_are_due(date(2026, 3, 31), today=date(2026, 3, 31))
    assert terms_are_due(date(2026, 3, 31), today=date(2026, 4, 1))
    assert not terms_are_due(None, today=date(2026, 4, 1))


def test_new_items_go_before_a_closing_standing_item() -> None:
    assert inserted(["Welcome", "Close"], ["New"], last_is_standing=True) == ["Welcome", "New", "Close"]
    assert inserted(["Welcome", "Close"], ["New"], last_is_standing=False) == ["Welcome", "Close", "New"]
    assert inserted([], ["New"], last_is_standing=True) == ["New"]


def test_moving_stops_at_the_edge() -> None:
    assert moved("abc", 1, up=True) == list("bac")
    assert moved("abc", 1, up=False) == list("acb")
    assert moved("abc", 0, up=True) == list("abc")
    assert moved("abc", 2, up=False) == list("abc")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)),
        ("10am", time(10)),
        ("2:30pm", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("14.30", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("", None),
        ("25", None),
        ("13pm", None),
        ("10:60", None),
        ("after lunch", None),
    ],
)
def test_times_as_people_type_them(typed: str, meant: time | None) -> None:
    assert time_of(typed) == meant
