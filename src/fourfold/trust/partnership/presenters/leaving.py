"""What somebody who leaves leaves behind: roles that need a successor, and cover that others count on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import EXPECTED, RoleKind, Standing
from fourfold.trust.partnership.models import Person
from fourfold.trust.partnership.policies import may_end, may_hand_over, may_keep_agency
from fourfold.trust.partnership.queries.cover import Away


@dataclass(frozen=True, slots=True)
class Behind:
    """A role that ends. `hand_over` is where a successor is named; empty where the actor may not."""

    kind: str
    agency: str
    needs_successor: bool
    hand_over: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What a leaver leaves. `agencies` are those that the actor may end their roles in."""

    agencies: list[tuple[UUID, str]]
    roles: list[Behind]
    covering: list[str]
    has_more: bool


def left_behind(actor: Standing, person: Person, covering: Sequence[Away], *, today: date) -> LeftBehind:
    """What becomes vacant and whom they cover for, as far as the actor keeps it; and whether there is more."""
    held = [
        role for role in person.roles.all() if (role.until is None or role.until > today) and role.until != role.since
    ]
    mine = [role for role in held if may_keep_agency(actor, role.agency_id)]
    roles = []
    for role in mine:
        kind = RoleKind(role.kind)
        allowed = may_hand_over(actor, person_id=person.pk, agency_id=role.agency_id, kind=kind)
        passes = kind is not RoleKind.MEMBER and allowed and role.since <= today
        roles.append(
            Behind(
                kind=kind.label,
                agency=role.agency.name,
                needs_successor=kind in EXPECTED,
                hand_over=reverse("partnership:hand-over", args=[person.pk, role.pk]) if passes else "",
                beyond=not may_end(actor, agency_id=role.agency_id, kind=kind),
            )
        )
    agencies = {role.agency_id: role.agency.name for role in mine}
    lines = [
        _("%(name)s, %(since)s until %(until)s")
        % {"name": away.name, "since": show_date(away.since), "until": show_date(away.until)}
        for away in covering
    ]
    return LeftBehind(list(agencies.items()), roles, lines, len(held) > len(mine))


def what_became(on: date, *, today: date) -> str:
    """What is said after it: at once, or on the day."""
    if on <= today:
        return _("Their roles are ended. With no role left anywhere, their account is closed, too.")
    return _("Their roles end on %(day)s. With no role left anywhere, their account closes that night.") % {
        "day": show_date(on)
    }
