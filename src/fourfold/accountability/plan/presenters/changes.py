"""What happened to an action: its timeline, its history of edits, and two versions side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import Markup

from fourfold.accountability.plan.domain.merging import FIELDS, WORK, Take
from fourfold.accountability.plan.domain.states import Marking, Part, Status
from fourfold.accountability.plan.models import Comment, Revision, Update
from fourfold.accountability.plan.operations.actions import ActionWords, EditConflict
from fourfold.ground.kernel.clock import show_date

LONG = 60
"""Characters from which two texts stand side by side instead of in one line."""
NAMED = (
    FIELDS | {"status": "Status", "agencies": "Agencies"} | {name: word.capitalize() for name, word in WORK.items()}
)


def entry(item: Update | Comment) -> dict[str, Any]:
    """One entry of the timeline."""
    by = f"{item.by} (carried over)" if item.carried_from else item.by
    if isinstance(item, Comment):
        return {"at": item.at, "title": "Comment", "by": by, "text": item.text}
    restricted = item.marking == Marking.OFFICIAL_SENSITIVE
    return {
        "at": item.at,
        "title": _title(item),
        "by": by,
        "text": item.text,
        "body": Markup('<p class="ff-timeline__text"><strong>Why:</strong> {}</p>').format(item.reason)
        if item.reason
        else "",
        "marking": Marking.OFFICIAL_SENSITIVE.label if restricted else "",
    }


def _title(item: Update) -> str:
    if item.status_before == item.status_after:
        return "Progress update"
    return f"Status changed from {_status(item.status_before).lower()} to {_status(item.status_after).lower()}"


def _status(value: str) -> str:
    return Status(value).label


def people_in(revisions: Iterable[Revision]) -> set[UUID]:
    """The people whom the edits name by id, so that their names can be read in one query."""
    found = set()
    for revision in revisions:
        for name in ("accountable_officer", "deputy"):
            found |= {known for value in revision.changes.get(name, []) if (known := _as_id(value))}
    return found


def _as_id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def edit(revision: Revision, names: dict[UUID, str]) -> dict[str, Any]:
    """One edit: who, when, and each field before and after."""
    by = revision.by.name if revision.by else revision.carried_from
    changes = [_change(name, before, after, names) for name, (before, after) in revision.changes.items()]
    return {"at": revision.at, "by": by, "title": _edited(revision, changes), "changes": changes}


def _edited(revision: Revision, changes: Sequence[dict[str, Any]]) -> str:
    """`Changed title, due date`; of what hangs on an action, `Added a step` or `Took out a document`."""
    names = list(revision.changes)
    if len(names) == 1 and names[0] in WORK:
        before, after = revision.changes[names[0]]
        return f"{'Changed' if before and after else 'Added' if after else 'Took out'} a {WORK[names[0]]}"
    return f"Changed {', '.join(str(change['field']).lower() for change in changes)}"


def _change(name: str, before: object, after: object, names: dict[UUID, str]) -> dict[str, Any]:
    texts = [shown(name, value, names) for value in (before, after)]
    is_long = any(len(text) > LONG for text in texts)
    return {"field": NAMED.get(name, name), "before": texts[0], "after": texts[1], "is_long": is_long}


def shown(name: str, value: object, names: dict[UUID, str]) -> str:
    """A value of a field in words: dates and statuses as people write them, people by name."""
    if value in (None, ""):
        return ""
    if name in ("accountable_officer", "deputy"):
        known = _as_id(value)
        return names.get(known, "Somebody no longer known") if known else str(value)
    if name in ("due_on", "review_on"):
        return show_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if name == "status":
        return _status(str(value))
    if name == "agencies":
        return _agencies(str(value))
    return str(value)


def _agencies(text: str) -> str:
    for part in Part:
        text = text.replace(f"({part.value})", f"({part.label.lower()})")
    return text


@dataclass(frozen=True, slots=True)
class Differing:
    """One field of two versions. `was` is what both began from."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    only: str
    """`theirs` or `mine` where one side alone changed it; empty where both did."""


def side_by_side(conflict: EditConflict, names: dict[UUID, str]) -> list[Differing]:
    """The fields in which the two versions differ."""
    found = []
    for name in differing(conflict.theirs, conflict.mine):
        was, theirs, mine = (getattr(said, name) for said in (conflict.base, conflict.theirs, conflict.mine))
        only: str = Take.THEIRS if mine == was else Take.MINE if theirs == was else ""
        texts = [shown(name, value, names) for value in (was, theirs, mine)]
        found.append(Differing(name, FIELDS[name], texts[0], texts[1], texts[2], only))
    return found


def differing(theirs: ActionWords, mine: ActionWords) -> list[str]:
    """The names of the fields in which two versions differ."""
    return [name for name in FIELDS if getattr(theirs, name) != getattr(mine, name)]


def equal_rows(conflict: EditConflict, names: dict[UUID, str]) -> list[dict[str, str]]:
    """The fields on which both agree, to be shown quietly."""
    apart: Sequence[str] = differing(conflict.theirs, conflict.mine)
    return [
        {"key": FIELDS[name], "value": shown(name, getattr(conflict.theirs, name), names)}
        for name in FIELDS
        if name not in apart
    ]
