"""Who may do what in this room. Pure: what has to be known of the person behind a reference, the caller says.

`rls.sql` says the same once more.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


class Permission(StrEnum):
    """What can be asked of this room, besides reading."""

    BEGIN_EMERGENCY = "access:begin-emergency"
    REVIEW_EMERGENCY = "access:review-emergency"
    DECLARE = "access:declare-conflict"
    SETTLE = "access:settle-conflict"
    EXCLUDE = "access:exclude"
    LIFT = "access:lift-exclusion"
    WORK_WITH = "access:say-who-works-with"
    KEEP_CANARY = "access:keep-canary"
    EXPLAIN = "access:explain"
    CHOOSE_PURPOSE = "access:choose-purpose"


DPO = RoleKind.DATA_PROTECTION_OFFICER
OWNERS = frozenset({DPO, RoleKind.ACCOUNTABLE_OFFICER})
"""Who may keep somebody from the records of a person of whom their agency holds some."""
ALERTED = OWNERS | {RoleKind.CHAMPION}
"""Who hears of emergency access to a person of whom their agency holds records."""
SAYS_WHO_WORKS_WITH = frozenset(
    {
        *(RoleKind.CHAMPION, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY),
        RoleKind.LEAD_RESPONSIBLE_OFFICER,
    }
)
NOBODY = refused("You have no live role in an agency of the partnership.")


def user_of(actor: Standing) -> UUID:
    """The account of somebody who acts here. Raises `NotAllowed` for services and those without a live role."""
    if actor.user_id is None or not actor.roles:
        raise NotAllowed("access:act", NOBODY.reason)
    return actor.user_id


def agencies_as(actor: Standing, kinds: Collection[RoleKind]) -> frozenset[UUID]:
    """The agencies in which the actor holds one of these roles today."""
    return frozenset(role.agency_id for role in actor.roles if role.kind in kinds)


def may_begin_emergency(looker: Looker, purpose: str, now: datetime) -> Decision:
    """Whether emergency access may be begun: it stands in for a relationship, and never for an agreement."""
    if not looker.standing.roles:
        return NOBODY
    if looker.trained_until is None or today(now) >= looker.trained_until:
        return refused(
            "Your information sharing training has lapsed, so nothing would be shown. In danger, ring 999; otherwise "
            "ring the agency that holds the records. You can refer without it."
        )
    for (_provider, _data_set, named), grants in looker.grants.items():
        if named != purpose:
            continue
        for grant in grants:
            roles = looker.places.get(grant.recipient_id, frozenset())
            fits = bool(roles) and (not grant.recipient_roles or not grant.recipient_roles.isdisjoint(roles))
            if fits and grant.needs_relationship and grant.since <= now < grant.until:
                return ALLOWED
    return refused(
        "No agreement in force shares records for this purpose with those who work with the person, so emergency "
        "access would open nothing. In danger, ring 999; otherwise ring the agency that holds the records."
    )


def may_review(actor: Standing, *, user_id: UUID, agency_id: UUID, holds: bool, by_others: bool) -> Decision:
    """Whether the actor reviews an emergency access of `user_id` for `agency_id`.

    `holds`: an agency whose data protection officer the actor is holds records of the person. `by_others`: an agency
    other than `agency_id` holds some.
    """
    if user_id == actor.user_id:
        return refused("Nobody reviews their own emergency access.")
    if holds or (agency_id in agencies_as(actor, {DPO}) and not by_others):
        return ALLOWED
    return refused("A data protection officer of the agency that holds the records reviews this.")


def may_settle(actor: Standing, *, is_colleague: bool) -> Decision:
    """Whether the actor settles somebody's declaration: the data protection officer of an agency of theirs."""
    if is_colleague and agencies_as(actor, {DPO}):
        return ALLOWED
    return refused("A data protection officer of the person’s agency settles this.")


def may_exclude(actor: Standing, *, user_id: UUID, is_colleague: bool, holds: bool) -> Decision:
    """Whether the actor keeps `user_id` from a person's records, or ends that.

    `is_colleague`: the actor is data protection officer of an agency of theirs. `holds`: an agency in which the actor
    is data protection or accountable officer holds records of the person.
    """
    if user_id == actor.user_id:
        return refused("Declare a conflict of your own in the conflict register.")
    if is_colleague or holds:
        return ALLOWED
    return refused(
        "You may keep people of your own agency from anybody’s records, and anybody from the records of people of "
        "whom your agency holds some. Neither is so here."
    )


def may_place_exclusions(actor: Standing) -> Decision:
    """Whether the actor is one of those who place exclusions at all."""
    if agencies_as(actor, OWNERS):
        return ALLOWED
    return refused("Data protection officers and accountable officers place exclusions.")


def may_say_who_works_with(actor: Standing) -> Decision:
    """Whether the actor says for any agency which colleague works with which person."""
    if agencies_as(actor, SAYS_WHO_WORKS_WITH):
        return ALLOWED
    return refused(
        "A champion, accountable officer, deputy or Lead Responsible Officer says who works with a person. "
        "Ask one of your agency."
    )


def may_say_of(actor: Standing, *, user_id: UUID, is_colleague: bool) -> Decision:
    """Whether the actor may say it of this colleague: of somebody of the same agency, and never of oneself."""
    if user_id == actor.user_id:
        return refused("Somebody else says that you work with a person.")
    if not is_colleague:
        return refused("Choose a colleague of your own agency.")
    return may_say_who_works_with(actor)


def may_end_work_with(actor: Standing, *, is_colleague: bool) -> Decision:
    """Whether the actor ends it: those who say it, and the agency's data protection officer."""
    if is_colleague and agencies_as(actor, {*SAYS_WHO_WORKS_WITH, DPO}):
        return ALLOWED
    return refused("Somebody who answers for the agency’s work ends this.")


def may_keep_canary(actor: Standing, *, holds: bool) -> Decision:
    """Whether the actor marks the person: the data protection officer of an agency that holds records of them."""
    if agencies_as(actor, {DPO}) and holds:
        return ALLOWED
    return refused("A data protection officer of an agency that holds records of the person marks them.")


def may_explain(actor: Standing, *, user_id: UUID, is_colleague: bool) -> Decision:
    """Whether the actor may ask why somebody sees what they see: oneself, administrators, one's agency's officer."""
    if user_id == actor.user_id or actor.has(RoleKind.ADMINISTRATOR):
        return ALLOWED
    if is_colleague and agencies_as(actor, {DPO}):
        return ALLOWED
    return refused("Administrators and data protection officers explain this for others. Ask one of them.")
