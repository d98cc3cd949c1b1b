"""What waits in the outbox for one of the cast, with its text."""

from dataclasses import dataclass

from tests.people import Colleague

from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.models import Message
from fourfold.trust.partnership.domain.roles import INSTALLATION, Standing
from fourfold.trust.sealing.queries import unseal


@dataclass(frozen=True)
class Read:
    """A letter as its addressee reads it."""

    subject: str
    body: str


def letters_to(colleague: Colleague | Standing, *, kind: str) -> list[Read]:
    """The letters of one kind to somebody, the oldest first."""
    with acting_as(INSTALLATION.actor):
        found = Message.objects.filter(to_user=colleague.user_id, kind=kind).order_by("written_at")
        return [Read(one.subject, unseal(one.sealed_body, kind="message")) for one in found]
