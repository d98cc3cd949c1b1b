"""What a mail server reports later finds its letter; `fourfold mail` says what it did and how it exits."""

import socket
from typing import Any

import pytest
from tests.integration.trust.messages.post import MESSENGER, Post, letter, serving, stored
from tests.people import Cast
from tests.unit.trust.messages.test_notifications import report
from typer.testing import CliRunner

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.project.cli import mail as command
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.models import Undeliverable
from fourfold.trust.messages.operations import take_report, write
from fourfold.trust.messages.sender import send_due


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is ready in this process already."""
    monkeypatch.setattr(command, "_prepare", lambda: None)


def sent(people: Cast) -> object:
    """The id of a letter that went."""
    with people.pat.acting():
        message_id = write(actor=people.pat.actor, now=now(), letter=letter(address="Pat@kent-police.example"))
    with serving(Post()) as mail:
        assert send_due(mail=mail) == {State.SENT: 1}
    return message_id


def test_a_report_finds_its_letter_and_holds_the_address_of_the_letter(people: Cast) -> None:
    message_id = sent(people)
    said = take_report(now=now(), raw=report(message_id))
    assert said == f"Letter {message_id} bounced (5.1.1). Further letters to its address are held."
    assert stored()[0].state == State.BOUNCED
    with acting_as(MESSENGER):
        assert list(Undeliverable.objects.values_list("address", flat=True)) == ["pat@kent-police.example"]
    assert take_report(now=now(), raw=report(message_id)).startswith("Ignored")


def test_the_pipe_exits_well_whatever_comes(people: Cast) -> None:
    runner = CliRunner()
    taken = runner.invoke(command.mail_app, ["bounced"], input=report(sent(people)))
    ignored = runner.invoke(command.mail_app, ["bounced"], input=b"Subject: Out of office\n\nAway.")
    assert (taken.exit_code, ignored.exit_code) == (0, 0)
    assert "bounced (5.1.1)" in taken.output
    assert "Ignored" in ignored.output


def test_while_the_database_is_away_the_mail_server_tries_later(monkeypatch: pytest.MonkeyPatch) -> None:
    from fourfold.ground.postgres.trouble import DatabaseUnavailable

    def away() -> None:
        raise DatabaseUnavailable("It does not answer.")

    monkeypatch.setattr(command, "_prepare", away)
    assert CliRunner().invoke(command.mail_app, ["bounced"], input=b"x").exit_code == 75


def test_trying_the_server(people: Cast, settings: Any) -> None:
    post = Post()
    settings.MAIL_FOLDER, settings.MAIL_FROM = None, "fourfold@council.example"
    with serving(post) as mail:
        settings.SMTP_URL = f"smtp://127.0.0.1:{mail.server.port}"
        good = CliRunner().invoke(command.mail_app, ["test", "pat@kent-police.example"])
        post.answers["*"] = "550 5.7.1 relaying denied"
        refused = CliRunner().invoke(command.mail_app, ["test", "pat@kent-police.example"])
    away = CliRunner().invoke(command.mail_app, ["test", "pat@kent-police.example"])
    assert (good.exit_code, refused.exit_code, away.exit_code) == (0, 1, 1)
    assert "The server took the letter." in good.output
    assert "550 5.7.1" in refused.output
    assert "cannot be reached" in away.output
    assert len(post.taken) == 1
    assert stored() == []


def test_the_doctor_says_whether_the_server_lets_us_in(people: Cast, settings: Any) -> None:
    from fourfold.ground.kernel.errors import BadInput
    from fourfold.trust.messages.transport.mail import examined

    settings.MAIL_FOLDER, settings.MAIL_FROM, settings.SMTP_URL = None, "fourfold@council.example", ""
    assert examined() == ""
    with serving(Post()) as mail:
        settings.SMTP_URL = f"smtp://127.0.0.1:{mail.server.port}"
        assert examined() == "127.0.0.1 lets us in; mail comes from fourfold@council.example"
    with pytest.raises(BadInput, match="cannot be used"):
        examined()


def test_a_server_that_hangs_is_not_waited_for(people: Cast) -> None:
    from fourfold.trust.messages.domain.smtp import Security, SmtpServer
    from fourfold.trust.messages.transport.smtp import SmtpMailer

    with people.pat.acting():
        write(actor=people.pat.actor, now=now(), letter=letter())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        mail = SmtpMailer(SmtpServer("127.0.0.1", port, Security.NONE), "f@council.example", within=0.3)
        assert send_due(mail=mail) == {State.WAITING: 1}
    assert stored()[0].said == "The mail server cannot be reached."
