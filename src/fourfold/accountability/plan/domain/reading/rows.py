"""One row of a table to its actions and success factors, with what has to be asked."""

from dataclasses import dataclass, field, replace
from datetime import date

from fourfold.accountability.plan.domain.reading.columns import Column, Columns
from fourfold.accountability.plan.domain.reading.factors import read_factors
from fourfold.accountability.plan.domain.reading.joined import actions_joined, share_out, split_actions
from fourfold.accountability.plan.domain.reading.layouts import NOTHING_CHOSEN, Chosen
from fourfold.accountability.plan.domain.reading.leads import read_leads
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.results import Action, Beside, Factor, Lead, Unassigned
from fourfold.accountability.plan.domain.reading.row_extras import read_beside
from fourfold.accountability.plan.domain.reading.row_questions import joined_questions, time_questions
from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.accountability.plan.domain.reading.timescales import TimescaleCell, read_timescales
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.ground.kernel.errors import Problem
from fourfold.trust.partnership.domain.register import Register


@dataclass(frozen=True)
class Setting:
    """What every row is read against. `places` are words that begin a proper name even when they stand alone.

    `strict`: the document heads its strands as a 4P plan does, so a row without an action is a mistake in it.
    """

    register: Register
    today: date
    places: frozenset[str]
    chosen: Chosen = NOTHING_CHOSEN
    strict: bool = True


@dataclass
class RowReading:
    """What one row, or several, hold. Actions are numbered by whoever puts the rows together."""

    actions: list[Action] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    unassigned: list[Unassigned] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    beside: list[Source] = field(default_factory=list)
    strand_words: dict[str, str] = field(default_factory=dict)
    status_words: dict[str, str] = field(default_factory=dict)


def read_row(row: Row, columns: Columns, setting: Setting, into: RowReading) -> None:
    """Add what a row holds to `into`. A row with success factors alone adds no action."""
    if not columns.has(Column.ACTION):
        into.unassigned += [Unassigned(tidy(cell.text), cell) for cell in _every(row, columns)]
        return
    text = columns.cell(row, Column.ACTION)
    more = read_beside(row, columns, setting.chosen, into)
    _read_factors(row, columns, setting, more.strand, into)
    if not tokens(text.text):
        _without_action(row, columns, setting, more, into)
        return
    leads = _leads(row, columns, setting, into)
    times = columns.cell(row, Column.TIMESCALES)
    time_cell = read_timescales(times)
    into.unassigned += [Unassigned(words, times) for words in time_cell.left_over]
    if columns.has(Column.TIMESCALES):
        into.questions += time_questions(time_cell, times)
    _add_actions(text, leads, time_cell, more, into)


def _leads(row: Row, columns: Columns, setting: Setting, into: RowReading) -> tuple[Lead, ...]:
    """Who leads, and who delivers where the table has a column for it. A table without either column asks nothing."""
    found: list[Lead] = []
    for column in (Column.LEADS, Column.DELIVERERS):
        source = columns.cell(row, column)
        if not columns.has(column) or (column is Column.DELIVERERS and not tokens(source.text)):
            continue
        cell = read_leads(source, setting.register, setting.today)
        found += [replace(item, delivers=column is Column.DELIVERERS) for item in cell.leads]
        into.unassigned += [Unassigned(words, source) for words in cell.left_over]
        into.questions += cell.questions
    return tuple(found)


def _read_factors(row: Row, columns: Columns, setting: Setting, strand: str, into: RowReading) -> None:
    for cell in columns.cells(row, Column.FACTORS):
        factors = read_factors(cell, setting.places)
        into.factors += [replace(factor, strand=strand) for factor in factors.factors]
        into.questions += factors.questions


def _without_action(row: Row, columns: Columns, setting: Setting, more: Beside, into: RowReading) -> None:
    """A row that says something of an action, but not which: a mistake in a 4P plan, else kept and asked about."""
    into.beside += more.cells
    rest = [*columns.cells(row, Column.LEADS), *columns.cells(row, Column.DELIVERERS)]
    rest += columns.cells(row, Column.TIMESCALES)
    if setting.strict:
        into.problems += [_no_action(cell) for cell in rest]
    rest += [*columns.cells(row, Column.STATUS), *columns.cells(row, Column.PROGRESS)]
    for cell in rest:
        into.unassigned.append(Unassigned(tidy(cell.text), cell))
        asked = f"It says {tidy(cell.text)!r}, but the row has no action. Where does it belong?"
        into.questions.append(Question(QuestionKind.UNASSIGNED, asked, cell))


def _add_actions(text: Source, leads: tuple[Lead, ...], times: TimescaleCell, more: Beside, into: RowReading) -> None:
    """One action, or several where the row joins them; those keep every lead, because no word tells them apart."""
    into.beside += more.cells
    joined = actions_joined(times.timescales)
    pieces = split_actions(text.text, joined) if joined > 1 else None
    if joined > 1:
        into.questions += joined_questions(text, leads, joined, pieces)
    if pieces is None:
        into.actions.append(Action(0, tidy(text.text), leads, times.timescales, text, more))
        return
    for piece, share in zip(pieces, share_out(times.timescales, joined), strict=True):
        into.actions.append(Action(0, piece, leads, share, text, more))


def _every(row: Row, columns: Columns) -> list[Source]:
    return [
        Source(row.place.at(at + 1, heading), cell)
        for at, (heading, cell) in enumerate(zip(columns.headings, row.cells, strict=True))
        if tokens(cell)
    ]


def _no_action(cell: Source) -> Problem:
    message = f"It says {tidy(cell.text)!r}, but the row has no action. Please write the action in its cell."
    return Problem(message, str(cell.where))
