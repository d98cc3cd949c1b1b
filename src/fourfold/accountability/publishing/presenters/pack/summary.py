"""The first page: what changed since the last meeting, and each figure beside what it was."""

from collections.abc import Iterator

from fourfold.accountability.plan.domain.states import BY_URGENCY, Status
from fourfold.accountability.plan.queries.movement import Moved
from fourfold.accountability.publishing.presenters.pack.wording import counted, reference, word
from fourfold.accountability.publishing.queries.facts import PackFacts
from fourfold.ground.documents.model import (
    Align,
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
    Tone,
)
from fourfold.ground.kernel.clock import show_date

MOST = 8
"""How many changes of status the first page names."""


def one_page(facts: PackFacts) -> Iterator[Block]:
    """What a member reads who reads no more."""
    yield Heading(1, "In one page")
    yield Paragraph(_opening(facts))
    yield _figures(facts)
    yield from _changed(facts)
    yield from _asked(facts)


def _opening(facts: PackFacts) -> str:
    """What happened, in two sentences."""
    met = facts.board is not None and facts.board.last is not None and facts.pack.since is None
    since = f"Since the last meeting, on {show_date(facts.since)}," if met else f"Since {show_date(facts.since)},"
    changed = [item for item in facts.moved.values() if item.changed_status]
    still = len(facts.actions) - len(facts.moved)
    said = f"{since} {len(facts.moved)} of {counted(len(facts.actions), 'action')} had an update"
    said += f" and {len(changed)} changed status." if changed else ", and none changed status."
    return f"{said} Nothing was said about {still}." if still else said


def _figures(facts: PackFacts) -> Table:
    """How many actions stand where, now and then."""
    rows: list[tuple[Text, ...]] = []
    for status in BY_URGENCY:
        now = sum(action.status == status for action in facts.actions)
        before = sum(facts.status_before(action) is status for action in facts.actions)
        rows.append(((word(status),), str(now), str(before), _change(now - before)))
    late, was = sum(map(facts.is_overdue, facts.actions)), sum(map(facts.was_overdue, facts.actions))
    rows.append(("Past a date that is still open", str(late), str(was), _change(late - was)))
    then = show_date(facts.since)
    right = Align.RIGHT
    columns = (Column("Actions", 3), Column("Now", 1, right), Column(then, 1.4, right), Column("Change", 1, right))
    return Table("Where the actions stand", columns, tuple(rows))


def _change(by: int) -> str:
    return "none" if by == 0 else f"{abs(by)} {'more' if by > 0 else 'fewer'}"


def _changed(facts: PackFacts) -> Iterator[Block]:
    """The changes of status, the worst first."""
    order = {status: place for place, status in enumerate(BY_URGENCY)}
    moved = sorted((item for item in facts.moved.values() if item.changed_status), key=lambda item: order[item.after])
    if not moved:
        return
    yield Heading(2, "What changed status")
    yield Bullets(tuple(map(_change_of, moved[:MOST])))
    if len(moved) > MOST:
        yield Paragraph(
            f"And {counted(len(moved) - MOST, 'more', 'more')}, which the strands below show.", quiet=True
        )


def _change_of(item: Moved) -> tuple[Inline, ...]:
    action = item.action
    return (f"{reference(action)}, {action.title}: ", word(item.after), f", was {item.before.label.lower()}")


def _asked(facts: PackFacts) -> Iterator[Block]:
    """What the board is asked for, in one line."""
    trouble = sum(action.status in (Status.OFF_TRACK, Status.AT_RISK) for action in facts.actions)
    if facts.board is None:
        return
    wanted = len(facts.board.wanted) + len(facts.board.provisional)
    text = (
        f"{counted(wanted, 'decision').capitalize()} wanted, "
        f"{counted(len(facts.board.escalations), 'escalation')} waiting for an answer, "
        f"{counted(trouble, 'action')} off track or at risk."
    )
    yield Callout(
        "What the board is asked for", text, Tone.DECIDE if wanted or facts.board.escalations else Tone.INFORM
    )
