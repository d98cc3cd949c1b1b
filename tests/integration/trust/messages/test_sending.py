"""What is due is handed over once; failures come again with growing pauses; bounces are remembered."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.integration.trust.messages.post import CHASER, MESSENGER, Post, letter, serving, stored
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.sealing import seal
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages import queries
from fourfold.trust.messages.domain.schedule import PAUSES
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.models import Attempt, Message, Undeliverable
from fourfold.trust.messages.operations import Letter, LetterKind, sending, write, write_many
from fourfold.trust.messages.sender import send_due
from fourfold.trust.messages.transport.smtp import SmtpMailer


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def mail(post: Post, people: Cast) -> Iterator[SmtpMailer]:
    with serving(post) as mailer:
        yield mailer


def written(*letters: Letter) -> None:
    with acting_as(CHASER):
        write_many(actor=CHASER, now=now(), letters=letters)


def made_due() -> None:
    """Everything that waits is due now."""
    with acting_as(MESSENGER):
        Message.objects.filter(state=State.WAITING).update(due_at=now() - timedelta(seconds=1))


def test_a_letter_arrives_once_and_its_text_is_blanked(post: Post, mail: SmtpMailer) -> None:
    written(letter())
    assert send_due(mail=mail) == {State.SENT: 1}
    assert send_due(mail=mail) == {}
    [message] = stored()
    [taken] = post.taken
    assert (message.state, message.sealed_body, message.attempts) == ("sent", "", 1)
    assert taken["Message-ID"] == f"<{message.pk}@council.example>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["List-Unsubscribe"] is None
    assert post.to == ["pat@kent-police.example"]
    plain = taken.get_body(("plain",))
    html = taken.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines()[:2] == ["We have it.", "."]
    assert '<a href="https://fourfold.example/f/very-secret-token/">See it</a>' in html.get_content()
    assert "<img" not in html.get_content()


def test_many_go_over_one_line(post: Post, mail: SmtpMailer) -> None:
    count = 300
    written(*(letter(address=f"person{number}@council.example") for number in range(count)))
    assert send_due(mail=mail) == {State.SENT: count}
    assert len(set(post.to)) == count == len(post.taken)


def test_what_fails_for_now_is_tried_again_seven_times_then_shown(post: Post, mail: SmtpMailer) -> None:
    post.answers["*"] = "451 4.3.0 try later"
    written(letter())
    waits = []
    for _ in PAUSES:
        assert send_due(mail=mail) == {State.WAITING: 1}
        [message] = stored()
        waits.append(message.due_at - (message.claimed_at or message.due_at))
        assert send_due(mail=mail) == {}
        made_due()
    assert [round(wait.total_seconds() / 60) for wait in waits] == [1, 5, 30, 120, 360, 720]
    assert send_due(mail=mail) == {State.FAILED: 1}
    [message] = stored()
    assert message.said == "The receiving server puts it off: 451 4.3.0."
    assert message.sealed_body
    assert message.attempts == 7
    assert post.taken == []


def test_a_wrong_address_bounces_and_later_letters_to_it_are_held(post: Post, mail: SmtpMailer) -> None:
    post.answers["pat@kent-police.example"] = "550 5.1.1 no such user pat@kent-police.example"
    written(letter())
    assert send_due(mail=mail) == {State.BOUNCED: 1}
    [message] = stored()
    assert message.said == "The receiving server refused it: 550 5.1.1."
    assert message.sealed_body == ""
    with acting_as(CHASER):
        assert queries.undeliverable(["Pat@Kent-Police.example", "mia@medway.example"]) == {"pat@kent-police.example"}
    written(letter(), letter(address="mia@medway.example"))
    assert send_due(mail=mail) == {State.SENT: 1}
    assert post.to == ["mia@medway.example"]
    assert len(stored(state=State.HELD)) == 1


@pytest.mark.parametrize("answer", ["552 5.2.2 mailbox full", "550 5.7.1 we think this is spam"])
def test_a_refusal_that_is_not_about_the_address_leaves_the_address_alone(
    post: Post, mail: SmtpMailer, answer: str
) -> None:
    post.answers["*"] = answer
    written(letter())
    assert send_due(mail=mail) == {State.BOUNCED: 1}
    with acting_as(MESSENGER):
        assert not Undeliverable.objects.exists()


def test_a_line_that_breaks_after_the_text_leaves_it_uncertain_and_is_not_sent_again(
    post: Post, mail: SmtpMailer
) -> None:
    post.hangs_up_after_text = True
    written(letter())
    assert send_due(mail=mail) == {State.UNCERTAIN: 1}
    made_due()
    assert send_due(mail=mail) == {}
    assert len(post.taken) == 1
    assert stored()[0].sealed_body


def test_while_the_server_is_down_one_letter_is_tried_and_the_rest_wait(people: Cast) -> None:
    post = Post()
    with serving(post) as mail:
        pass
    written(*(letter() for _ in range(5)))
    assert send_due(mail=mail) == {State.WAITING: 1}
    assert sorted(message.attempts for message in stored()) == [0, 0, 0, 0, 1]


def test_without_a_server_letters_wait(people: Cast, settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FOLDER = "", None
    written(letter())
    assert send_due() == {}
    assert stored()[0].attempts == 0


def test_the_quiet_hours_hold_back_what_nobody_asked_for_just_now(post: Post, mail: SmtpMailer) -> None:
    written(letter("a", not_before=now() + timedelta(days=2)), letter("b", kind=LetterKind.DIGEST))
    ready = {message.key: message.ready_at for message in stored()}
    from fourfold.trust.messages.domain.schedule import outside_quiet_hours

    assert ready["a"] > now() + timedelta(days=1)
    assert outside_quiet_hours(ready["b"]) == ready["b"]


def test_a_text_sealed_under_another_key_fails_with_a_sentence(post: Post, mail: SmtpMailer) -> None:
    written(letter())
    with acting_as(MESSENGER):
        Message.objects.update(sealed_body=seal("Hello", key="another", kind="message"))
    assert send_due(mail=mail) == {}
    assert stored()[0].state == State.FAILED
    assert "another secret key" in stored()[0].said


def test_what_cannot_be_sent_in_thirty_days_is_blanked(post: Post, mail: SmtpMailer) -> None:
    written(letter())
    with acting_as(MESSENGER):
        Message.objects.update(ready_at=now() - timedelta(days=31))
    assert send_due(mail=mail) == {}
    [message] = stored()
    assert (message.state, message.sealed_body) == ("given-up", "")


def test_every_attempt_is_written_down_before_it_begins(people: Cast) -> None:
    written(letter())
    errand = sending.claim(now=now(), channels=[Channel.EMAIL])
    assert errand is not None
    with acting_as(MESSENGER):
        [attempt] = Attempt.objects.all()
    assert (attempt.outcome, attempt.number, stored()[0].state) == ("open", 1, "sending")
    assert sending.claim(now=now(), channels=["email"]) is None  # type: ignore[list-item]


def test_a_slow_process_does_not_overrule_an_administrator(people: Cast) -> None:
    written(letter())
    errand = sending.claim(now=now(), channels=[Channel.EMAIL])
    assert errand is not None
    sending.sweep(now=now() + timedelta(minutes=16))
    assert stored()[0].state == State.UNCERTAIN
    with acting_as(MESSENGER):
        Message.objects.update(state=State.WAITING)
    again = sending.claim(now=now(), channels=[Channel.EMAIL])
    assert again is not None
    assert again.number == 2
    from fourfold.trust.messages.domain.handing_over import SENT

    assert sending.close(now=now(), errand=errand, handed=SENT) is None
    assert stored()[0].state == State.SENDING


def test_counts_name_every_state(people: Cast) -> None:
    written(letter(), letter())
    found = queries.counts()
    assert found[State.WAITING] == 2
    assert set(found) == set(State)


def test_what_is_due_is_found_by_its_index(people: Cast) -> None:
    with acting_as(MESSENGER), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select id from outbox_message"
            " where state = 'waiting' and due_at <= now() order by due_at, id limit 1"
        )
        assert "message_due" in "\n".join(line for (line,) in cursor.fetchall())


def test_a_single_letter_gets_an_id(people: Cast) -> None:
    with people.pat.acting():
        assert write(actor=people.pat.actor, now=now(), letter=letter()) is not None
