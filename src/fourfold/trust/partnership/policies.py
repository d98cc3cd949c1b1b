"""Who keeps the directory: agencies, people, roles and accounts."""

from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    ADMINISTER = "partnership:administer"
    SIGN_IN = "partnership:sign-in"
    SIGN_OUT = "partnership:sign-out"
    STEP_UP = "partnership:step-up"
    SECOND_FACTOR = "partnership:second-factor"
    SET_PASSWORD = "partnership:set-password"  # noqa: S105 - a permission


def may_administer(actor: Standing) -> bool:
    """Administrators keep the directory; the installation itself registers agencies and the first of them."""
    return actor.has(RoleKind.ADMINISTRATOR)


def require_administrator(actor: Standing, *, subject_id: UUID | None = None) -> None:
    """Raise `NotAllowed` unless the actor may administer."""
    if not may_administer(actor):
        raise NotAllowed(
            Permission.ADMINISTER,
            "Only an administrator can do this. Ask one of them on the People page.",
            subject_kind="partnership",
            subject_id=str(subject_id or ""),
        )
