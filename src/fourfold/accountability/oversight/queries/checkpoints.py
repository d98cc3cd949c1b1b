"""Reading who keeps the checkpoints, and which were sent."""

from django.db.models import QuerySet

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.models import SentCheckpoint, Witness
from fourfold.accountability.oversight.policies import Permission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing


def witness_of(actor: Standing) -> Witness | None:
    """The agency that keeps the checkpoints today. Raises `NotAllowed`."""
    require(policies.read_checkpoints(actor), Permission.READ_CHECKPOINTS, subject_kind="oversight.witness")
    return Witness.objects.filter(until__isnull=True).select_related("agency").first()


def sent_checkpoints(actor: Standing) -> QuerySet[SentCheckpoint]:
    """What was sent, newest first. Raises `NotAllowed`."""
    require(policies.read_checkpoints(actor), Permission.READ_CHECKPOINTS, subject_kind="oversight.witness")
    return SentCheckpoint.objects.select_related("witness__agency").order_by("-position")
