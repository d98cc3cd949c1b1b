"""How good the linkage is: the model in use, the latest run, what reviewers decided. In counts; nobody is named."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from fourfold.engines.linkage import model as linkage
from fourfold.engines.linkage.evaluating import Share
from fourfold.records.identity.domain.agreement import Agreement, agreement
from fourfold.records.identity.domain.cards import Truth, truth_of
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.models import LinkModel
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries.standing import known


@dataclass(frozen=True, slots=True)
class Band:
    """Pairs that reviewers decided, of which the model's weight was from `step` up to `step` + 1."""

    step: int
    together: Share


@dataclass(frozen=True, slots=True)
class Labels:
    """What reviewers decided of pairs, against what the model would say if it had to choose at even odds.

    `precision`: of those that it would join, how many are one person's; `recall`: the reverse.
    """

    precision: Share
    recall: Share
    bands: tuple[Band, ...]

    @property
    def of(self) -> int:
        """Pairs that were decided."""
        return sum(band.together.of for band in self.bands)

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 where both are 0."""
        total = self.precision.value + self.recall.value
        return 2 * self.precision.value * self.recall.value / total if total else 0.0


@dataclass(frozen=True, slots=True)
class InUse:
    """The model in use."""

    version: int
    model: linkage.Model
    made_at: datetime
    card: Mapping[str, Any]
    truth: Truth | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest full run that ended well. `counts`: what it found, by what is counted; None: fewer than 8."""

    kind: str
    counts: Mapping[str, int | None]
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkageQuality:
    """Everything that the page shows. `questions`: how many stand where; None: fewer than 8."""

    in_use: InUse | None
    latest: Latest | None
    questions: Mapping[str, int | None]
    agreement: Agreement
    labels: Labels


def linkage_quality(actor: Standing) -> LinkageQuality:
    """For everybody who works in the partnership. Raises NotFound for others. Five queries."""
    known(actor, "linkage")
    return LinkageQuality(
        in_use=_in_use(),
        latest=_latest(),
        questions={str(state): times for state, times in _asked("select * from identity_questions()")},
        agreement=agreement(
            {
                (str(first), str(second)): int(times)
                for first, second, times in _asked("select * from identity_agreement()")
            }
        ),
        labels=labels_of(
            [(int(step), str(said), int(n)) for step, said, n in _asked("select * from identity_labels()")]
        ),
    )


def labels_of(rows: Sequence[tuple[int, str, int]]) -> Labels:
    """From how often pairs of a weight (rounded down) were judged one way."""
    counted: Counter[tuple[int, bool]] = Counter()
    for step, said, times in rows:
        counted[step, said == Judgement.TOGETHER] += times
    would_join = sum(times for (step, _together), times in counted.items() if step >= 0)
    together = sum(times for (_step, is_one), times in counted.items() if is_one)
    right = sum(times for (step, is_one), times in counted.items() if is_one and step >= 0)
    steps = sorted({step for step, _together in counted})
    bands = tuple(Band(s, Share(counted[s, True], counted[s, True] + counted[s, False])) for s in steps)
    return Labels(Share(right, would_join), Share(right, together), bands)


def _in_use() -> InUse | None:
    found = LinkModel.objects.order_by("-version").values("version", "content", "made_at", "card").first()
    if found is None:
        return None
    model = linkage.read(json.dumps(found["content"]))
    return InUse(found["version"], model, found["made_at"], found["card"], truth_of(found["card"]))


def _latest() -> Latest | None:
    for kind, counts, ended_at in _asked("select kind, counts, ended_at from identity_latest_run()"):
        return Latest(str(kind), json.loads(counts), ended_at)
    return None


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
