"""The setting that names the mail server, and what its answers mean."""

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.messages.domain.smtp import Answer, Security, SmtpServer


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://relay.council.example", SmtpServer("relay.council.example", 25, Security.NONE)),
        ("smtp://m.example:2525?starttls", SmtpServer("m.example", 2525, Security.STARTTLS)),
        ("smtp://m.example?starttls", SmtpServer("m.example", 587, Security.STARTTLS)),
        ("smtps://u%40x:p%2Fw@m.example", SmtpServer("m.example", 465, Security.TLS, "u@x", "p/w")),
        ("smtp://u:p@localhost:1025", SmtpServer("localhost", 1025, Security.NONE, "u", "p")),
    ],
)
def test_servers(url: str, server: SmtpServer) -> None:
    assert SmtpServer.read(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://m.example:many",
        "smtp://m.example/path",
        "smtp://m.example?tls",
        "smtps://m.example?starttls",
        "smtp://user:very-secret@m.example",
    ],
)
def test_what_is_no_server_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        SmtpServer.read(url)
    assert "smtp" in str(refused.value)
    assert "very-secret" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(SmtpServer.read("smtps://u:secret@m.example"))


@pytest.mark.parametrize(
    ("code", "text", "no_such"),
    [
        (550, b"5.1.1 unknown", True),
        (550, b"No such user", True),
        (553, b"bad mailbox name", True),
        (550, b"5.7.1 spam", False),
        (552, b"5.2.2 full", False),
        (554, b"no", False),
        (450, b"4.1.1 later", False),
    ],
)
def test_which_answers_are_about_the_address(code: int, text: bytes, no_such: bool) -> None:
    assert Answer.read(code, text).means_no_such_address is no_such


def test_an_answer_is_kept_without_its_text() -> None:
    assert str(Answer.read(550, b"5.1.1 <pat@kent-police.example> unknown")) == "550 5.1.1"
