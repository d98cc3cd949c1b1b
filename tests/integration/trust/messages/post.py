"""A mail server on loopback that remembers what it took and answers as it is told, and letters to give it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.domain.smtp import Security, SmtpServer
from fourfold.trust.messages.models import Message
from fourfold.trust.messages.operations import Letter, LetterKind
from fourfold.trust.messages.transport.smtp import SmtpMailer

CHASER = Actor.of_service(Service.CHASER)
MESSENGER = Actor.of_service(Service.MESSENGER)
SENDER = "fourfold@council.example"


def letter(key: str = "", **changed: object) -> Letter:
    """A letter to somebody, with a form link in it. Urgent, unless another kind is given."""
    fields: dict[str, object] = {
        "kind": LetterKind.FORM_RECEIPT,
        "key": key or f"form-receipt:{uuid4()}",
        "to_user": uuid4(),
        "address": "pat@kent-police.example",
        "subject": "Thank you for your update",
        "body": "We have it.\n.\nSee it: https://fourfold.example/f/very-secret-token/",
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


def stored(**wanted: object) -> list[Message]:
    """Messages, as the messenger sees them."""
    with acting_as(MESSENGER):
        return list(Message.objects.filter(**wanted).order_by("key"))


class Post:
    """What the server took, and the answers it gives instead of a yes."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to: list[str] = []
        self.answers: dict[str, str] = {}
        self.hangs_up_after_text = False

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(address) or self.answers.get("*", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.taken.append(message_from_bytes(content, policy=default))  # type: ignore[arg-type]
        self.to += envelope.rcpt_tos
        if self.hangs_up_after_text:
            server.transport.close()
        return self.answers.get("text", "250 OK")


@contextmanager
def serving(post: Post) -> Iterator[SmtpMailer]:
    """The server, and a mailer that hands letters to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield SmtpMailer(SmtpServer("127.0.0.1", port, Security.NONE), SENDER, within=5)
    finally:
        controller.stop()
