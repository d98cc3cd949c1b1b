"""Who writes down a training: in policy and in the database, and never one's own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.letters import letters_to
from tests.pages import words
from tests.people import Cast, ClientOf, Colleague

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.partnership.models import Training
from fourfold.trust.partnership.models.training import TrainingKind

YEAR = timedelta(days=365)


def write(by: Colleague, about: Colleague, *, holds: timedelta = YEAR) -> None:
    with by.acting() as actor:
        operations.record_training(
            actor=actor,
            now=now(),
            person_id=about.person_id,
            completed_on=today() - timedelta(days=1),
            valid_until=today() + holds,
        )


def write_past_the_policy(by: Colleague, about: Colleague) -> None:
    with by.acting(), transaction.atomic():
        Training.objects.create(
            person_id=about.person_id,
            kind=TrainingKind.INFORMATION_SHARING,
            completed_on=today(),
            valid_until=today() + YEAR,
        )


def test_a_champion_writes_down_a_colleagues_training(people: Cast) -> None:
    write(people.pat, people.dan)
    write(people.ada, people.vic)


BY: dict[str, Callable[[Cast], tuple[Colleague, Colleague]]] = {
    "oneself": lambda people: (people.pat, people.pat),
    "an administrator, of themselves": lambda people: (people.ada, people.ada),
    "another agency": lambda people: (people.pat, people.sam),
    "a colleague without the role": lambda people: (people.sam, people.cora),
    "a leaver": lambda people: (people.leo, people.dan),
}


@pytest.mark.parametrize("who", BY)
def test_nobody_else_does_and_the_database_says_the_same(people: Cast, who: str) -> None:
    by, about = BY[who](people)
    with pytest.raises(NotAllowed):
        write(by, about)
    with pytest.raises(DatabaseError):
        write_past_the_policy(by, about)


def test_what_is_written_down_is_never_changed(people: Cast) -> None:
    write(people.pat, people.dan)
    with pytest.raises(DatabaseError), people.ada.acting(), transaction.atomic():
        Training.objects.filter(person_id=people.dan.person_id).update(valid_until=today() + 9 * YEAR)


@pytest.mark.parametrize(
    ("done", "until", "where"),
    [(1, 365, "completed_on"), (-5, -5, "valid_until"), (-400, -1, "valid_until"), (0, 1200, "valid_until")],
)
def test_a_day_that_cannot_be_is_named(people: Cast, done: int, until: int, where: str) -> None:
    with pytest.raises(BadInput) as refused, people.pat.acting() as actor:
        operations.record_training(
            actor=actor,
            now=now(),
            person_id=people.dan.person_id,
            completed_on=today() + timedelta(days=done),
            valid_until=today() + timedelta(days=until),
        )
    assert [problem.where for problem in refused.value.problems] == [where]


def test_a_training_of_the_same_day_is_not_written_twice(people: Cast) -> None:
    write(people.pat, people.dan)
    with pytest.raises(BadInput, match="written down already"):
        write(people.pat, people.dan)


def test_one_reminder_a_month_before_it_lapses(people: Cast) -> None:
    write(people.ada, people.vic, holds=timedelta(days=20))
    for _twice in range(2):
        with acting_as(CHASER.actor):
            operations.remind_of_training(actor=CHASER, now=now())
    (letter,) = letters_to(people.vic, kind="reminder")
    assert "Renew your training by" in letter.subject


def test_the_page_says_whether_it_holds_and_takes_a_new_one(people: Cast, client_of: ClientOf) -> None:
    assert "None recorded" in words(client_of(people.vic).get("/you/"))
    client = client_of(people.ada)
    address = f"/people/{people.vic.person_id}/training/"
    until = today() + YEAR
    sent = {
        **{f"completed_on_{part}": getattr(today(), part) for part in ("day", "month", "year")},
        **{f"valid_until_{part}": getattr(until, part) for part in ("day", "month", "year")},
    }
    assert client.post(address, sent).status_code == 302
    assert "In date" in words(client.get(f"/people/{people.vic.person_id}/"))
    assert "In date" in words(client_of(people.vic).get("/you/"))
    assert client_of(people.vic).get(f"/people/{people.ada.person_id}/training/").status_code == 403
