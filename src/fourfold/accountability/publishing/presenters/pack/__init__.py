"""From the facts of a pack to its document: what changed, exceptions first, decisions, strands, success factors."""

from collections.abc import Iterator

from fourfold.accountability.publishing.presenters.pack import board, factors, summary, work
from fourfold.accountability.publishing.queries.facts import PackFacts
from fourfold.ground.documents.model import Block, Document, PageBreak
from fourfold.ground.kernel.clock import show_date, show_moment, today

MARKING = "OFFICIAL"
FEW = 12
"""Actions up to which the strands follow each other on a page."""


def compose(facts: PackFacts, *, number: int) -> Document:
    """The document. `number` counts the packs of the plan."""
    return Document(
        title=facts.plan.title,
        subtitle=_subtitle(facts),
        marking=MARKING,
        date=today(facts.now),
        version=f"Pack {number}",
        blocks=tuple(_blocks(facts)),
        cover=tuple(_cover(facts)),
    )


def _subtitle(facts: PackFacts) -> str:
    if facts.board is None:
        return "Progress of the plan"
    return f"Board pack for {facts.board.name}"


def _cover(facts: PackFacts) -> Iterator[tuple[str, str]]:
    found = facts.board
    if found and found.meeting:
        yield "Meeting", f"Meeting {found.meeting.number}, {show_moment(found.meeting.starts_at)}"
    yield "Compared with", show_date(facts.since)
    yield "As the plan stood", show_moment(facts.now)
    yield "Made for", facts.pack.asked_by.name


def _blocks(facts: PackFacts) -> Iterator[Block]:
    yield from summary.one_page(facts)
    yield PageBreak()
    yield from work.exceptions(facts)
    if facts.board is not None:
        yield from board.wanted(facts.board)
        yield from board.escalations(facts.board)
        yield from board.last_time(facts.board)
    for strand in work.strands(facts):
        if len(facts.actions) > FEW:
            yield PageBreak()
        yield from strand
    yield PageBreak()
    yield from factors.factors(facts.measured)
    yield PageBreak()
    yield from factors.method(facts)
