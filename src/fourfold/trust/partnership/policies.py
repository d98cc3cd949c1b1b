"""Who keeps the directory: agencies, people, roles and accounts.

Administrators keep all of it. An agency's own administrator keeps the roles of that agency (and of those whose work
it took over), and the accounts of people who were never anybody else's: through any other they could reach what
another agency gave. `rls.sql` says the same.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.partnership.domain.roles import (
    GIVEN_BY_ADMINISTRATORS,
    HANDED_OVER,
    RoleKind,
    Standing,
    Tenure,
)


class Permission(StrEnum):
    """What can be asked of this room."""

    ADMINISTER = "partnership:administer"
    KEEP_CONTACT = "partnership:keep-contact"
    KEEP_ABSENCE = "partnership:keep-absence"
    HAND_OVER = "partnership:hand-over"
    EXPECT = "partnership:expect"
    RECORD_TRAINING = "partnership:record-training"
    SIGN_IN = "partnership:sign-in"
    SIGN_OUT = "partnership:sign-out"
    LINK_IDENTITY = "partnership:link-identity"
    STEP_UP = "partnership:step-up"
    SECOND_FACTOR = "partnership:second-factor"
    SET_PASSWORD = "partnership:set-password"  # noqa: S105 - a permission


ASK = "Only an administrator can do this. Ask one of them on the People page."
NOT_YOURS = (
    "You keep the people and roles of your own agency. This reaches beyond it, so ask an administrator "
    "of the partnership."
)
NOT_YOURS_TO_TRAIN = (
    "A training is written down by a champion or administrator of the person’s agency, or an administrator of the "
    "partnership, and never by oneself."
)


def may_administer(actor: Standing) -> bool:
    """Administrators keep the directory; the installation itself registers agencies and the first of them."""
    return actor.has(RoleKind.ADMINISTRATOR)


def may_keep_some(actor: Standing) -> bool:
    """Whether there is anything here for the actor to keep: everything, or their own agency."""
    return may_administer(actor) or bool(actor.administers)


def may_keep_agency(actor: Standing, agency_id: UUID) -> bool:
    """Whether people may be added to this agency, and most roles in it given and ended."""
    return may_administer(actor) or agency_id in actor.administers


def may_give(actor: Standing, *, agency_id: UUID, kind: RoleKind, tenures: Iterable[Tenure], on: date) -> bool:
    """Whether this role may be given to the person with these roles: to people of one's own agency.

    To somebody of another agency alone, administrators give it: a second agency's role puts a person out of reach of
    the first one's administrator.
    """
    if may_administer(actor):
        return True
    held = list(tenures)
    here = any(one.agency_id in actor.administers and one.is_live(on) for one in held)
    return may_end(actor, agency_id=agency_id, kind=kind) and (here or is_of_mine(actor, held))


def may_give_some(actor: Standing, tenures: Iterable[Tenure], *, on: date) -> bool:
    """Whether there is a role that the actor may give to the person with these roles."""
    held = list(tenures)
    return may_administer(actor) or any(
        may_give(actor, agency_id=place, kind=RoleKind.MEMBER, tenures=held, on=on) for place in actor.administers
    )


def may_end(actor: Standing, *, agency_id: UUID, kind: RoleKind) -> bool:
    """Whether this role may be ended, whoever holds it."""
    return may_administer(actor) or (agency_id in actor.administers and kind not in GIVEN_BY_ADMINISTRATORS)


def is_of_mine(actor: Standing, tenures: Iterable[Tenure]) -> bool:
    """Whether every role that somebody ever held is in an agency that the actor administers. Nobody's is nobody's."""
    places = {one.agency_id for one in tenures}
    return bool(places) and places <= actor.administers


def may_keep_account(actor: Standing, tenures: Iterable[Tenure], *, on: date) -> bool:
    """Whether the account of the person with these roles may be opened, closed and given a new link.

    An agency's own administrator keeps no account that coordinates plans or administers the partnership: through it
    they would become that.
    """
    if may_administer(actor):
        return True
    held = list(tenures)
    beyond = any(one.kind in GIVEN_BY_ADMINISTRATORS and not one.is_over(on) for one in held)
    return is_of_mine(actor, held) and not beyond


def may_keep_contact(actor: Standing, person_id: UUID, tenures: Iterable[Tenure]) -> bool:
    """Whether the contact details may be changed: one's own, and those of one's agency's people."""
    return may_administer(actor) or person_id == actor.person_id or is_of_mine(actor, tenures)


def may_keep_absence(actor: Standing, person_id: UUID, tenures: Iterable[Tenure], *, on: date) -> bool:
    """Whether it may be written down that they are away: by themselves, coordinators, and their administrators."""
    if may_administer(actor) or actor.has(RoleKind.PLAN_COORDINATOR) or person_id == actor.person_id:
        return True
    return any(one.agency_id in actor.administers and one.is_live(on) for one in tenures)


def may_record_training(actor: Standing, person_id: UUID, tenures: Iterable[Tenure], *, on: date) -> bool:
    """Whether somebody's training may be written down: by their agency's champion or administrators."""
    if person_id == actor.person_id:
        return False
    champions = {role.agency_id for role in actor.roles if role.kind is RoleKind.CHAMPION}
    theirs = champions | actor.administers
    return may_administer(actor) or any(one.agency_id in theirs and one.is_live(on) for one in tenures)


def may_hand_over(actor: Standing, *, person_id: UUID, agency_id: UUID, kind: RoleKind) -> bool:
    """Whether a role may pass to a colleague of the same agency: by its holder, and by whoever may end it."""
    if kind in HANDED_OVER and person_id == actor.person_id:
        return True
    return may_end(actor, agency_id=agency_id, kind=kind)


def may_expect(actor: Standing) -> bool:
    """Whether the actor says which roles an agency should have."""
    return may_administer(actor) or actor.has(RoleKind.PLAN_COORDINATOR)


def require(
    allowed: bool, *, subject_id: object = "", permission: Permission = Permission.ADMINISTER, reason: str = ASK
) -> None:
    """Raise `NotAllowed` unless a policy said yes."""
    if not allowed:
        raise NotAllowed(permission, reason, subject_kind="partnership", subject_id=str(subject_id or ""))


def require_administrator(actor: Standing, *, subject_id: UUID | None = None) -> None:
    """Raise `NotAllowed` unless the actor may administer the whole partnership."""
    require(may_administer(actor), subject_id=subject_id)


def require_keeper(actor: Standing) -> None:
    """Raise `NotAllowed` unless there is something here for the actor to keep."""
    require(may_keep_some(actor))
