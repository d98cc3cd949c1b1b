"""What the page about chasing shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.accountability.chasing.domain.weeks import monday_of
from fourfold.accountability.chasing.queries.digests import SILENT_AFTER, Chased, FormCounts
from fourfold.accountability.plan.domain.states import Part
from fourfold.ground.web.wording import plural

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action


class Show(StrEnum):
    """Which people the page lists."""

    ALL = "all"
    SILENT = "silent"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class ChasedLine:
    """Somebody who was written to. `chase` is where they can be chased now; empty if they had this week's mail."""

    name: str
    href: str
    made_at: datetime
    early: bool
    waits: str
    late: str
    links: str
    said_at: datetime | None
    silent: str
    is_silent: bool
    chase: str


def lines(
    chased: Sequence[Chased], names: Mapping[UUID, str], counts: Mapping[UUID, FormCounts], *, today: date
) -> list[ChasedLine]:
    """The people of one page of the list."""
    return [_line(one, names.get(one.person_id, ""), counts.get(one.digest_id), today) for one in chased]


def _line(one: Chased, name: str, counts: FormCounts | None, today: date) -> ChasedLine:
    had_this_week = one.week >= monday_of(today)
    return ChasedLine(
        name=name,
        href=reverse("partnership:person", args=[one.person_id]),
        made_at=one.made_at,
        early=one.asked_by is not None,
        waits=plural(one.line_count, "thing"),
        late=_("%(count)d late") % {"count": one.late_count} if one.late_count else "",
        links=_links(counts),
        said_at=one.said_at,
        silent=ngettext("%(count)d mail", "%(count)d mails", one.silent) % {"count": one.silent}
        if one.silent
        else "",
        is_silent=one.silent >= SILENT_AFTER,
        chase="" if had_this_week else reverse("chasing:chase-now", args=[one.person_id]),
    )


def _links(counts: FormCounts | None) -> str:
    if counts is None or not counts.sent:
        return _("None sent")
    return _("%(used)d of %(sent)d used, %(opened)d opened") % {
        "used": counts.used,
        "sent": counts.sent,
        "opened": counts.opened,
    }


def tabs(show: Show, *, everyone: int, silent: int, unreached: int) -> list[dict[str, Any]]:
    """The three lists, with their counts."""
    here = reverse("chasing:chasing")
    words = {Show.ALL: _("Everyone"), Show.SILENT: _("Silent for three weeks"), Show.UNREACHED: _("Not reached")}
    counts = {Show.ALL: everyone, Show.SILENT: silent, Show.UNREACHED: unreached}
    return [
        {"text": words[item], "href": f"{here}?show={item.value}", "active": item is show, "count": counts[item]}
        for item in Show
    ]


def unled(action: "Action") -> dict[str, str]:
    """An action for which nobody can be written to."""
    return {
        "text": f"{action.strand.label} {action.number}: {action.title}",
        "href": reverse("plan:action", args=[action.pk]),
        "leads": "; ".join(part.named for part in action.agencies.all() if part.part == Part.LEAD),
    }


def bouncing(names: Mapping[UUID, str]) -> list[dict[str, str]]:
    """People whose address refuses our mail."""
    return [
        {"text": name, "href": reverse("partnership:person", args=[key])}
        for key, name in sorted(names.items(), key=lambda item: item[1])
    ]
