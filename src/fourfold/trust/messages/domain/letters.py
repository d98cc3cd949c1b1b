"""What a room may write: letters to the professionals of the partnership, and events for webhooks."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.personal_data import find_identifiers

LONGEST_SUBJECT = 150
LONGEST_KEY = 200
_LINK = re.compile(r"https?://\S+")
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+\.[^\s@<>(),;:\\\"\[\]]+")


class LetterKind(StrEnum):
    """Why somebody is written to. The closed list; a new kind is a decision."""

    DIGEST = "digest"
    REMINDER = "reminder"
    MAILED_FORM = "mailed-form"
    FORM_RECEIPT = "form-receipt"
    ROLE_VACANT = "role-vacant"
    ROLE_GIVEN = "role-given"
    COVER = "cover"
    INVITATION = "invitation"
    MEETING = "meeting"
    MINUTES = "minutes"
    ESCALATION = "escalation"
    DECISION = "decision"
    REVIEW = "review"
    REQUEST = "request"
    AGREEMENT = "agreement"
    SIGN_IN = "sign-in"
    ALERT = "alert"
    """Somebody has to look now: emergency access, a read budget passed, a breach. Sent at night, too."""
    TEST = "test"

    @property
    def is_urgent(self) -> bool:
        """Whether it is sent in quiet hours too: an alert, or the answer to what the person asked for just now."""
        return self in (LetterKind.ALERT, LetterKind.INVITATION, LetterKind.FORM_RECEIPT, LetterKind.TEST)


class EventKind(StrEnum):
    """What a webhook may be told of: only what everyone in the partnership may know, so nothing of boards' meetings.

    A payload holds ids, kinds and the address of a page, nothing else.
    """

    PLAN_PUBLISHED = "plan.published"
    ACTION_UPDATED = "action.updated"
    ACTION_COMPLETED = "action.completed"
    ROLE_VACANT = "role.vacant"
    TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, before it is written.

    `key` is unique for ever: the same key is written once (`digest:2026-W47:<user id>`); build it from kinds, periods
    and ids. `to_user` is an opaque account id. `body` is plain text; lines that begin with `- ` are a list, and an
    HTML alternative is made from it. Put no contact details into it, of anybody: link to a page instead.
    `not_before` holds it back; quiet hours apply as well.
    """

    kind: LetterKind
    key: str
    to_user: UUID | None
    address: str
    subject: str
    body: str
    not_before: datetime | None = None

    def __post_init__(self) -> None:
        if not self.key or len(self.key) > LONGEST_KEY:
            raise ValueError(f"A letter's key has 1 to {LONGEST_KEY} characters.")
        if not self.body.strip() or not self.subject.strip():
            raise ValueError("A letter has a subject and a text.")
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError("A letter's address is written like name@example.org.")

    @property
    def subject_line(self) -> str:
        """The subject as it may stand in a header: one line, at most 150 characters."""
        line = " ".join(self.subject.split())
        return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"

    def looks_like(self) -> list[str]:
        """What in it looks like personal data, such as `an NHS number`; empty when it may be sent.

        Links are left out: what seems a number in one is an id drawn by chance.
        """
        text = _LINK.sub(" ", f"{self.subject}\n{self.body}")
        return list(dict.fromkeys(finding.looks_like for finding in find_identifiers(text)))
