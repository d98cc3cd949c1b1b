"""Being away and covering, in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.models import Person, Role
from fourfold.trust.partnership.queries.cover import Away


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach somebody: a telephone link has no spaces."""

    email: str
    telephone: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it; without the extension."""
        number = self.telephone.lower().split("x")[0].rstrip("e ")
        return "".join(sign for sign in number if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class Now:
    """That somebody is away: until when, and who covers the role that is spoken of."""

    until: str
    by: str
    by_href: str
    reach: Reach | None


def reach(person: Person) -> Reach:
    """As they want to be reached; the address of their account where they say no other."""
    kept = getattr(person, "contact", None)
    account = person.user.email if person.user else ""
    return Reach((kept.email if kept else "") or account, kept.telephone if kept else "")


def now_of(role_id: UUID, away: Away | None) -> Now | None:
    """What the directory says beside a role whose holder is away."""
    if away is None:
        return None
    until, by = show_date(away.until), away.covers.get(role_id)
    if by is None:
        return Now(until, "", "", None)
    return Now(until, by.name, reverse("partnership:person", args=[by.person_id]), Reach(by.email, by.telephone))


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence that is not over, with who covers what, and where it is ended early."""

    name: str
    days: str
    is_now: bool
    covers: list[tuple[str, str]]
    back_href: str


def absence_line(away: Away, roles: dict[UUID, Role], *, today: date) -> AbsenceLine:
    """One absence of somebody with these roles."""
    told = [(RoleKind(roles[role_id].kind).label, by.name) for role_id, by in away.covers.items() if role_id in roles]
    return AbsenceLine(
        name=away.name,
        days=f"{show_date(away.since)}, back on {show_date(away.until)}",
        is_now=away.since <= today,
        covers=told,
        back_href=reverse("partnership:back", args=[away.person_id, away.absence_id]),
    )
