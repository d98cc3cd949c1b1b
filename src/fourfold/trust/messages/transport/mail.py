"""Which way mail leaves: by a server, into the demonstration's folder, or not yet."""

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
