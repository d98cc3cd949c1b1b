"""A meeting's agenda or minutes as a document: the same content for PDF and Word."""

from collections.abc import Iterator, Sequence
from datetime import date

from fourfold.ground.documents.model import Block, Bullets, Callout, Document, Heading, Paragraph, SummaryList, Tone
from fourfold.ground.kernel.clock import show_date
from fourfold.trust.boards.domain.quorum import Quorum
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.models import Meeting
from fourfold.trust.boards.presenters.meetings import Line, There, when

MARKING = "OFFICIAL"


def document_of(
    meeting: Meeting, lines: Sequence[Line], there: Sequence[There], quorum: Quorum, *, today: date
) -> Document:
    """The agenda of a meeting that is ahead; the minutes of one that was held, marked as a draft until approved."""
    state = MeetingState(meeting.state)
    kind = "Minutes" if state.is_past else "Agenda"
    where = ", ".join(part for part in (meeting.place, "online" if meeting.online_url else "") if part)
    blocks = [
        *_standing(meeting, state, quorum),
        *_attendance(there),
        *(block for line in lines for block in _item(line)),
    ]
    return Document(
        title=f"{kind} of meeting {meeting.number}",
        subtitle=meeting.board.name,
        marking=MARKING,
        date=today,
        version="Draft" if state is MeetingState.HELD else "",
        blocks=tuple(blocks),
        cover=(("When", when(meeting)), ("Where", where)),
        contents=False,
    )


def _standing(meeting: Meeting, state: MeetingState, quorum: Quorum) -> Iterator[Block]:
    if state is MeetingState.HELD:
        yield Callout("Draft", "These minutes are not approved yet and may still change.", Tone.WARN)
    if meeting.minutes_approved_at:
        yield Paragraph(f"Approved on {show_date(meeting.minutes_approved_at)}.")
    if state is MeetingState.CANCELLED:
        yield Callout("Cancelled", meeting.cancelled_because, Tone.WARN)
    if state.is_past:
        yield Paragraph(quorum.sentence)
    if meeting.opening:
        yield from _paragraphs(meeting.opening)


def _attendance(there: Sequence[There]) -> Iterator[Block]:
    if there:
        yield Heading(1, "Who was there")
        yield SummaryList(tuple((group.label, "; ".join(group.people)) for group in there))


def _item(line: Line) -> Iterator[Block]:
    yield Heading(1, f"{line.number}. {line.title}" if line.number else "For the whole meeting")
    about = " · ".join(part for part in (line.kind, line.presenter) if part)
    if about:
        yield Paragraph(about, quiet=True)
    if line.why:
        yield Paragraph(line.why, quiet=True)
    if line.papers:
        yield Bullets(tuple(f"Paper: {paper.title} ({paper.file.name})" for paper in line.papers))
    yield from _paragraphs(line.minutes)
    for decision in line.decisions:
        state = "" if decision.state == "Decided" else f". {decision.state}"
        yield Callout(f"Decision {decision.reference}{state}", decision.text, Tone.DECIDE)
    if line.arising:
        rows = (
            (f"{action.owner}, by {action.due}", _with_outcome(action.text, action.done)) for action in line.arising
        )
        yield SummaryList(tuple(rows))
    if line.unfinished:
        yield Paragraph("To be taken up again at the next meeting.", quiet=True)


def _with_outcome(text: str, done: str) -> str:
    return f"{text} (done on {done})" if done else text


def _paragraphs(text: str) -> Iterator[Block]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield Paragraph(paragraph.strip())
