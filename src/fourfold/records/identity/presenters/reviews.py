"""The queue and a question, as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, show_moment, today
from fourfold.records.feeds.wording import joined
from fourfold.records.identity.domain.opinions import LETTERS, NOT_SURE, judgement_of
from fourfold.records.identity.domain.states import Judgement, TaskState
from fourfold.records.identity.models import Opinion, Task
from fourfold.records.identity.presenters.waterfall import Story, chance_words, story_of
from fourfold.records.identity.queries.tasks import MOST_COUNTED, Question

if TYPE_CHECKING:
    from fourfold.records.feeds.models import Record


@dataclass(frozen=True, slots=True)
class Line:
    """A question in a list."""

    title: str
    href: str
    holders: str
    chance: str
    since: str
    asks: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer said."""

    who: str
    what: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True)
class PairStory:
    """A pair of a question, explained."""

    title: str
    story: Story


def lines_of(found: "Sequence[tuple[Task, list[Record]]]", query: Mapping[str, str]) -> list[Line]:
    """Questions in a list: by reference, for names are read on the question's own page."""
    return [
        Line(
            title=joined([record.reference for record in records]),
            href=address_of(task.pk, query),
            holders=joined(sorted({record.holder.name for record in records})),
            chance=chance_words(1 / (1 + 2**-task.weight)),
            since=show_date(today(task.closed_at or task.made_at)),
            asks=_asks(task),
        )
        for task, records in found
    ]


def address_of(task_id: UUID, query: Mapping[str, str]) -> str:
    """The page of a question, with the filters of the queue that it is taken from."""
    address = reverse("identity:question", args=[task_id])
    return f"{address}?{urlencode(query)}" if query else address


def waiting_words(count: int) -> str:
    """How many wait."""
    if count > MOST_COUNTED:
        return _("More than %(most)s questions") % {"most": f"{MOST_COUNTED:,}"}
    return _("1 question") if count == 1 else _("%(count)s questions") % {"count": f"{count:,}"}


def _asks(task: Task) -> str:
    return _("Another opinion") if task.state == TaskState.SECOND else ""


def stories_of(question: Question) -> list[PairStory]:
    """Each pair explained."""
    places = {subject: LETTERS[place] for place, subject in enumerate(question.task.subjects)}
    return [
        PairStory(
            _("Records %(one)s and %(other)s") % {"one": places[pair.left], "other": places[pair.right]},
            story_of(pair, question.model),
        )
        for pair in question.pairs
    ]


def said_of(opinions: Sequence[Opinion], names: Mapping[UUID, str], me: UUID | None) -> list[Said]:
    """Opinions in the order in which they were given. While it is open, others are numbered, not named."""
    return [
        Said(
            _("You") if one.reviewer == me else names.get(one.reviewer) or _("Reviewer %(n)s") % {"n": place + 1},
            groups_words(one.groups),
            one.reason,
            show_moment(one.at),
        )
        for place, one in enumerate(opinions)
    ]


def groups_words(groups: str) -> str:
    """An opinion in words."""
    judgement = judgement_of(groups)
    if judgement is Judgement.NOT_SURE:
        return _("Not sure")
    if judgement is Judgement.APART:
        return _("Apart: two people") if len(groups) == 2 else _("Apart: each is another person")
    people = [
        joined([LETTERS[place] for place, letter in enumerate(groups) if letter == one])
        for one in dict.fromkeys(groups)
    ]
    if len(people) == 1:
        return _("Together: one person")
    return _("%(people)s people: %(groups)s") % {"people": len(people), "groups": "; ".join(people)}


def outcome_of(question: Question) -> str:
    """What was decided, in words; empty while nothing is."""
    if question.task.state != TaskState.DECIDED or not question.opinions:
        return ""
    last = question.opinions[-1].groups
    if last == NOT_SURE:
        return _("Nobody could tell. They stay apart, and nobody is asked again.")
    return groups_words(last)
