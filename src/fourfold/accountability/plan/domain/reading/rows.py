"""One row of a table to its actions and success factors, with what has to be asked."""

from dataclasses import dataclass, field
from datetime import date

from fourfold.accountability.plan.domain.reading.columns import Column, Columns
from fourfold.accountability.plan.domain.reading.factors import read_factors
from fourfold.accountability.plan.domain.reading.joined import actions_joined, share_out, split_actions
from fourfold.accountability.plan.domain.reading.leads import LeadCell, read_leads
from fourfold.accountability.plan.domain.reading.questions import Question
from fourfold.accountability.plan.domain.reading.results import Action, Factor, Unassigned
from fourfold.accountability.plan.domain.reading.row_questions import joined_questions, time_questions
from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.accountability.plan.domain.reading.timescales import TimescaleCell, read_timescales
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.ground.kernel.errors import Problem
from fourfold.trust.partnership.domain.register import Register


@dataclass(frozen=True)
class Setting:
    """What every row is read against. `places` are words that begin a proper name even when they stand alone."""

    register: Register
    today: date
    places: frozenset[str]


@dataclass
class RowReading:
    """What one row, or several, hold. Actions are numbered by whoever puts the rows together."""

    actions: list[Action] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    unassigned: list[Unassigned] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_row(row: Row, columns: Columns, setting: Setting, into: RowReading) -> None:
    """Add what a row holds to `into`. A row with success factors alone adds no action."""
    factors = read_factors(columns.cell(row, Column.FACTORS), setting.places)
    into.factors += factors.factors
    into.questions += factors.questions
    text = columns.cell(row, Column.ACTION)
    leads, times = columns.cell(row, Column.LEADS), columns.cell(row, Column.TIMESCALES)
    if not tokens(text.text):
        into.problems += [_no_action(cell) for cell in (leads, times) if tokens(cell.text)]
        return
    lead_cell = read_leads(leads, setting.register, setting.today)
    time_cell = read_timescales(times)
    into.unassigned += [Unassigned(words, leads) for words in lead_cell.left_over]
    into.unassigned += [Unassigned(words, times) for words in time_cell.left_over]
    into.questions += lead_cell.questions
    into.questions += time_questions(time_cell, times)
    _add_actions(text, lead_cell, time_cell, into)


def _add_actions(text: Source, leads: LeadCell, times: TimescaleCell, into: RowReading) -> None:
    """One action, or several where the row joins them; those keep every lead, because no word tells them apart."""
    joined = actions_joined(times.timescales)
    pieces = split_actions(text.text, joined) if joined > 1 else None
    if joined > 1:
        into.questions += joined_questions(text, leads.leads, joined, pieces)
    if pieces is None:
        into.actions.append(Action(0, tidy(text.text), leads.leads, times.timescales, text))
        return
    for piece, share in zip(pieces, share_out(times.timescales, joined), strict=True):
        into.actions.append(Action(0, piece, leads.leads, share, text))


def _no_action(cell: Source) -> Problem:
    message = f"It says {tidy(cell.text)!r}, but the row has no action. Please write the action in its cell."
    return Problem(message, str(cell.where))
