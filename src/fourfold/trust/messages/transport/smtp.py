"""Handing letters to an SMTP server, step by step, so that we know on which side of the text a line broke.

smtplib's own `sendmail` does not tell: a line that breaks after the text was sent leaves a letter that may have
arrived. Up to the server's 354 it surely has not; from then on, without an answer, it is uncertain (RFC 5321,
section 4.5.3.2.6).
"""

import re
import smtplib
import ssl
from functools import partial
from types import TracebackType
from typing import Self

from fourfold.trust.messages.domain.handing_over import SENT, Errand, Handed
from fourfold.trust.messages.domain.smtp import Answer, Security, SmtpServer
from fourfold.trust.messages.domain.states import Outcome
from fourfold.trust.messages.rendering import as_email, ascii_address

WITHIN = 30.0
"""Seconds for each step."""
_LINE_START = re.compile(rb"(?m)^\.")
_BROKEN = (OSError, smtplib.SMTPServerDisconnected)
GO_AHEAD, CLOSING = 354, 421


class SmtpMailer:
    """One connection, opened when the first letter goes and opened again when the server closes it."""

    def __init__(self, server: SmtpServer, sender: str, *, within: float = WITHIN) -> None:
        self.server = server
        self.sender = sender
        self.within = within
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave of the server."""
        self._hang_up()

    def greet(self) -> None:
        """Connect and sign in. Raises `OSError` or `smtplib.SMTPException`."""
        if self._line is None:
            self._line = self._connect()

    def deliver(self, errand: Errand) -> Handed:
        """Hand one letter over."""
        try:
            mail = as_email(errand, sender=self.sender).as_bytes()
        except (UnicodeError, ValueError):
            return Handed(Outcome.BOUNCED, "The address cannot be written in a mail.", no_such_address=True)
        reused = self._line is not None
        answer = self._begin()
        if reused and (answer is None or answer.code == CLOSING):
            self._hang_up()  # servers close a line that was idle or has carried enough
            answer = self._begin()
        if answer is None:
            return Handed(Outcome.LATER, "The mail server cannot be reached.", server_down=True)
        if not answer.is_yes:
            self._hang_up()
            return Handed(Outcome.LATER, f"The mail server refuses us as sender: {answer}.", server_down=True)
        try:
            refused = self._name(errand)
        except _BROKEN:
            self._hang_up()
            return Handed(Outcome.LATER, "The mail server broke off before it took the text.")
        return refused or self._give(mail)

    def _begin(self) -> Answer | None:
        """The answer to MAIL FROM, on the line that is open or a new one; None when there is none to be had."""
        try:
            self.greet()
            return Answer.read(*self._open.mail(self.sender))
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            return None

    def _name(self, errand: Errand) -> Handed | None:
        """Name the addressee and ask to go ahead; how it went if the server will not have it."""
        for ask in (partial(self._open.rcpt, ascii_address(errand.address)), partial(self._open.docmd, "DATA")):
            said = Answer.read(*ask())
            if said.is_yes or said.code == GO_AHEAD:
                continue
            self._forget()
            if said.is_final:
                return Handed(
                    Outcome.BOUNCED,
                    f"The receiving server refused it: {said}.",
                    no_such_address=said.means_no_such_address,
                )
            return Handed(Outcome.LATER, f"The receiving server puts it off: {said}.")
        return None

    def _give(self, mail: bytes) -> Handed:
        """Send the text. From here on, a line that breaks leaves us uncertain."""
        try:
            self._open.send(_LINE_START.sub(b"..", mail) + b"\r\n.\r\n")
            said = Answer.read(*self._open.getreply())
        except _BROKEN:
            self._hang_up()
            return Handed(Outcome.UNKNOWN, "The line broke after the text was begun. It may have arrived.")
        if said.is_yes:
            return SENT
        self._forget()
        if said.is_final:
            return Handed(Outcome.BOUNCED, f"The receiving server refused the text: {said}.")
        return Handed(Outcome.LATER, f"The receiving server puts it off: {said}.")

    @property
    def _open(self) -> smtplib.SMTP:
        if self._line is None:
            raise smtplib.SMTPServerDisconnected("The line is closed.")
        return self._line

    def _connect(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        line: smtplib.SMTP
        if server.security is Security.TLS:
            line = smtplib.SMTP_SSL(server.host, server.port, timeout=self.within, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=self.within)
        try:
            if server.security is Security.STARTTLS:
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
            else:
                line.ehlo_or_helo_if_needed()
        except BaseException:
            line.close()
            raise
        return line

    def _forget(self) -> None:
        """Drop the letter under way, keep the line. A line that broke is opened again for the next letter."""
        try:
            self._open.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()
