"""Who chases, and who takes an agency's actions out as a spreadsheet. Pure."""

from enum import StrEnum

from fourfold.accountability.plan.policies import coordinate
from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    TAKE_OUT = "chasing:take-out"
    BRING_BACK = "chasing:bring-back"
    CHASE = "chasing:chase"
    WRITE_DIGESTS = "chasing:write-digests"
    CHOOSE_MAIL = "chasing:choose-mail"
    USE_FORM = "chasing:use-form"


def use_spreadsheets(actor: Standing) -> Decision:
    """Whoever works for an agency takes out what it leads or delivers; the plan decides what may be moved."""
    if actor.is_active and actor.person_id is not None and actor.home is not None:
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency's administrator.")


def chase(actor: Standing) -> Decision:
    """Coordinators see who was chased, and have somebody's weekly mail written early."""
    return coordinate(actor)


def write_digests(actor: Standing) -> Decision:
    """Digests are written by the chaser, which works without a user."""
    return ALLOWED if actor.service is Service.CHASER else refused("Digests are written by Fourfold itself.")


def choose_mail(actor: Standing) -> Decision:
    """Everybody with a role chooses their own day."""
    if actor.is_active and actor.user_id is not None:
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency's administrator.")
