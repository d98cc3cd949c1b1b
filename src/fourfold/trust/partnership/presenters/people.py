"""People as their pages show them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership import policies
from fourfold.trust.partnership.domain.roles import RoleKind, Standing, Tenure
from fourfold.trust.partnership.finding import PersonFilter
from fourfold.trust.partnership.models import Agency, Person, Role
from fourfold.trust.partnership.presenters.cover import Reach, reach
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
    is_over: bool
    end_href: str = ""
    hand_over_href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory."""

    name: str
    href: str
    roles: list[RoleLine]
    signs_in: bool


@dataclass(frozen=True, slots=True)
class May:
    """What the reader of a person's page may do there."""

    give: bool
    keep_account: bool
    keep_contact: bool
    keep_absence: bool
    mark_left: bool
    train: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One person: who they are, and the roles they hold and held, newest first."""

    id: UUID
    name: str
    is_synthetic: bool
    roles: list[RoleLine]
    reach: Reach
    may: May

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


def page(actor: Standing, person: Person, *, today: date) -> Page:
    """A person in full, with what the reader may do."""
    roles = list(person.roles.all())
    tenures = [Tenure(role.agency_id, RoleKind(role.kind), role.since, role.until) for role in roles]
    may = May(
        give=policies.may_give_some(actor, tenures, on=today),
        keep_account=policies.may_keep_account(actor, tenures, on=today),
        keep_contact=policies.may_keep_contact(actor, person.pk, tenures),
        keep_absence=policies.may_keep_absence(actor, person.pk, tenures, on=today),
        mark_left=any(policies.may_keep_agency(actor, one.agency_id) and not one.is_over(today) for one in tenures),
        train=policies.may_record_training(actor, person.pk, tenures, on=today),
    )
    return Page(
        id=person.pk,
        name=person.name,
        is_synthetic=person.is_synthetic,
        roles=[_line_for(actor, role, today) for role in roles],
        reach=reach(person),
        may=may,
    )


def _line(role: Role, today: date) -> RoleLine:
    tenure = Tenure(role.agency_id, RoleKind(role.kind), role.since, role.until)
    return RoleLine(
        id=role.pk,
        agency=role.agency.name,
        agency_href=reverse("partnership:agency", args=[role.agency_id]),
        kind=tenure.kind.label,
        title=role.title,
        years=between(role.since, role.until),
        is_live=tenure.is_live(today),
        is_over=tenure.is_over(today),
    )


def _line_for(actor: Standing, role: Role, today: date) -> RoleLine:
    """A role with the ways to its end that are open to the actor."""
    line, kind, where = _line(role, today), RoleKind(role.kind), [role.person_id, role.pk]
    if line.is_over:
        return line
    ends = policies.may_end(actor, agency_id=role.agency_id, kind=kind)
    passes = policies.may_hand_over(actor, person_id=role.person_id, agency_id=role.agency_id, kind=kind)
    return replace(
        line,
        end_href=reverse("partnership:role-end", args=where) if ends else "",
        hand_over_href=reverse("partnership:hand-over", args=where)
        if passes and kind is not RoleKind.MEMBER and line.is_live
        else "",
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
