"""Taking in what mail servers report later about letters of ours."""

from datetime import datetime

from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.notifications import read
from fourfold.trust.messages.domain.states import State
from fourfold.trust.messages.models import Message
from fourfold.trust.messages.operations.sending import MESSENGER, mark_undeliverable

_SENT = [State.SENT, State.UNCERTAIN, State.SENDING]


def take_report(*, now: datetime, raw: bytes) -> str:
    """Take in one message that came to the sender's mailbox; what was done, as a sentence.

    What is no report of a failed delivery of a letter of ours is left alone: this mailbox gets all kinds of mail.
    """
    report = read(raw)
    if report is None:
        return "Ignored: this is no report that a letter of ours could not be delivered."
    said = f"A later report said that it could not be delivered: {report.status}."
    with acting_as(MESSENGER):
        message = Message.objects.select_for_update().filter(pk=report.message_id, state__in=_SENT).first()
        if message is None:
            return "Ignored: it is about a letter that we do not know, or know of already."
        Message.objects.filter(pk=message.pk).update(state=State.BOUNCED, closed_at=now, said=said, sealed_body="")
        mark_undeliverable(message.address, now, said)
        record(
            actor=MESSENGER,
            now=now,
            permission="messages:bounce",
            subject_kind="messages.message",
            subject_id=message.pk,
            detail={"status": report.status},
        )
    return f"Letter {report.message_id} bounced ({report.status}). Further letters to its address are held."
