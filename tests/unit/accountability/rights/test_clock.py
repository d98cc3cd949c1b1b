"""When requests are due: month ends, weekends, bank holidays, extensions, proof of identity, complaints."""

from datetime import date

import pytest

from fourfold.accountability.rights.domain.clock import (
    acknowledge_due,
    answer_due,
    clock_of,
    due_of,
    holders_due,
    months_after,
    starts_on,
)
from fourfold.accountability.rights.domain.references import is_reference, reference_of
from fourfold.accountability.rights.domain.requests import RequestKind


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 1, 31), date(2026, 3, 2)),  # February has no 31st; the 28th is a Saturday
        (date(2024, 1, 31), date(2024, 2, 29)),  # a leap year
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas Day, Boxing Day and its substitute
        (date(2026, 9, 29), date(2026, 10, 29)),  # the clocks go back on 25 October
        (date(2026, 2, 28), date(2026, 3, 30)),  # 28 March is a Saturday; the clocks go forward on the 29th
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_request_is_due_on_the_same_date_of_the_next_month(received: date, due: date) -> None:
    assert answer_due(received) == due


def test_it_is_extended_by_two_months_from_receipt() -> None:
    assert answer_due(date(2026, 9, 3), extended=True) == date(2026, 12, 3)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_the_time_runs_from_the_day_on_which_proof_came_if_it_was_asked_for() -> None:
    received, given = date(2026, 9, 3), date(2026, 9, 10)
    assert starts_on(received, None, given) == received
    assert starts_on(received, date(2026, 9, 4), None) == received
    assert starts_on(received, date(2026, 9, 4), given) == given


def test_a_complaint_is_acknowledged_within_thirty_days_the_first_of_which_is_its_own() -> None:
    received = date(2026, 10, 1)
    assert acknowledge_due(received) == date(2026, 10, 30)
    assert due_of(RequestKind.COMPLAINT, received, extended=False, acknowledged=False) == date(2026, 10, 30)
    assert due_of(RequestKind.COMPLAINT, received, extended=False, acknowledged=True) == date(2026, 11, 2)


def test_holders_have_ten_working_days_and_clocks_speak_plainly() -> None:
    assert holders_due(date(2026, 12, 18)) == date(2027, 1, 6)
    assert clock_of(date(2026, 9, 3), date(2026, 9, 3)).words == "due today"
    assert clock_of(date(2026, 9, 4), date(2026, 9, 3)).words == "1 day left"
    late = clock_of(date(2026, 9, 1), date(2026, 9, 3))
    assert (late.words, late.is_over) == ("2 days overdue", True)


def test_a_reference_is_the_same_for_the_same_bytes_and_has_no_letters_that_look_alike() -> None:
    one = reference_of(bytes(range(32)))
    assert one == reference_of(bytes(range(32)))
    assert is_reference(one)
    assert not is_reference("RQ-0000-IIII")
