"""Checkpoints of the audit log for the second agency: who keeps them, and sending one each week."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.models import SentCheckpoint, Witness
from fourfold.accountability.oversight.operations.alerts import officers_of
from fourfold.accountability.oversight.policies import Permission
from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.domain.checkpoints import Checkpoint
from fourfold.trust.audit.operations import record
from fourfold.trust.audit.verification import take_checkpoint
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose
from fourfold.trust.partnership.queries.correspondents import Correspondent


@transaction.atomic
def name_witness(*, actor: Standing, now: datetime, agency_id: UUID) -> None:
    """Have another agency keep the checkpoints from now on. Those that the one before keeps stay valid."""
    require(policies.name_witness(actor), Permission.NAME_WITNESS, subject_kind="oversight.witness")
    if agency_id not in dict(agencies_to_choose(actor)):
        raise BadInput.one("Choose an agency of the partnership.", "agency")
    named_by = policies.known_person(actor, Permission.NAME_WITNESS)
    live = Witness.objects.filter(until__isnull=True)
    if live.filter(agency_id=agency_id).exists():
        raise BadInput.one("This agency keeps them already.", "agency")
    live.update(until=now)
    Witness(agency_id=agency_id, since=now, named_by_id=named_by).save(force_insert=True)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.NAME_WITNESS,
        subject_kind="partnership.agency",
        subject_id=agency_id,
    )


@transaction.atomic
def send_checkpoint(*, actor: Standing, now: datetime) -> int:
    """Send where the chain stands to the officers of the second agency; how many letters. Runs as the chaser.

    Nothing is sent while no agency is named, it has no data protection officer, or nothing new was sealed.
    """
    witness = Witness.objects.filter(until__isnull=True).select_related("agency").first()
    officers = officers_of(actor, [witness.agency_id], now) if witness else []
    if witness is None or not officers:
        return 0
    checkpoint = take_checkpoint()
    if SentCheckpoint.objects.filter(witness=witness, position__gte=checkpoint.position).exists():
        return 0
    letters = write_many(actor=actor.actor, now=now, letters=[_letter(to, checkpoint) for to in officers])
    SentCheckpoint.objects.bulk_create(
        [
            SentCheckpoint(
                witness=witness,
                position=checkpoint.position,
                chain_hash=checkpoint.chain_hash.hex(),
                sealed_at=checkpoint.sealed_at,
                sent_at=now,
                letters=letters,
            )
        ]
    )
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.SEND_CHECKPOINT,
        subject_kind="partnership.agency",
        subject_id=witness.agency_id,
        detail={"position": checkpoint.position, "letters": letters},
    )
    return letters


def _letter(to: Correspondent, checkpoint: Checkpoint) -> Letter:
    body = (
        f"This is where Fourfold's audit log stood on {show_moment(checkpoint.sealed_at)}. Your agency keeps it for "
        "the partnership: with it, you can show later whether the log was cut off or written anew. It holds nothing "
        "about anybody. Please put this letter into your records as it is.\n\n"
        f"{checkpoint.to_letter()}\n"
        "How to check the log with it, by yourselves: "
        f"{settings.PUBLIC_ADDRESS}{reverse('oversight:checkpoints')}"
    )
    key = f"checkpoint:{checkpoint.position}:{to.user_id}"
    subject = f"Please keep: checkpoint {checkpoint.position:,} of the audit log"
    return Letter(LetterKind.REVIEW, key, to.user_id, to.address, subject, body)
