"""Who reads the reports, and who writes them. Pure; the files of `rls/` say the same in the database."""

from enum import StrEnum

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "report:read"
    MEASURE = "report:measure"


def read(actor: Standing) -> Decision:
    """What is published here is for everybody who works in the partnership: it names nobody."""
    if actor.is_active:
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency’s administrator.")


def measure(actor: Standing) -> Decision:
    """Figures are computed and stored by the measurer alone."""
    if actor.service is Service.MEASURER:
        return ALLOWED
    return refused("Fourfold computes these figures itself, so that nobody enters them.")
