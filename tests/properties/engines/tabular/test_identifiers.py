"""Check digits catch every mistyped digit, and every two that are swapped."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from fourfold.engines.tabular.identifiers import read_nhs_number, read_pnc, read_postcode, read_upn
from fourfold.engines.tabular.times import Calendar, Evidence, Order, read_date, read_datetime

NINE = st.integers(0, 999_999_999).map(lambda number: f"{number:09}")


def nhs_number(nine: str) -> str:
    """A sound NHS number; empty where none is issued."""
    check = (11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
    return f"{nine}{check}" if check < 10 else ""


@given(NINE, st.integers(0, 9), st.integers(1, 9))
def test_a_mistyped_digit_is_caught(nine: str, place: int, by: int) -> None:
    number = nhs_number(nine)
    assume(number and len(set(number)) > 1)
    assert read_nhs_number(number).value == number
    mistyped = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert read_nhs_number(mistyped).problem


@given(NINE, st.integers(0, 8))
def test_swapped_digits_are_caught(nine: str, place: int) -> None:
    number = nhs_number(nine)
    assume(number and number[place] != number[place + 1])
    assert read_nhs_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :]).problem


@given(st.text(max_size=30))
def test_any_text_is_read_or_said(text: str) -> None:
    for read in (read_nhs_number, read_upn, read_postcode, lambda one: read_pnc(one, 2026)):
        cell = read(text)
        assert (cell.value is None) == (cell.problem is not None)
    for order in Order:
        for cell in (read_date(text, Calendar(order)), read_datetime(text, Calendar(order))):
            assert (cell.value is None) == (cell.problem is not None)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_back_from_every_spelling(day: date) -> None:
    for spelling in ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d %B %Y", "%Y%m%d"):
        assert read_date(day.strftime(spelling), Calendar()).value == day


@given(st.lists(st.sampled_from(["01/02/1990", "25/12/1990", "12/25/1990", "x", ""])))
def test_evidence_does_not_depend_on_order_or_batches(texts: list[str]) -> None:
    whole, parts = Evidence(), Evidence()
    whole.look_at(texts)
    for text in reversed(texts):
        parts.look_at([text])
    assert whole.order() is parts.order()
