"""An SMTP server as a setting names it, and what its answers mean."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from fourfold.ground.kernel.errors import BadInput

_HOW = "Write it like smtp://user:password@mail.example:587?starttls or smtps://user:password@mail.example"
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_NO_SUCH_ADDRESS = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}


class Security(StrEnum):
    """How the line is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"SmtpServer({self.host!r}, {self.port}, {self.security.value!r})"  # never the password

    @classmethod
    def read(cls, url: str) -> "SmtpServer":
        """The server of a setting. Raises `BadInput` in words that never repeat the password."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise BadInput.one(f"FOURFOLD_SMTP_URL has a port that is no number. {_HOW}.") from None
        if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
            raise BadInput.one(f"FOURFOLD_SMTP_URL is not an address of a mail server. {_HOW}.")
        if parts.query not in ("", "starttls") or (parts.query and parts.scheme == "smtps"):
            raise BadInput.one(
                f"FOURFOLD_SMTP_URL knows no option but ?starttls, and that for smtp:// alone. {_HOW}."
            )
        security = Security.TLS if parts.scheme == "smtps" else Security.STARTTLS if parts.query else Security.NONE
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if user and security is Security.NONE and host not in ("localhost", "127.0.0.1", "::1"):
            raise BadInput.one(f"A password is sent over TLS alone: add ?starttls or use smtps://. {_HOW}.")
        return cls(
            host, port or {Security.TLS: 465, Security.STARTTLS: 587}.get(security, 25), security, user, password
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: its code, and the enhanced code of RFC 3463 if there was one."""

    code: int
    enhanced: str = ""

    @classmethod
    def read(cls, code: int, text: bytes) -> "Answer":
        """From an answer as smtplib gives it. The text itself is not kept: it may repeat an address."""
        found = _ENHANCED.search(text.decode("ascii", "replace"))
        return cls(code, found.group() if found else "")

    @property
    def is_yes(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        """Whether asking again is of no use."""
        return 500 <= self.code < 600

    @property
    def means_no_such_address(self) -> bool:
        """Whether the address itself is wrong, so that further letters to it are of no use."""
        return self.is_final and (
            self.enhanced in _NO_SUCH_ADDRESS if self.enhanced else self.code in (550, 551, 553)
        )

    def __str__(self) -> str:
        return f"{self.code} {self.enhanced}".strip()
