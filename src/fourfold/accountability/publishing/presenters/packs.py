"""Packs as lines of a list, and a pack on its way."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.accountability.publishing.domain.states import PackState, Trouble
from fourfold.accountability.publishing.models import Pack
from fourfold.accountability.publishing.operations.packs import may_try_again
from fourfold.ground.kernel.clock import show_date, show_moment


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in a list."""

    title: str
    href: str
    state: str
    is_ready: bool
    asked: str
    by: str
    pdf: str
    word: str


def pack_line(pack: Pack) -> PackLine:
    """A line of a pack fetched with `packs_for_actor`."""
    ready = pack.state == PackState.READY
    return PackLine(
        title=name_of(pack),
        href=reverse("publishing:pack", args=[pack.pk]),
        state=PackState(pack.state).label,
        is_ready=ready,
        asked=show_moment(pack.asked_at),
        by=pack.asked_by.name,
        pdf=reverse("publishing:pack-file", args=[pack.pk, "pdf"]) if ready else "",
        word=reverse("publishing:pack-file", args=[pack.pk, "docx"]) if ready else "",
    )


def name_of(pack: Pack) -> str:
    """What a pack is for: `Strategic board, meeting 4 on 3 December 2026`."""
    if pack.board is None:
        return _("The plan as a whole")
    if pack.meeting is None:
        return pack.board.name
    return _("%(board)s, meeting %(number)s on %(day)s") % {
        "board": pack.board.name,
        "number": pack.meeting.number,
        "day": show_date(pack.meeting.starts_at),
    }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pack is. `percent` is 0 to 100; `left` is a sentence, or empty where nothing can be said."""

    state: str
    is_under_way: bool
    done: int
    steps: int
    percent: int
    left: str
    trouble: str
    may_try_again: bool


def progress_of(pack: Pack, *, now: datetime) -> Progress:
    """How far a pack is, with a guess of the time left from how long the steps took so far."""
    state = PackState(pack.state)
    return Progress(
        state=state.label,
        is_under_way=state.is_under_way,
        done=pack.done,
        steps=pack.steps,
        percent=round(100 * pack.done / pack.steps) if pack.steps else 0,
        left=_left(pack, now),
        trouble=Trouble(pack.trouble).sentence if pack.trouble else "",
        may_try_again=may_try_again(pack, now),
    )


def _left(pack: Pack, now: datetime) -> str:
    if pack.state != PackState.MAKING or not pack.done or pack.begun_at is None:
        return ""
    seconds = ceil((now - pack.begun_at).total_seconds() / pack.done * (pack.steps - pack.done))
    return ngettext("About %(count)s second left", "About %(count)s seconds left", seconds) % {"count": seconds}
