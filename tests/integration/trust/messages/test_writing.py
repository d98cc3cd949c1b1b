"""A message is written with its act, once for each key, sealed; what looks like personal data is kept back."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.integration.trust.messages.post import CHASER, MESSENGER, letter, stored
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.operations import write, write_many


def test_a_letter_is_written_once_for_its_key(people: Cast) -> None:
    with acting_as(CHASER):
        first = write(actor=CHASER, now=now(), letter=letter("digest:2026-W47:x"))
        again = write(actor=CHASER, now=now(), letter=letter("digest:2026-W47:x", subject="Another"))
    assert first is not None
    assert again is None
    assert [(one.pk, one.subject) for one in stored()] == [(first, "Thank you for your update")]


def test_it_rolls_back_with_the_act(people: Cast) -> None:
    with people.pat.acting():
        point = transaction.savepoint()
        assert write(actor=people.pat.actor, now=now(), letter=letter())
        transaction.savepoint_rollback(point)
    assert stored() == []


def test_the_text_lies_sealed(people: Cast) -> None:
    with people.pat.acting():
        write(actor=people.pat.actor, now=now(), letter=letter())
    with acting_as(MESSENGER), connection.cursor() as cursor:
        cursor.execute("select m::text from outbox_message m")
        [(row,)] = cursor.fetchall()
    assert "very-secret-token" not in row
    assert "We have it" not in row


def test_what_looks_like_personal_data_is_kept_back_and_the_others_go(people: Cast) -> None:
    bad = letter(body="The pupil with NHS number 943 476 5919 is due.")
    with acting_as(CHASER):
        assert write_many(actor=CHASER, now=now(), letters=[letter(), bad]) == 2
    states = {one.state: one for one in stored()}
    assert set(states) == {"waiting", "refused"}
    assert states["refused"].said == "Looked like an NHS number."
    assert (states["refused"].subject, states["refused"].sealed_body) == ("", "")


def test_two_thousand_are_written_in_few_statements(people: Cast) -> None:
    letters = [letter(body="An action of yours is due.\n" * 20) for _ in range(2_000)]
    with acting_as(CHASER), CaptureQueriesContext(connection) as asked:
        assert write_many(actor=CHASER, now=now(), letters=letters) == 2_000
    with acting_as(CHASER):
        assert write_many(actor=CHASER, now=now(), letters=letters[:10]) == 0
    assert len(asked) < 20, len(asked)
