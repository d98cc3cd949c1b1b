"""The demonstration's mail: letters in a folder, read back from their files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

_NAME = re.compile(r"[0-9TZ]{16}-[0-9a-f-]{36}")
_THIS_MACHINE = re.compile(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(?=/)")


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter in the folder. `name` is that of its file, without `.eml`."""

    name: str
    to: str
    subject: str
    at: datetime
    text: str


def names(folder: Path) -> list[str]:
    """The letters' names, newest first; none while there is no folder."""
    return sorted((path.stem for path in folder.glob("*.eml") if _NAME.fullmatch(path.stem)), reverse=True)


def read_all(folder: Path, wanted: Iterable[str]) -> list[Mail]:
    """These letters, without those that are gone meanwhile."""
    return [mail for mail in (read(folder, name) for name in wanted) if mail is not None]


def read(folder: Path, name: str) -> Mail | None:
    """One letter; None if there is none of that name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        raw = (folder / f"{name}.eml").read_bytes()
    except OSError:
        return None
    mail = message_from_bytes(raw, _class=EmailMessage, policy=default)
    plain = mail.get_body(("plain",))
    return Mail(
        name=name,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        at=parsedate_to_datetime(str(mail["Date"])),
        text=str(plain.get_content()) if plain is not None else "",
    )


def led_here(text: str, address: str) -> str:
    """The text with links to this machine leading to `address`: the demonstration may have moved to another port."""
    return _THIS_MACHINE.sub(address.rstrip("/"), text)
