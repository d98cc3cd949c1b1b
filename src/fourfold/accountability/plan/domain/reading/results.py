"""What a reading holds: the plan as understood, each piece beside the words it came from."""

from dataclasses import dataclass
from datetime import date

from fourfold.accountability.plan.domain.reading.layouts import LayoutFound
from fourfold.accountability.plan.domain.reading.questions import Question
from fourfold.accountability.plan.domain.reading.statuses import StatusCell
from fourfold.accountability.plan.domain.reading.tables import Source
from fourfold.accountability.plan.domain.states import TimescaleKind
from fourfold.trust.partnership.domain.register import Agency


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads or delivers.

    `written` is the agency as the source writes it; `agency` the body of the register with that name, and `now`
    the body that it is today (None where the register does not know it). `connective` holds small words before it
    ("also", "and"), `qualifier` the words that say how it takes part; `mentions` are the bodies named in those.
    `delivers`: it stands in a column of those who deliver.
    """

    written: str
    source: Source
    agency: Agency | None = None
    now: Agency | None = None
    connective: str = ""
    qualifier: str = ""
    mentions: tuple[Agency, ...] = ()
    delivers: bool = False


@dataclass(frozen=True, slots=True)
class Timescale:
    """One timescale. `date` is the last day of a month where the source names a month; None for ongoing."""

    kind: TimescaleKind
    date: date | None
    raw: str
    source: Source


@dataclass(frozen=True, slots=True)
class Beside:
    """What other layouts say of an action beside its words.

    `strand` is the strand that a column names (empty where headings do). `cells` are kept with the document: numbers,
    names of strands, columns that are no part of the plan.
    """

    strand: str = ""
    status: StatusCell | None = None
    progress: str = ""
    cells: tuple[Source, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `number` starts anew in each strand.

    Actions that stood joined in one row share its leads: their sources are then the same.
    """

    number: int
    text: str
    leads: tuple[Lead, ...]
    timescales: tuple[Timescale, ...]
    source: Source
    more: Beside = NOTHING_BESIDE


@dataclass(frozen=True, slots=True)
class Factor:
    """One success factor of a strand; `strand` where a column of its row names it."""

    text: str
    source: Source
    strand: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the four strands, with the sentence that follows its name."""

    name: str
    aim: str
    source: Source
    actions: tuple[Action, ...] = ()
    success_factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Words of the source that found no place. They are kept, and a person decides."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A whole plan as read: nothing of the source is missing, and what is in doubt is asked.

    `layouts` are those of its tables; `beside` the cells kept with the document. `strand_words` and `status_words`
    pair words of the document with the strand or status that they were taken for (empty where for none).
    """

    title: str
    strands: tuple[Strand, ...]
    unassigned: tuple[Unassigned, ...]
    questions: tuple[Question, ...]
    layouts: tuple[LayoutFound, ...] = ()
    beside: tuple[Source, ...] = ()
    strand_words: tuple[tuple[str, str], ...] = ()
    status_words: tuple[tuple[str, str], ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action, strand by strand."""
        return tuple(action for strand in self.strands for action in strand.actions)
