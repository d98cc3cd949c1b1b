"""A letter as e-mail: plain text, and the same as simple HTML for whoever prefers it. No pictures, no tracking."""

import re
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import groupby

from django.template.loader import render_to_string
from markupsafe import Markup, escape

from fourfold.trust.messages.domain.handing_over import Errand

NAME = "Fourfold"
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)!?]")
_LABELLED = re.compile(r"(?P<before>(?:.*[.!?] )?)(?P<label>[^:]{2,80}): (?P<url>https?://\S+)")
_LONGEST_HEADING = 60


def message_id(errand: Errand, sender: str) -> str:
    """The same at every attempt, so that receivers know a repetition and reports find their letter."""
    return f"<{errand.message_id}@{sender.rpartition('@')[2]}>"


def as_email(errand: Errand, *, sender: str) -> EmailMessage:
    """The e-mail. Auto-Submitted (RFC 3834) asks out-of-office programs not to answer."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(NAME, addr_spec=sender)
    mail["To"] = Address(addr_spec=ascii_address(errand.address))
    mail["Subject"] = errand.subject
    mail["Date"] = format_datetime(errand.ready_at)
    mail["Message-ID"] = message_id(errand, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail.set_content(errand.body, cte="quoted-printable")
    mail.add_alternative(as_html(errand.subject, errand.body), subtype="html", cte="quoted-printable")
    return mail


def ascii_address(address: str) -> str:
    """The address with its domain as name servers know it. Raises `UnicodeError` for one that has no such form."""
    name, _at, domain = address.rpartition("@")
    return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"


def as_html(subject: str, body: str) -> str:
    """The text as a page: paragraphs, headings, lists, and links on their labels."""
    return render_to_string("messages/letter.html", {"subject": subject, "blocks": list(blocks(body))})


def blocks(body: str) -> Iterator[dict[str, object]]:
    """The text in parts: `kind` is text, heading or list; `text` or `items` hold escaped HTML with links."""
    found = [
        (kind, list(lines))
        for paragraph in re.split(r"\n\s*\n", body.strip("\n"))
        for kind, lines in groupby(paragraph.splitlines(), key=_kind)
    ]
    for place, (kind, lines) in enumerate(found):
        if kind == "list":
            yield {"kind": "list", "items": [_joined(item) for item in _items(lines)]}
        else:
            before_list = place + 1 < len(found) and found[place + 1][0] == "list"
            yield {"kind": "heading" if before_list and _is_heading(lines) else "text", "text": _joined(lines)}


def _kind(line: str) -> str:
    return "list" if line.startswith(("- ", "  ")) else "text"


def _is_heading(lines: list[str]) -> bool:
    return len(lines) == 1 and len(lines[0]) <= _LONGEST_HEADING and not lines[0].rstrip().endswith((".", "!", "?"))


def _items(lines: list[str]) -> Iterator[list[str]]:
    item: list[str] = []
    for line in lines:
        if line.startswith("- ") and item:
            yield item
            item = []
        item.append(line.removeprefix("- ").strip())
    yield item


def _joined(lines: list[str]) -> Markup:
    return Markup("<br>\n").join(_linked(line) for line in lines)


def _linked(line: str) -> Markup:
    """`Open the form: https://...` becomes a link that says `Open the form`; any other address links itself."""
    labelled = _LABELLED.fullmatch(line.strip())
    if labelled:
        return Markup('{}<a href="{}">{}</a>').format(labelled["before"], labelled["url"], labelled["label"])
    parts, end = [], 0
    for match in _URL.finditer(line):
        parts += [escape(line[end : match.start()]), Markup('<a href="{0}">{0}</a>').format(match.group())]
        end = match.end()
    return Markup("").join([*parts, escape(line[end:])])
