"""The actions: exceptions first, then strand by strand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.accountability.publishing.presenters.pack.wording import (
    counted,
    cut,
    leads,
    named,
    next_words,
    state,
)
from fourfold.accountability.publishing.queries.facts import PackFacts
from fourfold.ground.documents.model import Block, Column, Heading, Paragraph, Strand, Table, Text
from fourfold.ground.kernel.clock import show_date

if TYPE_CHECKING:
    from fourfold.accountability.plan.models import Action

LEVELS = {Status.OFF_TRACK: 0, Status.AT_RISK: 1}


def exceptions(facts: PackFacts) -> Iterator[Block]:
    """What is off track, at risk or late: why, and who answers for it."""
    yield Heading(1, "Exceptions")
    found = [action for action in facts.actions if _level(facts, action) < 3]
    if not found:
        yield Paragraph("No action is off track, at risk or past an open date.")
        return
    found.sort(key=lambda action: (_level(facts, action), action.strand.position, action.number))
    columns = (Column("Action", 2.4), Column("How it stands", 1.5), Column("Why", 3), Column("Who", 1.8))
    rows: list[tuple[Text, ...]] = [
        (named(action), state(facts, action), cut(_why(facts, action)), _who(facts, action)) for action in found
    ]
    yield Table(f"{counted(len(found), 'action').capitalize()} that ask for attention", columns, tuple(rows))


def _level(facts: PackFacts, action: "Action") -> int:
    late = 2 if facts.is_overdue(action) else 3
    return min(LEVELS.get(Status(action.status), 3), late)


def _why(facts: PackFacts, action: "Action") -> str:
    if Status(action.status) in LEVELS:
        return action.status_reason
    update = facts.newest.get(action.pk)
    return (
        f"Its date has passed. Last said: {update.text}" if update else "Its date has passed, and nothing was said."
    )


def _who(facts: PackFacts, action: "Action") -> str:
    officer = action.accountable_officer.name if action.accountable_officer else "no accountable officer"
    return f"{leads(facts, action)}: {officer}"


def strands(facts: PackFacts) -> Iterator[tuple[Block, ...]]:
    """Each strand that has actions here, with each of its actions."""
    for kind in StrandKind:
        actions = [action for action in facts.actions if action.strand.kind == kind]
        if actions:
            yield _strand(facts, kind, actions)


def _strand(facts: PackFacts, kind: StrandKind, actions: "list[Action]") -> tuple[Block, ...]:
    columns = (
        Column("Action", 2.3),
        Column("Status", 1.3),
        Column("Lead", 1.3),
        Column("Next date", 1.2),
        Column("Newest update", 3.6),
    )
    rows: list[tuple[Text, ...]] = [
        (named(action), state(facts, action), leads(facts, action), next_words(facts, action), _update(facts, action))
        for action in actions
    ]
    aim = actions[0].strand.aim
    return (
        Heading(1, kind.label, Strand(kind.value)),
        *([Paragraph(aim)] if aim else []),
        Table(f"The {counted(len(actions), 'action')} of {kind.label}", columns, tuple(rows)),
    )


def _update(facts: PackFacts, action: "Action") -> str:
    update = facts.newest.get(action.pk)
    if update is None:
        return "Nothing has been said yet."
    return f"{show_date(update.at)}, {update.by}: {cut(update.text)}"
