"""People as their pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import PersonFilter
from fourfold.trust.partnership.models import Agency, Person, Role
from fourfold.trust.partnership.wording import between


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in words, with the way to its agency and, for administrators, to its end."""

    id: UUID
    agency: str
    agency_href: str
    kind: str
    title: str
    years: str
    is_live: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory."""

    name: str
    href: str
    roles: list[RoleLine]
    signs_in: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One person: who they are, and the roles they hold and held, newest first."""

    id: UUID
    name: str
    email: str
    is_synthetic: bool
    roles: list[RoleLine]

    @property
    def live(self) -> list[RoleLine]:
        """The roles of today."""
        return [role for role in self.roles if role.is_live]


class AccountState(StrEnum):
    """What an account is waiting for."""

    NONE = "none"
    INVITED = "invited"
    OPEN = "open"
    CLOSED = "closed"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A person's account, for administrators."""

    state: AccountState
    words: str


def row(person: Person) -> Row:
    """A person as a line, with the live roles that were fetched."""
    live: list[Role] = person.live_roles  # type: ignore[attr-defined]
    roles = [_line(role, role.since) for role in live]
    signs_in = person.user is not None and person.user.is_active
    return Row(person.name, reverse("partnership:person", args=[person.pk]), roles, signs_in)


def page(person: Person, *, today: date) -> Page:
    """A person in full."""
    return Page(
        id=person.pk,
        name=person.name,
        email=person.user.email if person.user else "",
        is_synthetic=person.is_synthetic,
        roles=[_line(role, today) for role in person.roles.all()],
    )


def _line(role: Role, today: date) -> RoleLine:
    return RoleLine(
        id=role.pk,
        agency=role.agency.name,
        agency_href=reverse("partnership:agency", args=[role.agency_id]),
        kind=RoleKind(role.kind).label,
        title=role.title,
        years=between(role.since, role.until),
        is_live=role.since <= today and (role.until is None or role.until > today),
        may_end=role.until is None or role.until > today,
    )


def account_of(person: Person, *, now: datetime) -> AccountLine:
    """What an administrator needs to know about a person's account."""
    user = person.user
    if user is None:
        return AccountLine(AccountState.NONE, "No account: named in the directory, does not sign in")
    if user.closed_at or not user.is_active:
        return AccountLine(AccountState.CLOSED, f"Closed on {show_date(user.closed_at or now)}")
    if user.is_demonstration:
        return AccountLine(AccountState.DEMONSTRATION, "Made up: signs in with one click, in the demonstration alone")
    if not user.has_usable_password():
        return AccountLine(AccountState.INVITED, "Open, and has not set a password yet")
    last = f", last signed in on {show_date(user.last_login)}" if user.last_login else ", has not signed in yet"
    return AccountLine(AccountState.OPEN, f"Open{last}")


def shown(asked: PersonFilter, agencies: list[Agency]) -> str:
    """What is shown, after the number: `in Kent Police, Gangs champion`."""
    name = next((agency.name for agency in agencies if agency.pk == asked.agency), "")
    parts = [
        f"in {name}" if name else "",
        f"with the role “{asked.role.label}”" if asked.role else "",
        f"whose name holds “{asked.words}”" if asked.words else "",
        "who have left" if asked.leavers else "",
    ]
    return ", ".join(part for part in parts if part)
