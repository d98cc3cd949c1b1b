"""Who may judge who is one person, see runs and ask for one. Whose records are seen, `trust/access` decides."""

from enum import StrEnum

from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this part of the room."""

    REVIEW = "people:review"
    JUDGE = "people:judge"
    WITHDRAW = "people:withdraw-judgement"
    LINK = "people:link"
    READ_RUNS = "people:read-runs"
    RUN = "people:run"
    TELL_HOLDER = "people:tell-holder"


SEES_RUNS = frozenset(
    {
        *(RoleKind.ADMINISTRATOR, RoleKind.PLAN_COORDINATOR, RoleKind.DATA_PROTECTION_OFFICER),
        *(RoleKind.CHAMPION, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY),
    }
)
"""Who answers for the linkage, or for an agency's data in it. `identity_sees_runs` (rls) says the same."""
ASKS = frozenset({RoleKind.ADMINISTRATOR, RoleKind.PLAN_COORDINATOR})


def review(actor: Standing, *, sees_all: bool, is_trained: bool) -> Decision:
    """Answer a question about two to five subjects: whoever sees a record of each, with training in date.

    No role is needed beyond that: who works with people knows them best. Relatives, and whom an owner keeps away,
    see no record of theirs and so no question (exclusions). The database asks the same (`identity_may_answer`).
    """
    if actor.user_id is None or not sees_all:
        return refused("A question is answered by those who see a record of each person in it.")
    if not is_trained:
        return refused("Your information sharing training is not in date. Renew it to review.")
    return ALLOWED


def judge(actor: Standing, *, sees_both: bool) -> Decision:
    """Say of two subjects that they are one person or two: whoever sees records of both, for the purpose at hand."""
    if actor.user_id is not None and sees_both:
        return ALLOWED
    return refused("Whether two are one person is decided by those who see records of both.")


def read_runs(actor: Standing) -> Decision:
    """See how far the linkage is and what it found, in counts."""
    if any(actor.has(kind) for kind in SEES_RUNS):
        return ALLOWED
    return refused(
        "Runs of the linkage are seen by administrators, coordinators, data protection officers, champions, "
        "accountable officers and their deputies."
    )


def ask_for_run(actor: Standing) -> Decision:
    """Have everything linked anew, with a model estimated from all records."""
    if actor.service in (Service.LINKER, Service.INSTALLATION) or any(actor.has(kind) for kind in ASKS):
        return ALLOWED
    return refused("A full run is asked for by administrators and the plan’s coordinators.")


class PlacePermission(StrEnum):
    """What can be asked of places."""

    READ = "place:read"
    REGISTER = "place:register"
    ADD = "place:add"


def register_places(actor: Standing) -> Decision:
    """Bring areas, postcodes and hospitals up to date with those that come with Fourfold."""
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    return refused("Areas and postcodes are brought up to date when Fourfold is set up.")


def read_places(actor: Standing) -> Decision:
    """See areas, postcodes and public places."""
    if actor.is_active or actor.service in (Service.INSTALLATION, Service.LINKER):
        return ALLOWED
    return refused("You have no current role in the partnership. Ask your agency’s administrator.")


def add_place(actor: Standing) -> Decision:
    """Add a public place."""
    if actor.service is Service.INSTALLATION or (actor.service is None and actor.is_active):
        return ALLOWED
    return refused("Places are added by people of the partnership.")
