"""After a restore: letters that waited when the backup was made may have gone since."""

from datetime import datetime

from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.models import Message
from fourfold.trust.messages.operations.sending import MESSENGER

_SAID = "It waited when the backup was made. It may have arrived since."


def hold_after_restore(*, now: datetime) -> int:
    """Make every letter that waits uncertain, so that only a person sends it; how many.

    Events for webhooks stay: whoever receives one twice knows it by its `webhook-id`.
    """
    with acting_as(MESSENGER):
        waiting = Message.objects.filter(channel=Channel.EMAIL, state__in=[State.WAITING, State.SENDING])
        held = waiting.update(state=State.UNCERTAIN, closed_at=now, claimed_at=None, said=_SAID)
        if held:
            record(
                actor=MESSENGER,
                now=now,
                permission="messages:hold-after-restore",
                subject_kind="messages.message",
                subject_id="",
                detail={"held": held},
            )
    return held
