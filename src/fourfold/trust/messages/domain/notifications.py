"""Delivery status notifications (RFC 3464): what a mail server reports, later, about a letter of ours."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32
from uuid import UUID

LONGEST = 1024 * 1024
"""Bytes of a report that are read."""
_OURS = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@", re.IGNORECASE)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Notification:
    """That a letter could not be delivered for good. The address is taken from our letter, never from the report."""

    message_id: UUID
    status: str


def read(raw: bytes) -> Notification | None:
    """The report in a message; None for anything else: an answer, a delay, a letter that was not ours, or rubbish."""
    mail = message_from_bytes(raw[:LONGEST], policy=compat32)
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return None
    status = _failure(mail)
    found = _original(mail) if status else None
    return Notification(UUID(found[1]), status) if found and status else None


def _failure(mail: Mail) -> str:
    """The status of the first recipient for whom delivery failed for good (5.x.x); empty if there is none."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload() if part.is_multipart() else []:
            if not isinstance(fields, Mail):
                continue
            action = str(fields.get("Action", "")).strip().lower()
            status = _STATUS.search(str(fields.get("Status", "")))
            if action == "failed" and status and status.group().startswith("5"):
                return status.group()
    return ""


def _original(mail: Mail) -> re.Match[str] | None:
    """The id of our letter, from the Message-ID of what came back with the report."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            returned = inner[0] if isinstance(inner, list) and inner else None
            found = _OURS.search(str(returned.get("Message-ID", ""))) if isinstance(returned, Mail) else None
        elif part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            headers = message_from_bytes(payload if isinstance(payload, bytes) else b"", policy=compat32)
            found = _OURS.search(str(headers.get("Message-ID", "")))
        else:
            continue
        if found:
            return found
    return None
