"""What stands in a digest, in which words, and whose an action is."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from fourfold.accountability.chasing.domain.digest_text import Addresses, body_of, subject_of
from fourfold.accountability.chasing.domain.lines import Dates, Duty, Here, Line, ago, in_order, line_of, whose
from fourfold.accountability.chasing.domain.states import LineKind, Weekday
from fourfold.accountability.chasing.domain.vacancies import goes_to_board, listed

TODAY = date(2026, 11, 22)
KEY = UUID(int=1)
SPOKEN = Dates(None, None, (), TODAY)


def dated(**dates: object) -> Line | None:
    """The line of an action with these dates, of which somebody spoke today."""
    fields = {"due": None, "review": None, "steps": (), "news_on": TODAY} | dates
    return line_of(KEY, "Prevent 3: Train staff", Dates(**fields), today=TODAY)


@pytest.mark.parametrize(
    ("days", "kind", "why"),
    [
        (-21, LineKind.DUE_LATE, "It was due on 1 November 2026, 3 weeks ago."),
        (-1, LineKind.DUE_LATE, "It was due on 21 November 2026, 1 day ago."),
        (0, LineKind.DUE_SOON, "It is due today."),
        (14, LineKind.DUE_SOON, "It is due on 6 December 2026."),
    ],
)
def test_a_due_date_is_spoken_of_from_14_days_before(days: int, kind: LineKind, why: str) -> None:
    line = dated(due=TODAY + timedelta(days=days))
    assert line is not None
    assert (line.kind, line.why) == (kind, why)


def test_what_lies_further_ahead_is_not() -> None:
    assert dated(due=TODAY + timedelta(days=15)) is None
    assert dated(news_on=TODAY - timedelta(days=60)) is None


def test_an_action_has_one_line_with_the_most_pressing_reason() -> None:
    line = dated(review=TODAY - timedelta(days=3), due=TODAY + timedelta(days=3), steps=(("Book a room", TODAY),))
    assert line is not None
    assert line.kind is LineKind.REVIEW_LATE
    steps = (("Book a room", TODAY - timedelta(days=2)), ("Find a trainer", TODAY - timedelta(days=9)))
    line = dated(steps=steps)
    assert line is not None
    assert "Find a trainer" in line.why


def test_the_gap_in_words() -> None:
    said = [ago(timedelta(days=days)) for days in (1, 13, 14, 60, 61, 400)]
    assert said == ["1 day", "13 days", "2 weeks", "8 weeks", "2 months", "13 months"]


def test_whose_an_action_is() -> None:
    officer, deputy, champion, head, agency, other = (uuid4() for _one in range(6))
    here = Here(frozenset({officer, deputy, champion, head}), {agency: [champion]}, {agency: [head], other: [head]})

    def of(officer_id: UUID | None, deputy_id: UUID | None, *leads: UUID) -> tuple[UUID, ...]:
        return whose(Duty(officer_id, deputy_id, frozenset(leads), frozenset()), here)

    assert of(officer, deputy, agency) == (officer,)
    assert of(uuid4(), deputy, agency) == (deputy,)
    assert of(uuid4(), None, agency) == (champion,)
    assert of(None, None, other) == (head,)
    assert of(None, None) == ()
    assert whose(Duty(None, None, frozenset(), frozenset({agency})), here) == (champion,)


def test_the_mail_says_what_is_late_first_and_names_only_its_reader() -> None:
    late = Line(LineKind.DUE_LATE, UUID(int=1), "Prevent 3: Train staff", "It was due.", TODAY - timedelta(days=1))
    soon = Line(LineKind.DUE_SOON, UUID(int=2), "Protect 1: Tell schools", "It is due.", TODAY, by_mail=False)
    lines = in_order([soon, late])
    links = {UUID(int=1): "https://x.example/by-mail/token/"}
    text = body_of(
        "Pat",
        lines,
        links,
        Addresses("https://x.example", "https://x.example/", "https://x.example/your-mail/"),
        Weekday.TUESDAY,
    )
    assert subject_of(lines) == "Your actions this week: 1 late, 1 coming up"
    assert text.index("Late\n- Prevent 3") < text.index("Due in the next 14 days\n- Protect 1")
    assert "Say how it is going: https://x.example/by-mail/token/" in text
    assert "Sign in: https://x.example/" in text
    assert "one mail a week, on Tuesdays" in text
    assert len(text) < 1_200


def test_a_vacancy_goes_to_the_board_once_and_a_later_one_again() -> None:
    long_ago, lately = TODAY - timedelta(days=200), TODAY - timedelta(days=30)
    assert goes_to_board([long_ago], None)
    assert not goes_to_board([long_ago], TODAY - timedelta(days=100))
    assert goes_to_board([long_ago, lately], TODAY - timedelta(days=100))
    assert not goes_to_board([long_ago, lately], TODAY)
    assert listed(["Gangs champion", "Deputy"]) == "gangs champion or deputy"
    assert listed(["Gangs champion"]) == "gangs champion"
