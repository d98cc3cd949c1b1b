"""How a pack speaks of actions, dates and numbers."""

from typing import TYPE_CHECKING

from fourfold.accountability.plan.domain.dates import next_date
from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.presenters.lines import leading_bodies, shortened
from fourfold.accountability.publishing.queries.facts import PackFacts
from fourfold.ground.documents.model import Inline, StatusWord, Strong
from fourfold.ground.kernel.clock import show_date, today

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action

LONGEST = 420
"""Letters of an update in a table: enough to know how it goes, the rest is one click away."""


def reference(action: "Action") -> str:
    """How people speak of an action: `Prevent 3`."""
    return f"{action.strand.label} {action.number}"


def named(action: "Action") -> tuple[Inline, ...]:
    """Its reference and title, for the first cell of a row."""
    return (Strong(reference(action)), f" {action.title}")


def word(status: Status) -> StatusWord:
    """A status as a word."""
    return StatusWord(status.value, status.label)


def state(facts: PackFacts, action: "Action") -> tuple[Inline, ...]:
    """Its status and, where it is late, that it is."""
    following = next_date(action.timescales.all(), status=Status(action.status), today=today(facts.now))
    late = following.late_label if following else ""
    parts: tuple[Inline, ...] = (word(Status(action.status)),)
    return (*parts, " ", StatusWord("late", late)) if late else parts


def next_words(facts: PackFacts, action: "Action") -> str:
    """Its next date: `Due 31 July 2027`, or since when it is complete."""
    following = next_date(action.timescales.all(), status=Status(action.status), today=today(facts.now))
    return following.label if following else f"Since {show_date(action.status_since)}"


def leads(facts: PackFacts, action: "Action") -> str:
    """Who leads it, by short names, as the bodies of today."""
    return shortened([body.short_name for body in leading_bodies(action, today(facts.now))]) or "Nobody yet"


def cut(text: str) -> str:
    """A text that fits into a cell, cut at a word."""
    joined = " ".join(text.split())
    if len(joined) <= LONGEST:
        return joined
    return joined[:LONGEST].rsplit(" ", 1)[0] + " …"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 action`, `3 actions`, `no actions`."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
