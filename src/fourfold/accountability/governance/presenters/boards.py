"""What a board oversees and what changed there, as pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.accountability.governance.queries.oversight import Changes
from fourfold.accountability.governance.queries.proposals import Proposal
from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.queries.movement import Moved
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action
    from fourfold.trust.boards.models import Escalation


def reference(action: "Action") -> str:
    """How people speak of an action: `Prevent 3: Train staff`."""
    return f"{action.strand.label} {action.number}: {action.title}"


def choices(proposals: Iterable[Proposal]) -> list[tuple[str, str]]:
    """The proposals that are not on the agenda yet, as a form offers them."""
    return [(str(item.action_id), item.title) for item in proposals if not item.there]


def hints(proposals: Iterable[Proposal]) -> dict[str, str]:
    """Why each proposal is made, under its box."""
    return {str(item.action_id): f"{item.kind.label}. {item.why}".strip() for item in proposals}


@dataclass(frozen=True, slots=True)
class MovedLine:
    """An action that moved: from which status to which, how often, and what was said last."""

    title: str
    href: str
    strand: str
    before: Status
    after: Status
    changed: bool
    updates: str
    said: str
    by: str


def moved_line(item: Moved) -> MovedLine:
    """One line. Makes no query."""
    newest = item.updates[0]
    return MovedLine(
        title=reference(item.action),
        href=reverse("plan:action-timeline", args=[item.action.pk]),
        strand=item.action.strand.label,
        before=item.before,
        after=item.after,
        changed=item.changed_status,
        updates=plural(len(item.updates), "update"),
        said=newest.text,
        by=f"{newest.by}, {show_date(newest.at)}",
    )


def still_line(action: "Action") -> dict[str, Any]:
    """An action of which nothing was said, with how it stands."""
    href = reverse("plan:action", args=[action.pk])
    return {"title": reference(action), "href": href, "status": Status(action.status)}


def summary_of(changes: Changes) -> str:
    """The page in a sentence: `7 of 12 actions moved, 2 changed status, 1 was completed.`"""
    changed = [item for item in changes.moved if item.changed_status]
    completed = sum(item.after is Status.COMPLETE for item in changed)
    total = len(changes.moved) + len(changes.still)
    return (
        f"{len(changes.moved)} of {plural(total, 'action')} moved, {len(changed)} changed status, "
        f"{completed} {'was' if completed == 1 else 'were'} completed."
    )


def split(moved: Sequence[Moved]) -> tuple[list[MovedLine], list[MovedLine]]:
    """The actions whose status changed, and those that moved within it."""
    return (
        [moved_line(item) for item in moved if item.changed_status],
        [moved_line(item) for item in moved if not item.changed_status],
    )


def escalation_line(item: "Escalation") -> dict[str, Any]:
    """An escalation in a line, with its page."""
    return {
        "title": item.subject_title,
        "href": reverse("boards:escalation", args=[item.pk]),
        "text": item.answer or item.why,
        "when": show_date(item.answered_at or item.raised_at),
    }
