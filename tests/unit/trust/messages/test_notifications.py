"""Reports of mail servers, as Postfix and Exchange write them; and everything else that comes to such a mailbox."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.trust.messages.domain.notifications import read

REPORT = """From: MAILER-DAEMON@mail.example
To: fourfold@council.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
X-Postfix-Queue-ID: 4F1

Final-Recipient: rfc822; somebody.else@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown

--b
Content-Type: {kind}

From: fourfold@council.example
Message-ID: <{id}@council.example>
Subject: Your week

--b--
"""


def report(
    message_id: object, *, action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822"
) -> bytes:
    return REPORT.format(id=message_id, action=action, status=status, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_failure_is_found(kind: str) -> None:
    message_id = uuid4()
    found = read(report(message_id, kind=kind))
    assert found is not None
    assert (found.message_id, found.status) == (message_id, "5.1.1")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff",
        b"Subject: Out of office\n\nI am away.",
        report(uuid4(), action="delayed", status="4.4.1"),
        report(uuid4(), status="4.4.1"),
        report(uuid4(), action="delivered", status="2.0.0"),
        report("20261122.4F1"),
        report(uuid4(), kind="text/plain"),
        report(uuid4()).replace(b"multipart/report", b"multipart/mixed"),
        report(uuid4())[:500],
    ],
)
def test_anything_else_is_left_alone(raw: bytes) -> None:
    assert read(raw) is None


@given(st.binary(max_size=300), st.integers(0, 900))
def test_rubbish_never_raises(noise: bytes, place: int) -> None:
    raw = report(uuid4())
    read(raw[:place] + noise + raw[place:])
    read(noise)
