"""Who read an edition, and who took it as a file, is written down."""

from fourfold.ground.kernel.clock import now
from fourfold.practice.profiles.models import Edition
from fourfold.practice.profiles.policies import Permission
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


def note_read(*, actor: Standing, edition: Edition, form: str = "") -> None:
    """Write down that somebody read an edition; `form`: the file that they took."""
    record(
        actor=actor.actor,
        now=now(),
        permission=Permission.READ,
        subject_kind="profile",
        subject_id=edition.profile_id,
        outcome=Outcome.READ,
        detail={"edition": edition.number, "form": form},
    )
