"""What of the room is sealed, for whoever changes the keys."""

from fourfold.trust.messages.operations.sending import WEBHOOK_SEALED_AS
from fourfold.trust.messages.operations.writing import SEALED_AS
from fourfold.trust.sealing.operations import Sealed

SEALED = (
    Sealed("outbox_message", "sealed_body", SEALED_AS),
    Sealed("outbox_webhook", "sealed_secret", WEBHOOK_SEALED_AS),
    Sealed("outbox_webhook", "sealed_former_secret", WEBHOOK_SEALED_AS),
)
