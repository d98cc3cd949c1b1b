"""The agenda of a meeting: adding, changing, moving and removing items, and carrying over what is unfinished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.boards.domain.agenda import inserted, moved
from fourfold.trust.boards.domain.states import ItemKind, MeetingState
from fourfold.trust.boards.models import AgendaItem, Meeting
from fourfold.trust.boards.operations.locks import meeting_to_run, note, refuse_personal_data, refuse_unless
from fourfold.trust.boards.queries.meetings import last_held_meeting, unfinished_items
from fourfold.trust.boards.queries.outcomes import arising_open, open_escalations, provisional_decisions
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing

OPEN = (MeetingState.PLANNED, MeetingState.AGENDA_OUT, MeetingState.HELD)
MOST_ITEMS = 200
TITLE_LENGTH = 200
WHY_LENGTH = 500


@dataclass(frozen=True, slots=True)
class NewItem:
    """A line for an agenda. With a subject it is added once for each kind of item, however often it is asked for."""

    kind: ItemKind
    title: str
    why: str = ""
    presenter_id: UUID | None = None
    subject: Subject | None = None

    def check(self, checked: bool) -> None:
        """Raise `BadInput` for an item that cannot stand."""
        problems = []
        if not self.title.strip():
            problems.append(Problem("Enter what the item is.", "title"))
        if len(self.title) > TITLE_LENGTH:
            problems.append(Problem(f"The item must be at most {TITLE_LENGTH} characters.", "title"))
        if len(self.why) > WHY_LENGTH:
            problems.append(Problem(f"Why must be at most {WHY_LENGTH} characters.", "why"))
        if problems:
            raise BadInput(problems)
        refuse_personal_data(checked, title=self.title, why=self.why)


def _open_meeting(actor: Standing, meeting_id: UUID) -> Meeting:
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *OPEN, why="The agenda of this meeting no longer changes.")
    return meeting


@transaction.atomic
def add_agenda_items(
    *, actor: Standing, now: datetime, meeting_id: UUID, items: Sequence[NewItem], checked: bool = False
) -> list[UUID]:
    """Add items before the closing standing item; the ids of those added.

    An item with a subject that is on the agenda under the same kind already is left alone.
    """
    meeting = _open_meeting(actor, meeting_id)
    for item in items:
        item.check(checked)
    there = list(AgendaItem.objects.filter(meeting=meeting))
    new = list(_without_doubles(meeting, there, items))
    if len(there) + len(new) > MOST_ITEMS:
        raise BadInput.one(f"An agenda holds at most {MOST_ITEMS} items.")
    _place(meeting, there, new)
    note(actor, now, meeting, {"items_added": len(new)})
    return [item.pk for item in new]


def _without_doubles(meeting: Meeting, there: Sequence[AgendaItem], items: Iterable[NewItem]) -> Iterable[AgendaItem]:
    held = {(item.subject_kind, item.subject_id, item.kind) for item in there if item.subject_id}
    for item in items:
        key = (item.subject.kind, item.subject.id, item.kind.value) if item.subject else None
        if key in held:
            continue
        if key is not None:
            held.add(key)
        yield AgendaItem(
            board_id=meeting.board_id,
            meeting=meeting,
            kind=item.kind,
            title=item.title.strip(),
            why=item.why.strip(),
            presenter_id=item.presenter_id,
            subject_kind=item.subject.kind if item.subject else "",
            subject_id=item.subject.id if item.subject else None,
        )


def _place(meeting: Meeting, there: Sequence[AgendaItem], new: Sequence[AgendaItem]) -> None:
    closes = bool(there) and there[-1].kind == ItemKind.STANDING
    order = inserted(there, new, last_is_standing=closes)
    for position, item in enumerate(order, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(there, ["position"])
    AgendaItem.objects.bulk_create(new)
    _newer(meeting)


def _newer(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version"])


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    item = AgendaItem.objects.filter(meeting=meeting, pk=item_id).first()
    if item is None:
        raise NotFound("board.item", item_id)
    return item


@transaction.atomic
def edit_item(
    *, actor: Standing, now: datetime, meeting_id: UUID, item_id: UUID, said: NewItem, checked: bool = False
) -> None:
    """Change the words, kind or presenter of an item; its subject stays."""
    meeting = _open_meeting(actor, meeting_id)
    item = _item(meeting, item_id)
    said.check(checked)
    taken = AgendaItem.objects.filter(
        meeting=meeting, subject_kind=item.subject_kind, subject_id=item.subject_id, kind=said.kind
    )
    if item.subject_id and taken.exclude(pk=item.pk).exists():
        raise BadInput.one("The same thing is on the agenda under this kind already.", "kind")
    item.kind, item.title, item.why = said.kind, said.title.strip(), said.why.strip()
    item.presenter_id = said.presenter_id
    item.save()
    _newer(meeting)
    note(actor, now, meeting, {"item": str(item.pk), "kind": said.kind.value})


@transaction.atomic
def move_item(*, actor: Standing, now: datetime, meeting_id: UUID, item_id: UUID, up: bool) -> None:
    """Move an item one place up or down; at the edge it stays."""
    meeting = _open_meeting(actor, meeting_id)
    item = _item(meeting, item_id)
    there = list(AgendaItem.objects.filter(meeting=meeting))
    order = moved(there, there.index(item), up=up)
    for position, one in enumerate(order, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    _newer(meeting)
    note(actor, now, meeting, {"item": str(item.pk), "moved": "up" if up else "down"})


@transaction.atomic
def remove_item(*, actor: Standing, now: datetime, meeting_id: UUID, item_id: UUID) -> None:
    """Take an item off an agenda. One that has minutes, decisions or actions stays."""
    meeting = _open_meeting(actor, meeting_id)
    item = _item(meeting, item_id)
    if item.minutes or item.decisions.exists() or item.arising.exists():
        raise BadInput.one("This item has minutes, decisions or actions, so it stays on the agenda.")
    item.delete()
    there = list(AgendaItem.objects.filter(meeting=meeting))
    for position, one in enumerate(there, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(there, ["position"])
    _newer(meeting)
    note(actor, now, meeting, {"item": str(item_id), "removed": True})


@transaction.atomic
def carry_over(*, actor: Standing, now: datetime, meeting_id: UUID) -> int:
    """Bring to this meeting what the board left open; how many items were added.

    That is: items the last meeting left unfinished, decisions to ratify, open escalations, open actions arising.
    """
    meeting = _open_meeting(actor, meeting_id)
    there = list(AgendaItem.objects.filter(meeting=meeting))
    carried = list(_carried(actor, meeting, there))
    new = [*carried, *_without_doubles(meeting, [*there, *carried], _waiting(actor, meeting))]
    if len(there) + len(new) > MOST_ITEMS:
        raise BadInput.one(f"An agenda holds at most {MOST_ITEMS} items.")
    if new:
        _place(meeting, there, new)
        note(actor, now, meeting, {"items_carried": len(new)})
    return len(new)


def _carried(actor: Standing, meeting: Meeting, there: Sequence[AgendaItem]) -> Iterable[AgendaItem]:
    last = last_held_meeting(actor, meeting.board_id, before=meeting.starts_at)
    if last is None:
        return
    here = {item.carried_from_id for item in there}
    subjects = {(item.subject_kind, item.subject_id, item.kind) for item in there if item.subject_id}
    for item in unfinished_items(last):
        if item.pk in here or (item.subject_kind, item.subject_id, item.kind) in subjects:
            continue
        yield AgendaItem(
            board_id=meeting.board_id,
            meeting=meeting,
            kind=item.kind if item.kind != ItemKind.STANDING else ItemKind.INFORMATION,
            title=item.title,
            why=f"Left unfinished by meeting {last.number}.",
            presenter_id=item.presenter_id,
            subject_kind=item.subject_kind,
            subject_id=item.subject_id,
            carried_from=item,
        )


def _waiting(actor: Standing, meeting: Meeting) -> Iterable[NewItem]:
    """What waits for this board elsewhere: decisions to ratify, escalations, actions arising."""
    board_id = meeting.board_id
    for decision in provisional_decisions(actor, board_id).exclude(meeting=meeting):
        title, why = f"Ratify decision {decision.reference}", _short(decision.text)
        yield NewItem(ItemKind.RATIFY, title, why, subject=Subject("board.decision", decision.pk))
    for escalation in open_escalations(actor, board_id=board_id):
        subject = Subject(escalation.subject_kind, escalation.subject_id)
        yield NewItem(ItemKind.ESCALATION, escalation.subject_title, _short(escalation.why), subject=subject)
    for action in arising_open(actor, board_id=board_id).exclude(meeting=meeting):
        subject = Subject("board.arising", action.pk)
        why = f"Due {action.due_on:%-d %B %Y}."
        yield NewItem(ItemKind.ARISING, _short(action.text, TITLE_LENGTH), why, action.owner_id, subject)


def _short(text: str, length: int = WHY_LENGTH) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
