"""Questions to reviewers: new ones are asked, and those that a run would not ask any more are closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fourfold.records.identity.domain.asking import Question
from fourfold.records.identity.domain.states import TaskState
from fourfold.records.identity.models import Run, Task
from fourfold.records.identity.queries import holding

_OPEN = (TaskState.OPEN, TaskState.SECOND)


def ask(run: Run, now: datetime, subjects: Sequence[UUID], wanted: Sequence[Question]) -> int:
    """Make the open questions about these subjects those that are wanted; how many are open then.

    One that is open and asks the same stays as it is, with what was said of it; one that was answered is not asked
    again as long as nothing in it has changed.
    """
    there = {(about, _compared(pairs)): (key, state) for key, about, state, pairs in holding.questions_of(subjects)}
    asked = {(one.subjects, _compared(one.told())): one for one in wanted}
    over = [key for what, (key, state) in there.items() if state in _OPEN and what not in asked]
    Task.objects.filter(pk__in=over).update(state=TaskState.SUPERSEDED, closed_at=now)
    new = [one for what, one in asked.items() if what not in there]
    Task.objects.bulk_create(
        [Task(run=run, subjects=list(one.subjects), weight=one.weight, pairs=one.told(), made_at=now) for one in new],
        batch_size=2_000,
    )
    return len(new) + sum(state in _OPEN for what, (_key, state) in there.items() if what in asked)


def _compared(pairs: Sequence[dict[str, Any]]) -> tuple[tuple[str, str, float], ...]:
    return tuple(sorted((str(one["l"]), str(one["r"]), round(float(one["weight"]), 6)) for one in pairs))
