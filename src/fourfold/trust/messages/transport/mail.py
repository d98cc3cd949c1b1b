"""Which way mail leaves: by a server, into the demonstration's folder, or not yet."""

import smtplib
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.messages.domain.handing_over import Errand, Handed
from fourfold.trust.messages.domain.smtp import SmtpServer
from fourfold.trust.messages.transport.folder import FolderMailer
from fourfold.trust.messages.transport.smtp import SmtpMailer


class Mailer(Protocol):
    """Hands letters over, over one connection while it is entered."""

    def deliver(self, errand: Errand) -> Handed:
        """Hand one letter over. Never raises for what a server or a line does."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def mailer() -> Mailer | None:
    """The way that the settings name; None where mail waits for a server. Raises `BadInput` for a bad setting."""
    sender: str = settings.MAIL_FROM
    if settings.MAIL_FOLDER is not None:
        return FolderMailer(settings.MAIL_FOLDER, sender)
    if not settings.SMTP_URL:
        return None
    if "@" not in sender:
        raise BadInput.one("Set FOURFOLD_MAIL_FROM to the address that mail comes from, like fourfold@example.org.")
    return SmtpMailer(SmtpServer.read(settings.SMTP_URL), sender)


def examined() -> str:
    """Where mail goes, in words, after connecting to the server and signing in; nothing is sent.

    An empty string where no server is set. Raises `BadInput` where the server cannot be used.
    """
    way = mailer()
    if way is None:
        return ""
    if not isinstance(way, SmtpMailer):
        return f"kept in {settings.MAIL_FOLDER}"
    with way:
        try:
            way.greet()
        except smtplib.SMTPAuthenticationError:
            raise BadInput.one("The mail server does not take the user name and password.") from None
        except (OSError, smtplib.SMTPException) as error:
            raise BadInput.one(f"The mail server cannot be used: {type(error).__name__}, {error}") from None
    return f"{way.server.host} lets us in; mail comes from {way.sender}"
