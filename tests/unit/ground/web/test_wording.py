from datetime import UTC, date, datetime

import pytest

from fourfold.ground.web.wording import by_month, lower_first, plural


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 actions"), (1, "1 action"), (2, "2 actions"), (1204, "1,204 actions")]
)
def test_a_number_and_its_noun_agree(count: int, text: str) -> None:
    assert plural(count, "action") == text


def test_a_noun_may_have_its_own_plural() -> None:
    assert plural(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("text", "lowered"),
    [("Due date", "due date"), ("NHS number", "NHS number"), ("I agree", "I agree"), ("", ""), ("A", "A")],
)
def test_names_keep_their_capital(text: str, lowered: str) -> None:
    assert lower_first(text) == lowered


def test_a_month_is_that_of_london() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in London
    groups = by_month([{"at": late}, {"at": date(2026, 6, 30)}, {"at": date(2026, 6, 1)}])

    assert [(month, len(items)) for month, items in groups] == [("July 2026", 1), ("June 2026", 2)]
