"""The board's own part: decisions wanted, escalations, what was decided last time and what came of it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fourfold.accountability.publishing.presenters.pack.wording import cut
from fourfold.accountability.publishing.queries.facts import BoardFacts
from fourfold.ground.documents.model import Block, Callout, Column, Heading, Paragraph, StatusWord, Table, Text, Tone
from fourfold.ground.kernel.clock import show_date

if TYPE_CHECKING:
    from fourfold.trust.boards.models import ArisingAction


def wanted(board: BoardFacts) -> Iterator[Block]:
    """What the board is asked to decide."""
    yield Heading(1, "Decisions wanted")
    for item in board.wanted:
        yield Callout(item.title, item.why or "The agenda says no more.", Tone.DECIDE)
    for decision in board.provisional:
        yield Callout(f"Ratify decision {decision.reference}", decision.text, Tone.DECIDE)
    if not board.wanted and not board.provisional:
        yield Paragraph("The agenda asks for no decision." if board.meeting else "No meeting was named.")


def escalations(board: BoardFacts) -> Iterator[Block]:
    """What was brought before the board and waits for an answer."""
    yield Heading(1, "Escalations")
    if not board.escalations:
        yield Paragraph("Nothing waits for the board's answer.")
        return
    columns = (Column("About", 2), Column("Why", 4), Column("Raised by", 1.4), Column("Answer due", 1.4))
    rows: list[tuple[Text, ...]] = [
        (
            item.subject_title,
            cut(item.why),
            item.raised_by.name if item.raised_by else "Fourfold, because a role stands empty",
            show_date(item.answer_due),
        )
        for item in board.escalations
    ]
    yield Table("What waits for an answer", columns, tuple(rows))


def last_time(board: BoardFacts) -> Iterator[Block]:
    """What the last meeting decided, and what came of it."""
    yield Heading(1, "What was decided last time")
    if board.last is None:
        yield Paragraph("The board has not met before.")
        return
    yield Paragraph(f"Meeting {board.last.number}, {show_date(board.last.starts_at)}.")
    if board.decided:
        columns = (Column("Decision", 1), Column("What was decided", 5), Column("How firm", 1.6))
        rows: list[tuple[Text, ...]] = [
            (item.reference, cut(item.text), item.get_state_display()) for item in board.decided
        ]
        yield Table("Decisions", columns, tuple(rows))
    else:
        yield Paragraph("It took no decision.")
    open_before = [item for item in board.late if item.meeting_id != board.last.pk]
    if board.arising:
        yield _arising("What people took away, and what came of it", board.arising)
    if open_before:
        yield _arising("From meetings before, and late", open_before)


def _arising(caption: str, items: "Sequence[ArisingAction]") -> Table:
    columns = (Column("What", 3), Column("Who", 1.5), Column("Due", 1.4), Column("What came of it", 2.6))
    rows: list[tuple[Text, ...]] = [
        (cut(item.text), item.owner.name, show_date(item.due_on), _outcome(item)) for item in items
    ]
    return Table(caption, columns, tuple(rows))


def _outcome(item: "ArisingAction") -> Text:
    if item.done_on:
        return (StatusWord("complete", f"Done on {show_date(item.done_on)}"), f" {item.done_note}".rstrip())
    return "Still open"
