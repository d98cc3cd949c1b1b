"""The papers of a meeting: files that the board's people read."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.models import AgendaItem, Paper
from fourfold.trust.boards.operations.locks import meeting_to_run, note, refuse_personal_data, refuse_unless
from fourfold.trust.files.operations import remove, store
from fourfold.trust.partnership.domain.roles import Standing

OPEN = (MeetingState.PLANNED, MeetingState.AGENDA_OUT, MeetingState.HELD)


@transaction.atomic
def add_paper(
    *,
    actor: Standing,
    now: datetime,
    meeting_id: UUID,
    title: str,
    filename: str,
    content: bytes,
    item_id: UUID | None = None,
) -> UUID:
    """Add a file, for an item or for the whole meeting; its id. Raises `BadInput` for what is not taken."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *OPEN, why="Papers can no longer be added to this meeting.")
    if not title.strip():
        raise BadInput.one("Enter what the paper is.", "title")
    refuse_personal_data(False, title=title)
    if item_id and not AgendaItem.objects.filter(meeting=meeting, pk=item_id).exists():
        raise BadInput.one("Choose an item of this agenda.", "item")
    stored = store(
        actor=actor.actor,
        now=now,
        audience_kind="board",
        audience_id=meeting.board_id,
        filename=filename,
        content=content,
    )
    paper = Paper(
        board_id=meeting.board_id,
        meeting=meeting,
        item_id=item_id,
        title=title.strip(),
        file_id=stored,
        added_by_id=actor.person_id,
        at=now,
    )
    Paper.objects.bulk_create([paper])
    note(actor, now, meeting, {"paper": str(paper.pk), "added": True})
    return paper.pk


@transaction.atomic
def remove_paper(*, actor: Standing, now: datetime, meeting_id: UUID, paper_id: UUID) -> None:
    """Take a paper away, with its file."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *OPEN, why="Papers of this meeting can no longer be removed.")
    paper = Paper.objects.filter(meeting=meeting, pk=paper_id).first()
    if paper is None:
        raise NotFound("board.paper", paper_id)
    file_id = paper.file_id
    paper.delete()
    remove(actor=actor.actor, now=now, file_id=file_id)
    note(actor, now, meeting, {"paper": str(paper_id), "removed": True})
