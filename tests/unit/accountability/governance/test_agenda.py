"""Why an action belongs on a board's agenda: every rule once, and the rules together against a slow oracle."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.accountability.governance.domain.agenda import ActionFacts, Reason, reason_for

TODAY, UNTIL = date(2026, 11, 22), date(2027, 2, 22)
ID = UUID(int=1)
PAST, SOON, FAR = TODAY - timedelta(days=1), TODAY + timedelta(days=30), UNTIL + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (ActionFacts(ID, "on-track"), None),
        (ActionFacts(ID, "on-track", due_on=PAST), Reason.LATE),
        (ActionFacts(ID, "on-track", review_on=PAST), Reason.LATE),
        (ActionFacts(ID, "on-track", due_on=TODAY), Reason.DUE),
        (ActionFacts(ID, "on-track", due_on=SOON), Reason.DUE),
        (ActionFacts(ID, "on-track", due_on=FAR), None),
        (ActionFacts(ID, "on-track", review_on=SOON), Reason.REVIEW),
        (ActionFacts(ID, "off-track", due_on=SOON), Reason.OFF_TRACK),
        (ActionFacts(ID, "at-risk"), Reason.AT_RISK),
        (ActionFacts(ID, "complete", due_on=PAST), None),
        (ActionFacts(ID, "complete", completed=True), Reason.COMPLETED),
        (ActionFacts(ID, "on-track", escalated=True), Reason.ESCALATED),
    ],
)
def test_each_reason(facts: ActionFacts, reason: Reason | None) -> None:
    assert reason_for(facts, today=TODAY, until=UNTIL) is reason


days = st.none() | st.dates(TODAY - timedelta(days=200), UNTIL + timedelta(days=200))


@given(status=st.sampled_from(["not-started", "on-track", "at-risk", "off-track", "complete"]), due=days, review=days)
def test_nothing_late_or_in_trouble_is_left_out(status: str, due: date | None, review: date | None) -> None:
    reason = reason_for(ActionFacts(ID, status, due, review), today=TODAY, until=UNTIL)
    if status == "complete":
        assert reason is None
        return
    presses = any(day is not None and day <= UNTIL for day in (due, review)) or status in ("at-risk", "off-track")
    assert (reason is not None) == presses
    late = any(day is not None and day < TODAY for day in (due, review))
    assert (reason is Reason.LATE) == late
