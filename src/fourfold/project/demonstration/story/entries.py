"""What the story's files hold. Every `day` counts from the day on which the demonstration is loaded: -35 is 35
days before it, 12 is 12 days after it."""

from dataclasses import dataclass

from fourfold.accountability.plan.domain.states import Audience, Part, Scope, Status, StrandKind


@dataclass(frozen=True, slots=True)
class Update:
    """A progress update. Without `status` the status stays. `readers` make it OFFICIAL-SENSITIVE.

    `review` holds the review and sets the next one.
    """

    day: int
    by: str
    text: str
    status: Status | None = None
    reason: str = ""
    readers: tuple[str, ...] = ()
    review: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step with its date, and the day on which it was done."""

    title: str
    due: int
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """What could stop the action, from `day` on, until it is `closed`."""

    day: int
    text: str
    likelihood: int
    impact: int
    mitigation: str
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a partner says about the action."""

    day: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence at a web address. The accountable officer adds it unless `by` says otherwise."""

    day: int
    title: str
    url: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Evidence in a file that `evidence.py` makes."""

    day: int
    title: str
    name: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """The action waits for another of its plan, written as `protect 1`."""

    day: int
    needs: str
    note: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A later change of the action's deputy or dates. What is left out stays."""

    day: int
    by: str = ""
    deputy: str = ""
    due: int | None = None
    review: int | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """An agency of a plan that begins without a document."""

    agency: str
    part: Part = Part.LEAD


@dataclass(frozen=True, slots=True)
class ActionStory:
    """One action and its year. `text`, `leads` and dates are for plans that begin without a document."""

    strand: StrandKind
    number: int
    title: str
    officer: str
    deputy: str
    text: str = ""
    leads: tuple[Lead, ...] = ()
    due: int | None = None
    review: int | None = None
    updates: tuple[Update, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    risks: tuple[Risk, ...] = ()
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    waits: tuple[Wait, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def place(self) -> str:
        """How the plan counts it: `prevent 1`."""
        return f"{self.strand} {self.number}"


@dataclass(frozen=True, slots=True)
class Aim:
    """What a strand is for, in a plan that begins without a document."""

    strand: StrandKind
    aim: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A plan's title and people, and the days on which it was begun and published.

    `document` names the plan document it is imported from; without one it is begun empty.
    """

    title: str
    summary: str
    area: str
    scope: Scope
    audience: Audience
    coordinator: str
    begun: int
    published: int
    document: str = ""
    readers: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanStory:
    """A plan, named by its folder, with its actions in their order."""

    key: str
    frame: Frame
    actions: tuple[ActionStory, ...]
