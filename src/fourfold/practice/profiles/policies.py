"""Who may do what with a problem profile. Pure: they take where the actor stands, their part, and where it stands."""

from enum import StrEnum

from fourfold.practice.profiles.domain.states import WRITES, Part, ProfileState
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

APPROVES = frozenset({RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.LEAD_RESPONSIBLE_OFFICER})
"""Whose role in the profile's agency lets them approve it. `profiles_may_approve()` in `rls.sql` says the same."""


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "profile:read"
    BEGIN = "profile:begin"
    WRITE = "profile:write"
    LEAD = "profile:lead"
    REVIEW = "profile:review"
    APPROVE = "profile:approve"
    ANSWER_GAP = "profile:answer-gap"


NO_ROLE = "You have no current role in the partnership. Ask your agency's administrator."


def begin(actor: Standing) -> Decision:
    """Anyone with a live role begins a profile for their own agency, and is its author."""
    return ALLOWED if actor.is_active and actor.person_id is not None else refused(NO_ROLE)


def lead(actor: Standing, part: Part | None) -> Decision:
    """Its author says who has a part in it and who reads it, sends it to review, and begins the next edition."""
    if actor.is_active and part is Part.AUTHOR:
        return ALLOWED
    return refused("Only its author can do this.")


def write(actor: Standing, part: Part | None, state: ProfileState) -> Decision:
    """Authors and those who write with them, while it is being written."""
    if not actor.is_active or part not in WRITES:
        return refused("Only its author and those who write with them can change it.")
    if state is not ProfileState.DRAFT:
        return refused("It does not change while it is being reviewed, or once it is approved.")
    return ALLOWED


def review(actor: Standing, part: Part | None, state: ProfileState) -> Decision:
    """Peers whom the author asked, who wrote nothing of it."""
    return _reads_it(actor, part, state, Part.REVIEWER, "Only a peer whom its author asked can review it.")


def approve(actor: Standing, part: Part | None, state: ProfileState, *, is_officer: bool) -> Decision:
    """An officer of the profile's agency whom the author asked, who neither wrote nor reviewed it."""
    decision = _reads_it(actor, part, state, Part.APPROVER, "Only the officer whom its author asked can approve it.")
    if decision and not is_officer:
        return refused(
            "It is approved by an accountable officer, a deputy or a Lead Responsible Officer of its own agency."
        )
    return decision


def answer_gap(actor: Standing, *, owns: bool, part: Part | None) -> Decision:
    """Whoever is to find out, and those who write the profile."""
    if actor.is_active and (owns or part in WRITES):
        return ALLOWED
    return refused("Only whoever is to find this out, or writes the profile, can answer it.")


def is_officer(actor: Standing, agency_id: object) -> bool:
    """Whether somebody is an officer who may approve for an agency."""
    return any(role.agency_id == agency_id and role.kind in APPROVES for role in actor.roles)


def _reads_it(actor: Standing, part: Part | None, state: ProfileState, wanted: Part, why: str) -> Decision:
    if not actor.is_active or part is not wanted:
        return refused(why)
    if state is not ProfileState.REVIEW:
        return refused("It is not being reviewed now.")
    return ALLOWED
