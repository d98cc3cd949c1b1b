"""What reviewers are asked: pairs in the review band, gathered by the two people whom they might make one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.records.identity.domain.people import Judged, Scored
from fourfold.records.identity.domain.states import Judgement

MOST = 5
"""Subjects of one question."""


@dataclass(frozen=True, slots=True)
class Question:
    """Are these subjects one person? `pairs`: of the scores between the two persons, the highest first."""

    subjects: tuple[UUID, ...]
    weight: float
    pairs: tuple[Scored, ...]

    def told(self) -> list[dict[str, object]]:
        """The pairs as they are kept with a question."""
        return [told(one) for one in self.pairs]


def told(one: Scored) -> dict[str, object]:
    """A scored pair as the engine gives it: both ids, weight, probability, each feature's level and part."""
    shown: dict[str, object] = {"l": str(one.left), "r": str(one.right), "weight": one.weight}
    shown["probability"] = 1 / (1 + 2 ** -max(-60.0, min(60.0, one.weight)))
    for feature, level, part in zip(FEATURES, one.levels, one.parts, strict=True):
        shown[f"level_{feature.key}"] = level
        shown[f"part_{feature.key}"] = part
    return shown


def questions(
    scored: Iterable[Scored],
    subject_of: Mapping[UUID, UUID],
    person: Mapping[UUID, UUID],
    judged: Iterable[Judged],
    fracture: float,
) -> list[Question]:
    """One question for each two persons between whom a pair stands at `fracture` or above, and who are not set apart.

    Nothing is asked about whom a person has parted. In the order of their subjects.
    """
    parted = {
        frozenset((person.get(one.left, one.left), person.get(one.right, one.right)))
        for one in judged
        if one.judgement is Judgement.APART
    }
    between: dict[frozenset[UUID], list[Scored]] = defaultdict(list)
    for one in scored:
        if one.weight < fracture or one.left not in subject_of or one.right not in subject_of:
            continue
        two = frozenset((person[subject_of[one.left]], person[subject_of[one.right]]))
        if len(two) == 2 and two not in parted:
            between[two].append(one)
    found = [_question(pairs, subject_of) for pairs in between.values()]
    return sorted(found, key=lambda one: one.subjects)


def _question(pairs: Sequence[Scored], subject_of: Mapping[UUID, UUID]) -> Question:
    ordered = sorted(pairs, key=lambda one: (-one.weight, subject_of[one.left], subject_of[one.right]))
    asked: list[UUID] = []
    for one in ordered:
        new = [key for key in (subject_of[one.left], subject_of[one.right]) if key not in asked]
        if len(asked) + len(new) <= MOST:
            asked += new
    kept = tuple(one for one in ordered if subject_of[one.left] in asked and subject_of[one.right] in asked)
    return Question(tuple(sorted(asked)), ordered[0].weight, kept)
