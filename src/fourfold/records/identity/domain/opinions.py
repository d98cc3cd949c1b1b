"""What reviewers say of a question, and what follows from what several of them said.

An opinion is a letter for each subject, in the question's order, the same for those who are held to be one person:
`AA`, `AB`, `ABA`. Empty: not sure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from fourfold.records.identity.domain.states import Judgement, TaskState

NOT_SURE = ""
LETTERS = "ABCDE"


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a question stands after its opinions. `groups`: what is decided; None while nothing is, or if nobody can.

    `disagreed`: the first two said different things.
    """

    state: TaskState
    groups: str | None = None
    disagreed: bool = False


def in_order(letters: Sequence[str]) -> str:
    """The same grouping with its letters in the order in which they first occur: `BAB` is `ABA`."""
    known: dict[str, str] = {}
    return "".join(known.setdefault(letter, LETTERS[len(known)]) for letter in letters)


def all_together(size: int) -> str:
    """That all of them are one person."""
    return LETTERS[0] * size


def all_apart(size: int) -> str:
    """That each of them is another person."""
    return LETTERS[:size]


def judgement_of(groups: str) -> Judgement:
    """An opinion in one word: together if at least two are one person."""
    if groups == NOT_SURE:
        return Judgement.NOT_SURE
    return Judgement.APART if len(set(groups)) == len(groups) else Judgement.TOGETHER


def pairs_said(subjects: Sequence[UUID], groups: str) -> Iterator[tuple[UUID, UUID, Judgement]]:
    """What an opinion says of each pair, the smaller id first: of those held together first. Nothing if not sure."""
    said = [
        (min(one, other), max(one, other), Judgement.TOGETHER if here == there else Judgement.APART)
        for (one, here), (other, there) in combinations(zip(subjects, groups, strict=False), 2)
    ]
    yield from sorted(said, key=lambda pair: (pair[2] is Judgement.APART, pair[0], pair[1]))


def settle(said: Sequence[str], *, is_sampled: bool) -> Settled:
    """What follows from opinions, in the order in which they were given.

    One decides, unless the question is sampled or they are not sure: then another is asked. Two that agree decide.
    Where they do not, or neither is sure, a third who sees both settles it; if the third is not sure, nothing is
    decided and nobody is asked again.
    """
    if not said:
        return Settled(TaskState.OPEN)
    if len(said) == 1:
        decides = said[0] != NOT_SURE and not is_sampled
        return Settled(TaskState.DECIDED, said[0]) if decides else Settled(TaskState.SECOND)
    first, second = said[:2]
    if len(said) == 2:
        agree = first == second != NOT_SURE
        return Settled(TaskState.DECIDED, first) if agree else Settled(TaskState.SECOND, disagreed=first != second)
    return Settled(TaskState.DECIDED, said[2] if said[2] != NOT_SURE else None, disagreed=first != second)
