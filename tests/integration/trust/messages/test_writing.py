"""A message is written with its act, once for each key, sealed; what looks like personal data is kept back."""

import time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from tests.people import Cast

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.models import Message
from fourfold.trust.messages.operations import Letter, LetterKind, write, write_many

CHASER = Actor.of_service(Service.CHASER)
MESSENGER = Actor.of_service(Service.MESSENGER)


def letter(key: str = "", **changed: object) -> Letter:
    """A letter to somebody, with a form link in it."""
    fields: dict[str, object] = {
        "kind": LetterKind.DIGEST,
        "key": key or f"digest:{uuid4()}",
        "to_user": uuid4(),
        "address": "pat@kent-police.example",
        "subject": "Your week in the plan",
        "body": "Two actions are due.\n\nhttps://fourfold.example/f/very-secret-token/",
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


def stored() -> list[Message]:
    """All messages, as the messenger sees them."""
    with acting_as(MESSENGER):
        return list(Message.objects.order_by("key"))


def test_a_letter_is_written_once_for_its_key(people: Cast) -> None:
    with acting_as(CHASER):
        first = write(actor=CHASER, now=now(), letter=letter("digest:2026-W47:x"))
        again = write(actor=CHASER, now=now(), letter=letter("digest:2026-W47:x", subject="Another"))
    assert first is not None
    assert again is None
    assert [(one.pk, one.subject) for one in stored()] == [(first, "Your week in the plan")]


def test_it_rolls_back_with_the_act(people: Cast) -> None:
    with pytest.raises(ZeroDivisionError), people.pat.acting(), transaction.atomic():
        write(actor=people.pat.actor, now=now(), letter=letter())
        raise ZeroDivisionError
    assert stored() == []


def test_the_text_lies_sealed(people: Cast) -> None:
    with people.pat.acting():
        write(actor=people.pat.actor, now=now(), letter=letter())
    with acting_as(MESSENGER), connection.cursor() as cursor:
        cursor.execute("select m::text from outbox_message m")
        [(row,)] = cursor.fetchall()
    assert "very-secret-token" not in row
    assert "Two actions" not in row


def test_what_looks_like_personal_data_is_kept_back_and_the_others_go(people: Cast) -> None:
    bad = letter(body="The pupil with NHS number 943 476 5919 is due.")
    with acting_as(CHASER):
        assert write_many(actor=CHASER, now=now(), letters=[letter(), bad]) == 2
    states = {one.state: one for one in stored()}
    assert set(states) == {"waiting", "refused"}
    assert states["refused"].said == "Looked like an NHS number."
    assert (states["refused"].subject, states["refused"].sealed_body) == ("", "")


def test_two_thousand_are_written_in_well_under_a_second(people: Cast) -> None:
    letters = [letter(body="An action of yours is due.\n" * 20) for _ in range(2_000)]
    begun = time.perf_counter()
    with acting_as(CHASER):
        assert write_many(actor=CHASER, now=now(), letters=letters) == 2_000
        assert write_many(actor=CHASER, now=now(), letters=letters[:10]) == 0
    took = time.perf_counter() - begun
    print(f"2,000 letters written in {took:.2f} s")
    assert took < 3
