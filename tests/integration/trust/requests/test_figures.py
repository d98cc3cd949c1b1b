"""Figures: nothing of 7 or fewer leaves the database, and everything else is rounded to 5."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests import records
from tests.asking import World
from tests.pages import main
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.periods import Period
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import MEASURER
from fourfold.trust.requests import measures, operations
from fourfold.trust.requests.domain.refusals import Reason
from fourfold.trust.requests.domain.states import Outcome
from fourfold.trust.requests.operations import Reply
from fourfold.trust.requests.queries.figures import figures, last_quarter

NO = Reply(Outcome.REFUSED, reason=Reason.SAFETY, words="It would name somebody else.")


@pytest.fixture
def year(people: Cast, world: World) -> date:
    """13 requests refused and 3 withdrawn, of the quarter before this one; the day on which this one began."""
    ending = last_quarter(today())
    at = now() - (today() - ending + timedelta(days=20))
    for number in range(16):
        with people.sam.acting() as sam:
            made = operations.ask(actor=sam, now=now(), new=world.new())
        records.as_owner(
            "update requests_request set asked_at = %s, due_at = %s where id = %s",
            [at, at + timedelta(days=14), made.pk],
        )
        if number < 13:
            with people.pat.acting() as pat:
                operations.answer(actor=pat, now=at + timedelta(days=4), request_id=made.pk, reply=NO)
        else:
            with people.sam.acting() as sam:
                operations.withdraw(actor=sam, now=now(), request_id=made.pk)
    return ending


def test_small_counts_are_withheld_and_others_rounded(people: Cast, world: World, year: date) -> None:
    with people.vic.acting() as vic:
        found = figures(vic, on=today())
    cells = found.of("asked")[str(world.police)]
    assert cells == {"refused": 15, "withdrawn": None, "in-time": 15, "median-days": 4}
    assert found.of("asking")[str(world.county)] == cells
    assert found.of("gateway")["ca-2004-s11"] == cells
    assert found.of("reason") == {"safety": {"refused": 15}}


def test_the_page_shows_no_small_count(people: Cast, client_of: ClientOf, world: World, year: date) -> None:
    shown = main(client_of(people.vic).get("/requests/figures/"))
    assert "Kent Police" in shown
    assert "7 or fewer" in shown
    assert "It would put somebody at risk" in shown
    assert " 13 " not in shown
    assert " 3 " not in shown


@pytest.mark.parametrize("days", [1, 40, 400])
def test_the_window_cannot_be_moved(days: int, people: Cast, year: date) -> None:
    with people.vic.acting(), connection.cursor() as cursor:
        cursor.execute("select count(*) from requests_figures(%s)", [year + timedelta(days=days)])
        assert cursor.fetchone() == (0,)


def test_the_measurer_reads_times_alone(people: Cast, year: date) -> None:
    period = Period(year - timedelta(days=92), year)
    with acting_as(MEASURER.actor):
        days, in_time = measures.days_to_answer(MEASURER, period), measures.answered_in_time(MEASURER, period)
    assert (days.value, days.n) == (4, 15)
    assert in_time.note.startswith("Withheld")
    with people.cora.acting() as cora:
        assert measures.days_to_answer(cora, period).value is None
