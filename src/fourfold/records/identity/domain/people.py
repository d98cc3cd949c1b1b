"""Who is one person: a function of descriptions, scores, thresholds and judgements, and of nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fourfold.engines.linkage.deciding.clustering import Homes, Rules, agree
from fourfold.records.identity.domain.states import Judgement


@dataclass(frozen=True, slots=True)
class Scored:
    """Two descriptions and their weight; of each feature its level and its part, in the engine's order."""

    left: UUID
    right: UUID
    weight: float
    levels: tuple[str, ...] = ()
    parts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided of two subjects."""

    id: UUID
    left: UUID
    right: UUID
    judgement: Judgement


class Known:
    """What is known of some subjects. `descriptions`: subject and description, in their lasting order."""

    def __init__(
        self, descriptions: Sequence[tuple[UUID, UUID]], judged: Iterable[Judged], join: float, fracture: float
    ) -> None:
        self.rules = Rules(join, fracture)
        self.numbers = {description: number for number, (_subject, description) in enumerate(descriptions)}
        self.subjects = [subject for subject, _description in descriptions]
        self.ids = [description for _subject, description in descriptions]
        self.first: dict[UUID, int] = {}
        for number, subject in enumerate(self.subjects):
            self.first.setdefault(subject, number)
        here = [one for one in judged if one.left in self.first and one.right in self.first]
        self.together = [
            *((self.first[subject], number) for number, subject in enumerate(self.subjects)),
            *self._pairs(here, Judgement.TOGETHER),
        ]
        self.together = [(left, right) for left, right in self.together if left != right]
        self.apart = self._pairs(here, Judgement.APART)

    def _pairs(self, judged: Iterable[Judged], wanted: Judgement) -> list[tuple[int, int]]:
        pairs = (sorted((self.first[one.left], self.first[one.right])) for one in judged if one.judgement is wanted)
        return sorted((left, right) for left, right in pairs)

    def groups(self, scored: Iterable[Scored]) -> dict[UUID, int]:
        """Descriptions that hang together by likeness or judgement, three or more: the number of the group of each.

        Within these every score counts, those that speak against it too.
        """
        homes = Homes()
        for one in scored:
            if one.weight >= self.rules.join and one.left in self.numbers and one.right in self.numbers:
                homes.join(self.numbers[one.left], self.numbers[one.right])
        for left, right in self.together:
            homes.join(left, right)
        return {
            self.ids[member]: home
            for home, members in homes.groups().items()
            if len(members) > 2
            for member in members
        }

    def people(self, scored: Iterable[Scored]) -> dict[UUID, UUID]:
        """The person of each subject: the smallest subject of theirs. Every subject has one."""
        here = [one for one in scored if one.left in self.numbers and one.right in self.numbers]
        ends = [sorted((self.numbers[one.left], self.numbers[one.right])) for one in here]
        edges = [(low, high, one.weight) for (low, high), one in zip(ends, here, strict=True)]
        person = {subject: subject for subject in self.first}
        for group in agree(edges, self.rules, together=self.together, apart=self.apart):
            members = sorted({self.subjects[number] for number in group})
            for subject in members:
                person[subject] = members[0]
        return person


def contradicts(judged: Iterable[Judged], left: UUID, right: UUID, judgement: Judgement) -> bool:
    """Whether a judgement of two subjects meets what stands: `together`, followed to its end, against an `apart`."""
    standing = list(judged)
    near: Mapping[UUID, set[UUID]] = defaultdict(set)
    for one in standing:
        if one.judgement is Judgement.TOGETHER:
            near[one.left].add(one.right)
            near[one.right].add(one.left)
    mine, theirs = _reached(near, left), _reached(near, right)
    if judgement is Judgement.APART:
        return right in mine
    return any(
        (one.left in mine and one.right in theirs) or (one.right in mine and one.left in theirs)
        for one in standing
        if one.judgement is Judgement.APART
    )


def _reached(near: Mapping[UUID, set[UUID]], start: UUID) -> set[UUID]:
    found, edge = {start}, [start]
    while edge:
        for one in near.get(edge.pop(), ()):
            if one not in found:
                found.add(one)
                edge.append(one)
    return found
