"""The difference between what came back and what the plan says now: what would be done, row by row."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fourfold.accountability.chasing.domain.sheets.reading import Brought
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.clock import show_date


class Kind(StrEnum):
    """What becomes of a row."""

    POST = "post"
    """An update is posted, with the status and the review that it brings."""
    CONFLICT = "conflict"
    """As above, and somebody changed the same thing since: a person chooses."""
    MEND = "mend"
    """Something in the row must be put right in the file first."""
    REFUSED = "refused"
    """The row is not this agency's, or its key is not ours."""
    DONE = "done"
    """The same update stands in the plan already."""
    UNCHANGED = "unchanged"


class Side(StrEnum):
    """Whose value stands where two differ."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class ActionNow:
    """What the comparison needs of an action as it stands. `refusal` says why the actor may not move it, or ''."""

    action_id: UUID
    plan_id: UUID
    reference: str
    title: str
    version: int
    status: Status
    due: date | None
    review: date | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row's difference. `status` and `review` are what the row asks for, None where it asks for nothing."""

    kind: Kind
    brought: Brought
    now: ActionNow | None = None
    status: Status | None = None
    review: date | None = None
    status_conflict: bool = False
    review_conflict: bool = False
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    looks_personal: tuple[str, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether the row would write something."""
        return self.kind in (Kind.POST, Kind.CONFLICT)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows are compared with: the actions seen, the agencies' tags, what was posted word for word."""

    actions: Mapping[UUID, ActionNow]
    my_tags: Collection[bytes]
    posted: Collection[UUID]
    today: date


def compare(rows: Sequence[Brought], ground: Ground) -> list[Difference]:
    """The difference of every row, in the sheet's order."""
    times = Counter(row.seen.action_id for row in rows if row.seen)
    return [_of(row, ground, times[row.seen.action_id] if row.seen else 1) for row in rows]


def _of(row: Brought, ground: Ground, times: int) -> Difference:
    refused = _refusal(row, ground)
    now = ground.actions.get(row.seen.action_id) if row.seen else None
    if refused or row.seen is None or now is None:
        return Difference(Kind.REFUSED, row, problems=(refused,))
    if times > 1:
        return Difference(
            Kind.MEND, row, now, problems=("This action stands in the file more than once. Leave one of its rows.",)
        )
    if now.refusal:
        return Difference(Kind.REFUSED, row, now, problems=(now.refusal,))
    return _of_mine(row, now, ground)


def _refusal(row: Brought, ground: Ground) -> str:
    if row.seen is None:
        return "The key in the first column was changed or is not ours, so we can't tell which action this is."
    if row.seen.agency_tag not in ground.my_tags:
        return "This row was taken out by another agency. Its own people bring it back."
    if row.seen.action_id not in ground.actions:
        return "This action is not in a plan that you read. It may have been moved or removed."
    return ""


def _of_mine(row: Brought, now: ActionNow, ground: Ground) -> Difference:
    seen = row.seen
    status = row.status if seen and row.status is not None and row.status is not seen.status else None
    review = row.next_review
    asked = bool(row.text or row.reason or status or review)
    status = None if status is now.status else status
    review = None if review == now.review else review
    notes = _notes(row, now)
    if row.problems:
        return Difference(Kind.MEND, row, now, problems=row.problems, notes=notes)
    if not asked:
        return Difference(Kind.UNCHANGED, row, now, notes=notes)
    moved = bool(seen and status is not None and seen.status is not now.status)
    reviewed = bool(seen and review is not None and seen.review != now.review)
    # Where the update stands already, a conflict has been settled: the same file asks only once.
    if now.action_id in ground.posted and (status is None or moved) and (review is None or reviewed):
        return Difference(Kind.DONE, row, now, notes=notes)
    problems = _problems(row, review, ground.today)
    if problems:
        return Difference(Kind.MEND, row, now, status, review, problems=problems, notes=notes)
    kind = Kind.CONFLICT if moved or reviewed else Kind.POST
    return Difference(kind, row, now, status, review, status_conflict=moved, review_conflict=reviewed, notes=notes)


def _problems(row: Brought, review: date | None, today: date) -> tuple[str, ...]:
    found = []
    if not row.text:
        found.append("Say what has happened: a new status, reason or review date needs an update beside it.")
    if review is not None and review <= today:
        found.append(f"The next review must lie ahead, and {show_date(review)} does not.")
    return tuple(found)


def _notes(row: Brought, now: ActionNow) -> tuple[str, ...]:
    """Locked cells that were changed. Only where the action is as it was: else the plan may have moved itself."""
    if row.seen is None or row.seen.version != now.version:
        return ()
    is_now = {
        "title": now.title,
        "due": now.due.isoformat() if now.due else "",
        "review": now.review.isoformat() if now.review else "",
    }
    words = {"title": "The title", "due": "The due date", "review": "The review date"}
    return tuple(
        f"{words[name]} was changed in the file. That is not taken here: change it on the action's page."
        for name, said in row.locked.items()
        if said != " ".join(is_now[name].split())[:200]
    )
