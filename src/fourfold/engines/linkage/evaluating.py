"""How good a linkage is, against a truth: by pair, by record, by group, each with an interval. Plain counting."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964
DRAWS = 400
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision: how much of what was joined belongs together. Recall: how much of what belongs is joined."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A share of `of`, with its 95 % interval (Wilson 1927), which holds for few cases, too."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """From, to."""
        if not self.of:
            return 0.0, 1.0
        middle = (self.value + Z95**2 / (2 * self.of)) / (1 + Z95**2 / self.of)
        reach = (
            Z95 / (1 + Z95**2 / self.of) * sqrt(self.value * (1 - self.value) / self.of + Z95**2 / (4 * self.of**2))
        )
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Gap:
    """How much a kind of error differs between everybody else and the reference group, in points, low to high."""

    kind: str
    points: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.kind} {self.points:+.2f} ({self.low:+.2f} to {self.high:+.2f})"


def pairwise(people: Sequence[str], truth: Sequence[str]) -> Quality:
    """Over all pairs of records: joined, and belonging together. `people` and `truth` name each record's person."""
    joined, true = _pairs(Counter(people)), _pairs(Counter(truth))
    right = _pairs(Counter(zip(people, truth, strict=True)))
    return Quality(right / joined if joined else 1.0, right / true if true else 1.0)


def b_cubed(people: Sequence[str], truth: Sequence[str]) -> Quality:
    """Mean over records: how much of their cluster is theirs, how much of theirs is in it (Bagga, Baldwin 1998)."""
    found, true = Counter(people), Counter(truth)
    both = Counter(zip(people, truth, strict=True))
    precision = sum(count * count / found[person] for (person, _truth), count in both.items())
    recall = sum(count * count / true[whose] for (_person, whose), count in both.items())
    return Quality(precision / max(1, len(people)), recall / max(1, len(people)))


def exact_clusters(people: Sequence[str], truth: Sequence[str]) -> Quality:
    """Over clusters: how many of those found are exactly a person, and how many persons are exactly found."""
    found, true = Counter(people), Counter(truth)
    both = Counter(zip(people, truth, strict=True))
    right = sum(1 for (person, whose), count in both.items() if count == found[person] == true[whose])
    return Quality(right / max(1, len(found)), right / max(1, len(true)))


def blocking_recall(pairs: Sequence[tuple[int, int]], truth: Sequence[str]) -> Share:
    """Of the pairs that belong together, how many a key brought together. `pairs`: places in `truth`, each once."""
    return Share(sum(1 for left, right in pairs if truth[left] == truth[right]), _pairs(Counter(truth)))


@dataclass(frozen=True, slots=True)
class GroupError:
    """False: records that stand with somebody else's. Missed: pairs of one person that were not joined."""

    false: Share
    missed: Share


def by_group(people: Sequence[str], truth: Sequence[str], groups: Sequence[str]) -> dict[str, GroupError]:
    """Errors by the group that each record's person belongs to, the largest group first."""
    false, missed = _false_records(people, truth), _missed_pairs(people, truth)
    sizes = Counter(groups)
    wrong = Counter(groups[place] for place in false)
    group_of = dict(zip(truth, groups, strict=True))
    true_pairs: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for whose, (lacking, pairs) in missed.items():
        true_pairs[group_of[whose]] += pairs
        lost[group_of[whose]] += lacking
    return {
        group: GroupError(Share(wrong[group], size), Share(lost[group], true_pairs[group]))
        for group, size in sizes.most_common()
    }


def gaps(people: Sequence[str], truth: Sequence[str], groups: Sequence[str], *, reference: str) -> list[Gap]:
    """Everybody outside the reference group against those in it: false and missed, each with a bootstrap interval.

    People are drawn anew, not records: the errors of one person's records hang together.
    """
    false = Counter(truth[place] for place in _false_records(people, truth))
    missed, sizes = _missed_pairs(people, truth), Counter(truth)
    group_of = dict(zip(truth, groups, strict=True))
    sides: dict[bool, list[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(list)
    for whose, group in group_of.items():
        sides[group == reference].append(((false[whose], sizes[whose]), missed[whose]))
    drawn = random.Random(SEED)  # noqa: S311  A bootstrap, not a secret.
    found = []
    for place, kind in enumerate(("false", "missed")):
        ours, theirs = ([one[place] for one in sides[side]] for side in (False, True))
        tried = sorted(_rate(_draw(drawn, ours)) - _rate(_draw(drawn, theirs)) for _draw_number in range(DRAWS))
        low, high = tried[int(0.025 * DRAWS)], tried[int(0.975 * DRAWS) - 1]
        found.append(Gap(kind, 100 * (_rate(_counted(ours)) - _rate(_counted(theirs))), 100 * low, 100 * high))
    return found


Cases = list[tuple[tuple[int, int], int]]


def _counted(cases: list[tuple[int, int]]) -> Cases:
    return list(Counter(cases).items())


def _draw(drawn: random.Random, cases: list[tuple[int, int]]) -> Cases:
    """A bootstrap sample, by kinds of cases: each count varies as a Poisson number does, by its normal likeness."""
    return [(case, max(0, round(drawn.gauss(times, sqrt(times))))) for case, times in _counted(cases)]


def _rate(cases: Cases) -> float:
    of = sum(case[1] * times for case, times in cases)
    return sum(case[0] * times for case, times in cases) / of if of else 0.0


def _pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _false_records(people: Sequence[str], truth: Sequence[str]) -> list[int]:
    found = Counter(people)
    both = Counter(zip(people, truth, strict=True))
    return [place for place, pair in enumerate(zip(people, truth, strict=True)) if both[pair] < found[pair[0]]]


def _missed_pairs(people: Sequence[str], truth: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each person: pairs that were not joined, and pairs in all."""
    joined: Counter[str] = Counter()
    for (_person, whose), count in Counter(zip(people, truth, strict=True)).items():
        joined[whose] += count * (count - 1) // 2
    return {
        whose: (count * (count - 1) // 2 - joined[whose], count * (count - 1) // 2)
        for whose, count in Counter(truth).items()
    }
