"""The directory's answers as its page shows them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.models import Role
from fourfold.trust.partnership.presenters.cover import Now, Reach, now_of, reach
from fourfold.trust.partnership.queries.cover import Away
from fourfold.trust.partnership.queries.directory import Answer
from fourfold.trust.partnership.queries.vacancies import Vacancy

MOST_COLLEAGUES = 3
"""How many who only work there a card shows; the agency's page shows all."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a role: since when, under which job title, how to reach them, and who covers."""

    kind: str
    name: str
    href: str
    title: str
    since: str
    reach: Reach
    now: Now | None


@dataclass(frozen=True, slots=True)
class GapLine:
    """A role that nobody holds, since when and how long, and from when somebody will."""

    agency: str
    agency_href: str
    kind: str
    since: str
    days: int
    filled_on: str


@dataclass(frozen=True, slots=True)
class Card:
    """One agency of an answer."""

    name: str
    href: str
    former: str
    holders: list[Holder]
    gaps: list[GapLine]
    others: int


def card(answer: Answer, *, today: date) -> Card:
    """An answer as a card. Of those who only work there, the first few."""
    acting = [role for role in answer.roles if role.kind != RoleKind.MEMBER]
    working = [role for role in answer.roles if role.kind == RoleKind.MEMBER]
    shown = acting + working[:MOST_COLLEAGUES]
    return Card(
        name=answer.agency.name,
        href=reverse("partnership:agency", args=[answer.agency.pk]),
        former=", ".join(answer.former),
        holders=[holder(role, answer.away.get(role.person_id)) for role in shown],
        gaps=[gap_line(gap, today=today) for gap in answer.gaps],
        others=len(answer.roles) - len(shown),
    )


def holder(role: Role, away: Away | None) -> Holder:
    """Somebody in a role."""
    return Holder(
        kind=RoleKind(role.kind).label,
        name=role.person.name,
        href=reverse("partnership:person", args=[role.person_id]),
        title=role.title,
        since=_("since %(day)s") % {"day": show_date(role.since)},
        reach=reach(role.person),
        now=now_of(role.pk, away),
    )


def gap_line(gap: Vacancy, *, today: date) -> GapLine:
    """A role that nobody holds."""
    return GapLine(
        agency=gap.agency_name,
        agency_href=reverse("partnership:agency", args=[gap.agency_id]),
        kind=gap.kind.label,
        since=show_date(gap.vacant_since),
        days=(today - gap.vacant_since).days,
        filled_on=show_date(gap.filled_on),
    )
