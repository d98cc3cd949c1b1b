"""The roles that people hold in agencies, and where each of them stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fourfold.ground.kernel.actors import NOBODY, Actor, Service


class RoleKind(StrEnum):
    """What a person is in an agency. The first five come from the plan itself."""

    MEMBER = "member"
    CHAMPION = "champion"
    ACCOUNTABLE_OFFICER = "accountable-officer"
    DEPUTY = "deputy"
    LEAD_RESPONSIBLE_OFFICER = "lead-responsible-officer"
    PLAN_COORDINATOR = "plan-coordinator"
    ADMINISTRATOR = "administrator"
    AGENCY_ADMINISTRATOR = "agency-administrator"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    """UK GDPR articles 37 to 39; Data Protection Act 2018 sections 69 to 71."""

    @property
    def label(self) -> str:
        """The role in words, for screens."""
        return _LABELS[self]


_LABELS = {
    RoleKind.MEMBER: "Works here",
    RoleKind.CHAMPION: "Gangs champion",
    RoleKind.ACCOUNTABLE_OFFICER: "Accountable officer",
    RoleKind.DEPUTY: "Deputy accountable officer",
    RoleKind.LEAD_RESPONSIBLE_OFFICER: "Lead Responsible Officer",
    RoleKind.PLAN_COORDINATOR: "Plan coordinator",
    RoleKind.ADMINISTRATOR: "Administrator",
    RoleKind.AGENCY_ADMINISTRATOR: "Agency administrator",
    RoleKind.DATA_PROTECTION_OFFICER: "Data protection officer",
}


GIVEN_BY_ADMINISTRATORS = frozenset({RoleKind.ADMINISTRATOR, RoleKind.PLAN_COORDINATOR})
"""Roles that reach beyond one agency: an agency's own administrator neither gives nor ends them."""

EXPECTED = (RoleKind.CHAMPION, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY)
"""What an agency of the partnership is expected to have, unless its participation says otherwise."""

HANDED_OVER = (*EXPECTED, RoleKind.LEAD_RESPONSIBLE_OFFICER)
"""Roles that whoever holds them may hand over themselves, to a colleague of the same agency."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A live role, as a policy needs to see it."""

    agency_id: UUID
    agency_name: str
    kind: RoleKind


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role through time, from `since` up to and without `until`; of which person, the caller knows."""

    agency_id: UUID
    kind: RoleKind
    since: date
    until: date | None = None

    def is_live(self, on: date) -> bool:
        """Whether it is held on a day."""
        return self.since <= on and not self.is_over(on)

    def is_over(self, on: date) -> bool:
        """Whether it has ended by a day, or never began."""
        return self.until is not None and (self.until <= on or self.until <= self.since)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an actor stands today: who they are and which roles are live.

    `agency_ids` also holds the collectives that their agencies belong to and the predecessors whose work
    their agencies took over: an action led by any of these is theirs to move. `administers` holds the agencies
    whose own administrator they are, with those predecessors and without collectives.
    """

    user_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    roles: tuple[HeldRole, ...] = ()
    agency_ids: frozenset[UUID] = frozenset()
    administers: frozenset[UUID] = frozenset()
    is_demonstration: bool = False
    has_second_factor: bool = False
    service: Service | None = None

    @property
    def actor(self) -> Actor:
        """Who this is, for the audit log and the row-level security context."""
        if self.service is not None:
            return Actor.of_service(self.service)
        return Actor.person(self.user_id, self.name) if self.user_id else NOBODY

    @property
    def is_active(self) -> bool:
        """Whether any role is live: without one, a person sees nothing. Nor does a service without a grant."""
        if self.service is not None:
            return self.service is Service.INSTALLATION or self.service.reads_the_partnership
        return bool(self.roles)

    def has(self, kind: RoleKind) -> bool:
        """Whether a role of this kind is live in any agency. The installation has them all."""
        return self.service is Service.INSTALLATION or any(role.kind is kind for role in self.roles)

    @property
    def home(self) -> HeldRole | None:
        """The role under which pages speak to this person: the first of their live roles."""
        return self.roles[0] if self.roles else None


NOWHERE = Standing()
"""The standing of someone who has not signed in."""

INSTALLATION = Standing(name="Installation", service=Service.INSTALLATION)
"""The service that sets up an installation: the register of agencies, the first administrator."""

CHASER = Standing(name="Chaser", service=Service.CHASER)
"""The service that writes reminders and digests."""

DOORKEEPER = Standing(name="Doorkeeper", service=Service.DOORKEEPER)
"""The service that closes the accounts of those who have left."""

MEASURER = Standing(name="Measurer", service=Service.MEASURER)
"""The service that computes the measures of the success factors."""

FEDERATION = Standing(name="Federation", service=Service.FEDERATION)
"""The service that knows people by what their agency's own directory says of them, before they have signed in."""

LINKER = Standing(name="Linker", service=Service.LINKER)
"""The service that finds out which records are the same person's."""

PUBLIC_FORM = Standing(name="Public form", service=Service.PUBLIC_FORM)
"""The service that takes what people without an account send, and reads none of it."""
