"""Questions for reviewers: the queue, one of them with what is shared of it, and what was decided."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from fourfold.engines.linkage import model as linkage
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.queries.records import newest_of, shown_with_newest
from fourfold.records.feeds.queries.sight import Shown, Sight
from fourfold.records.identity.domain.comparing import COMPARED, OTHER_NAMES, fields_of
from fourfold.records.identity.domain.states import TaskState
from fourfold.records.identity.models import Opinion, Override, Task
from fourfold.trust.catalogue.domain.loading import load_catalogue

if TYPE_CHECKING:
    from fourfold.records.feeds.models import Record

OPEN = (TaskState.OPEN, TaskState.SECOND)
MOST_COUNTED = 1_000
"""As many questions are counted; a queue that is longer is said to be longer."""


MOST_PAIRS = 60
"""Pairs of descriptions of one question that are shown, the likest first: their records are read at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions: `state` those alone that stand there, `several` those about three or more, or about two."""

    state: TaskState | None = None
    several: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the model found in one feature of a pair."""

    level: str
    part: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two subjects, in the question's order, by the likest of their descriptions, with the model's weight.

    `shown`: what of it comes from fields that are shared on both sides; `hidden`: the sum of the rest, or None.
    """

    left: UUID
    right: UUID
    weight: float
    shown: Mapping[str, Found]
    hidden: float | None


@dataclass(frozen=True, slots=True)
class Side:
    """One subject: what their records say, the one that is compared first."""

    subject_id: UUID
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is shared of it. `opinions`: those that the looker may read, of the `given` that exist.

    `stands`: what it decided is in force.
    """

    task: Task
    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    model: linkage.Model
    opinions: tuple[Opinion, ...]
    given: int
    stands: bool

    def opinion_of(self, user_id: UUID | None) -> Opinion | None:
        """What a reviewer said of it."""
        return next((one for one in self.opinions if one.reviewer == user_id), None)


def queue(sight: Sight, wanted: Wanted) -> "QuerySet[Task]":
    """The questions that wait for the looker, nearest to certain first; a page of them is a slice."""
    reviewer = sight.looker.standing.user_id
    if reviewer is None:
        return Task.objects.none()
    mine = Opinion.objects.filter(task=OuterRef("pk"), reviewer=reviewer)
    found = Task.objects.filter(state__in=[wanted.state] if wanted.state else OPEN).exclude(Exists(mine))
    if wanted.several is not None:
        size = {"subjects__len__gte": 3} if wanted.several else {"subjects__len": 2}
        found = found.filter(**size)
    return found.order_by("-weight", "pk")


def decided(sight: Sight) -> "QuerySet[Task]":  # noqa: ARG001  Row-level security knows who looks.
    """The questions that were decided, newest first; a page of them is a slice."""
    return Task.objects.filter(state=TaskState.DECIDED).order_by("-closed_at", "pk")


def waiting(found: "QuerySet[Task]") -> int:
    """How many there are, up to one more than MOST_COUNTED."""
    return found.order_by()[: MOST_COUNTED + 1].count()


def next_question(sight: Sight, wanted: Wanted, *, after: UUID | None = None) -> UUID | None:
    """The question that comes next for the looker, after another one if given; None when none waits. Reads none."""
    found = queue(sight, wanted)
    before = Task.objects.filter(pk=after).first() if after else None
    if before is not None:
        found = found.filter(Q(weight__lt=before.weight) | Q(weight=before.weight, pk__gt=before.pk))
    return found.values_list("pk", flat=True).first()


def listed(sight: Sight, tasks: Sequence[Task]) -> "list[tuple[Task, list[Record]]]":
    """Questions with the newest record of each subject, without what these say. Two walls: one that Python refuses
    is left out. One query."""
    newest = newest_of(sight, {subject for task in tasks for subject in task.subjects})
    return [
        (task, [newest[subject] for subject in task.subjects])
        for task in tasks
        if all(subject in newest for subject in task.subjects)
    ]


def task_for(sight: Sight, task_id: UUID) -> Task:
    """One question without its records. Raises NotFound alike for hidden and absent."""
    task = Task.objects.filter(pk=task_id).first()
    newest = newest_of(sight, task.subjects if task else [])
    if task is None or any(subject not in newest for subject in task.subjects):
        raise NotFound("question", task_id)
    return task


def question(sight: Sight, task_id: UUID) -> Question:
    """One question, its records read and written down. Raises NotFound alike for hidden and absent. Four queries."""
    task = Task.objects.filter(pk=task_id).annotate(told=RawSQL(_TOLD, [], JSONField())).first()  # noqa: S611  Fixed.
    if task is None:
        raise NotFound("question", task_id)
    told: dict[str, Any] = task.told or {}
    rows = [_row(one) for one in (told.get("pairs") or [])[:MOST_PAIRS]]
    records = {record for row in rows for record in (row["l_record"], row["r_record"]) if record}
    compared = {row[f"{side}_subject"] for row in rows for side in "lr" if row[f"{side}_record"]}
    others = [subject for subject in task.subjects if subject not in compared]
    shown = shown_with_newest(sight, records, others, wanted=COMPARED)
    of_subject = {
        subject: [one for one in shown.values() if one.record.subject_id == subject] for subject in task.subjects
    }
    if not all(of_subject.values()):
        raise NotFound("question", task_id)
    best = _best(task.subjects, rows)
    content = told.get("content")
    return Question(
        task=task,
        sides=tuple(_side(subject, best, rows, shown, of_subject[subject]) for subject in task.subjects),
        pairs=tuple(_pair(key, row, shown) for key, row in best.items()),
        model=linkage.read(json.dumps(content)) if content else linkage.shipped(),
        opinions=tuple(_opinion(one) for one in told.get("opinions") or []),
        given=int(told.get("given") or 0),
        stands=bool(told.get("stands")),
    )


def decisions_of(task_id: UUID) -> list[Override]:
    """What was decided by a question and is in force."""
    return list(Override.objects.filter(task_id=task_id, ended_at=None).order_by("left_id", "right_id"))


Row = dict[str, Any]
_TOLD = """(
    select jsonb_build_object(
        'pairs', (select jsonb_agg(to_jsonb(c)) from identity_compared(identity_task.id) c),
        'opinions', (select jsonb_agg(to_jsonb(o) order by o.at, o.id) from identity_opinion o
                     where o.task_id = identity_task.id),
        'stands', exists (select from identity_override v where v.task_id = identity_task.id and v.ended_at is null),
        'content', a.content, 'given', a.given)
    from identity_asked_by(identity_task.id) a)"""
"""What the database tells of a question, as far as its walls open it."""


def _row(told: dict[str, Any]) -> Row:
    names = ("l_subject", "l_record", "r_subject", "r_record")
    return told | {name: UUID(told[name]) if told[name] else None for name in names}


def _opinion(told: dict[str, Any]) -> Opinion:
    """An opinion as it stands in the database, not to be saved."""
    return Opinion(
        id=UUID(told["id"]),
        task_id=UUID(told["task_id"]),
        reviewer=UUID(told["reviewer"]),
        judgement=told["judgement"],
        groups=told["groups"],
        reason=told["reason"],
        at=datetime.fromisoformat(told["at"]),
    )


def _best(subjects: Sequence[UUID], rows: Sequence[Row]) -> dict[tuple[UUID, UUID], Row]:
    """Of each two subjects the likest descriptions: of those whose records are both seen, if there are any."""
    places = {subject: place for place, subject in enumerate(subjects)}
    best: dict[tuple[UUID, UUID], Row] = {}
    ordered = sorted(rows, key=lambda row: (not (row["l_record"] and row["r_record"]), -row["weight"]))
    for row in ordered:
        if row["l_subject"] not in places or row["r_subject"] not in places or row["l_subject"] == row["r_subject"]:
            continue
        left, right = sorted((row["l_subject"], row["r_subject"]), key=lambda one: places[one])
        best.setdefault((left, right), row)
    return dict(sorted(best.items(), key=lambda item: (places[item[0][0]], places[item[0][1]])))


def _side(
    subject: UUID,
    best: Mapping[tuple[UUID, UUID], Row],
    rows: Sequence[Row],
    shown: Mapping[UUID, Shown],
    newest: Sequence[Shown],
) -> Side:
    """The records by which a subject was compared, the likest pair's first; the newest if none of those is seen."""
    strongest = sorted(best.values(), key=lambda row: -row["weight"])
    ids = [row[f"{side}_record"] for row in (*strongest, *rows) for side in "lr" if row[f"{side}_subject"] == subject]
    seen = [shown[record] for record in dict.fromkeys(ids) if record in shown]
    return Side(subject, tuple(seen) or (newest[0],))


def _pair(key: tuple[UUID, UUID], row: Row, shown: Mapping[UUID, Shown]) -> Pair:
    """What the database shows of a pair, and of that what Python's own decisions open on both sides."""
    sides = [shown.get(row["l_record"]), shown.get(row["r_record"])]
    found = {feature: Found(one["level"], one["part"]) for feature, one in row["shown"].items()}
    open_to_us = {feature: one for feature, one in found.items() if all(_opens(side, feature, one) for side in sides)}
    closed = sum(one.part for feature, one in found.items() if feature not in open_to_us)
    hidden = row["hidden"] if len(open_to_us) == len(found) else (row["hidden"] or 0.0) + closed
    return Pair(*key, row["weight"], open_to_us, hidden)


def _opens(side: Shown | None, feature: str, found: Found) -> bool:
    """Whether all fields behind a feature that the record's data set has are shared."""
    wanted = fields_of(feature, found.level)
    if side is None or wanted is None:
        return False
    held = {item.key for item in load_catalogue().data_sets[side.record.data_set].said}
    return (wanted - {OTHER_NAMES}) & held <= side.decision.fields
