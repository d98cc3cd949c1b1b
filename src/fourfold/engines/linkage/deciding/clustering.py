"""Clusters from scored pairs: not whatever hangs together by a thread, but what agrees as a whole.

Two groups of records become one where their best pair reaches `join` and the mean of all pairs across them, each
bounded, does not fall below `fracture`. The likeliest come first. So one poor record cannot chain twins, and a parent
and a child who share a name stay two. Records that a person set together begin together; those set apart never meet.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
Edge = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """Match weights. `unseen` counts for a pair without a score: no key brought it together, which speaks against it.
    `bound` limits one pair's voice in a mean."""

    join: float
    fracture: float
    unseen: float = -2.0
    bound: float = 8.0


@dataclass(slots=True)
class _Tie:
    """What is known of the pairs between two groups."""

    total: float = 0.0
    seen: int = 0
    best: float = float("-inf")

    def add(self, other: "_Tie") -> None:
        self.total += other.total
        self.seen += other.seen
        self.best = max(self.best, other.best)


@dataclass(slots=True)
class _Group:
    members: list[int]
    ties: dict[int, _Tie] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)


def agree(
    scored: Iterable[tuple[int, int, float]],
    rules: Rules,
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """Groups of two or more records, each sorted, from `(record, record, weight)`.

    The result does not depend on the order of what is given. `together` and `apart` must not contradict each other.
    """
    edges, pairs, parted = list(scored), list(together), list(apart)
    home = Homes()
    for left, right, weight in edges:
        if weight >= rules.join:
            home.join(left, right)
    for left, right in pairs:
        home.join(left, right)
    decided = {home.of(record) for pair in (*pairs, *parted) for record in pair}
    found: list[list[int]] = []
    doubtful: list[list[int]] = []
    for first, members in home.groups().items():
        (doubtful if first in decided else found).append(members)
    whole, torn = _told_apart(found, edges, home, rules)
    return sorted(whole + _gathered(torn + doubtful, edges, home, rules, pairs, parted))


class Homes:
    """Sets of records that grow together; each is known by its smallest record."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def of(self, record: int) -> int:
        """The smallest record of the set."""
        above = self._above
        root = record
        while (higher := above.get(root, root)) != root:
            root = higher
        while record != root:
            above[record], record = root, above.get(record, record)
        return root

    def join(self, left: int, right: int) -> None:
        """Make two sets one."""
        first, second = self.of(left), self.of(right)
        if first != second:
            low, high = (first, second) if first < second else (second, first)
            self._above[high] = self._above[low] = low

    def groups(self) -> dict[int, list[int]]:
        """Members of each set of two or more, sorted, by the smallest."""
        found: dict[int, list[int]] = defaultdict(list)
        for record in sorted(self._above):
            found[self.of(record)].append(record)
        return found


def _told_apart(
    groups: list[list[int]], edges: list[Edge], home: Homes, rules: Rules
) -> tuple[list[list[int]], list[list[int]]]:
    """Groups in which every pair reaches `join`, about which there is nothing to decide, and the others."""
    strong: Counter[int] = Counter(home.of(left) for left, _right, weight in edges if weight >= rules.join)
    whole: list[list[int]] = []
    torn: list[list[int]] = []
    for members in groups:
        complete = len(members) * (len(members) - 1) // 2
        (whole if strong[members[0]] == complete else torn).append(members)
    return whole, torn


def _gathered(
    groups: list[list[int]], edges: list[Edge], home: Homes, rules: Rules, together: list[Pair], apart: list[Pair]
) -> list[list[int]]:
    inside: dict[int, _Within] = {members[0]: _Within() for members in groups}
    for edge in edges:
        if (first := home.of(edge[0])) in inside and first == home.of(edge[1]):
            inside[first].edges.append(edge)
    for pair in together:
        inside[home.of(pair[0])].together.append(pair)
    for pair in apart:
        if home.of(pair[0]) == home.of(pair[1]):
            inside[home.of(pair[0])].apart.append(pair)
    return [group for one in inside.values() for group in _Gathering(rules, one.edges, one.apart).of(one.together)]


@dataclass(slots=True)
class _Within:
    """What is known inside one group."""

    edges: list[Edge] = field(default_factory=list)
    together: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)


class _Gathering:
    """Groups that grow; each is known by its smallest record."""

    def __init__(self, rules: Rules, scored: Iterable[tuple[int, int, float]], apart: Iterable[Pair]) -> None:
        self.rules = rules
        self.groups: dict[int, _Group] = {}
        for left, right, weight in sorted(scored):
            bounded = min(rules.bound, max(-rules.bound, weight))
            self._group(left).ties[right] = tie = _Tie(bounded, 1, weight)
            self._group(right).ties[left] = tie
        for left, right in apart:
            self._group(left).apart.add(right)
            self._group(right).apart.add(left)

    def _group(self, record: int) -> _Group:
        return self.groups.setdefault(record, _Group([record]))

    def of(self, together: Iterable[Pair]) -> list[list[int]]:
        home = Homes()
        for left, right in sorted(together):
            self._group(left), self._group(right)
            kept, gone = sorted((home.of(left), home.of(right)))
            if kept != gone:
                self._merge(kept, gone)
                home.join(kept, gone)
        self._merge_likeliest()
        return sorted(sorted(group.members) for group in self.groups.values() if len(group.members) > 1)

    def _merge_likeliest(self) -> None:
        waiting = [
            entry
            for left, group in self.groups.items()
            for right in group.ties
            if left < right and (entry := self._entry(left, right))
        ]
        heapify(waiting)
        while waiting:
            entry = heappop(waiting)
            _mean, _best, left, right = entry
            if left not in self.groups or right not in self.groups or self._entry(left, right) != entry:
                continue
            self._merge(left, right)
            for other in self.groups[left].ties:
                if renewed := self._entry(*sorted((left, other))):
                    heappush(waiting, renewed)

    def _entry(self, left: int, right: int) -> tuple[float, float, int, int] | None:
        """Where the two groups may become one: how much speaks for it, the most first."""
        mine, yours = self.groups[left], self.groups[right]
        tie = mine.ties[right]
        if tie.best < self.rules.join or right in mine.apart:
            return None
        pairs = len(mine.members) * len(yours.members)
        mean = (tie.total + (pairs - tie.seen) * self.rules.unseen) / pairs
        return (-mean, -tie.best, left, right) if mean >= self.rules.fracture else None

    def _merge(self, kept: int, gone: int) -> None:
        """Take `gone` into `kept`, with its ties and with whom it must not meet."""
        mine, yours = self.groups[kept], self.groups.pop(gone)
        mine.members += yours.members
        mine.ties.pop(gone, None)
        yours.ties.pop(kept, None)
        for other, tie in yours.ties.items():
            theirs = self.groups[other].ties
            theirs.pop(gone)
            if other in mine.ties:
                mine.ties[other].add(tie)
            else:
                mine.ties[other] = theirs[kept] = tie
        for other in yours.apart:
            theirs_apart = self.groups[other].apart
            theirs_apart.discard(gone)
            theirs_apart.add(kept)
        mine.apart |= yours.apart
