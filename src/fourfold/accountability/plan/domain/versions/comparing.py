"""What differs between two versions of a plan: pieces the same, changed, moved, merged, split, new or dropped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.accountability.plan.domain.versions.wording import Run, differences, reworded


class Kind(StrEnum):
    """What became of a piece. One that was merged or split says so, whatever else differs."""

    NEW = "new"
    DROPPED = "dropped"
    MERGED = "merged"
    SPLIT = "split"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"

    @property
    def label(self) -> str:
        """The word as it is shown."""
        return {"changed": "Changed", "same": "The same"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class Piece:
    """An action or a success factor of one version.

    `facts` are what stands beside its words, by name, each already as people read it: agencies, dates, officers.
    """

    id: UUID
    strand: str
    number: int
    text: str
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def reference(self) -> str:
        """`prevent 3`: where it stands."""
        return f"{self.strand} {self.number}"


@dataclass(frozen=True, slots=True)
class Link:
    """What became of an old piece: the new one that continues it, or None and why not."""

    old: UUID
    new: UUID | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact beside the words that differs."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of pieces: `olds` of the one version, `news` of the other; one of the two may be empty."""

    kind: Kind
    olds: tuple[Piece, ...]
    news: tuple[Piece, ...]
    title: tuple[Run, ...] = ()
    text: tuple[Run, ...] = ()
    facts: tuple[FactChange, ...] = ()
    moved: bool = False
    reason: str = ""

    @property
    def strand(self) -> str:
        """The strand under which it is shown: where it stands now, or where it stood."""
        return (self.news or self.olds)[0].strand

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to look at."""
        return self.kind is Kind.SAME


def compare(olds: Sequence[Piece], news: Sequence[Piece], links: Sequence[Link]) -> list[Change]:
    """Every piece of both versions in one change or more, those of the new version in its order, then the dropped.

    A piece without a link is new or dropped. Pieces that links tie together are compared as one change.
    """
    before = {piece.id: piece for piece in olds}
    after = {piece.id: piece for piece in news}
    tied = [link for link in links if link.old in before and link.new in after]
    reasons = {link.old: link.reason for link in links if link.new is None}
    continued = {link.old for link in tied}
    found = [_group(group, before, after) for group in _groups(tied, after)]
    gone = [piece for piece in olds if piece.id not in continued]
    return found + [Change(Kind.DROPPED, (piece,), (), reason=reasons.get(piece.id, "")) for piece in gone]


_Group = tuple[list[UUID], list[UUID]]


def _groups(links: Sequence[Link], after: Mapping[UUID, Piece]) -> list[_Group]:
    """The old and new pieces that hang together, in the order of the new version."""
    olds_of: dict[UUID, list[UUID]] = {}
    news_of: dict[UUID, list[UUID]] = {}
    for link in links:
        if link.new is not None:
            olds_of.setdefault(link.new, []).append(link.old)
            news_of.setdefault(link.old, []).append(link.new)
    groups: list[_Group] = []
    seen: set[UUID] = set()
    for new in after:
        if new in seen:
            continue
        group: _Group = ([], [])
        waiting = [new]
        while waiting:
            at = waiting.pop(0)
            if at in seen:
                continue
            seen.add(at)
            group[1].append(at)
            for old in olds_of.get(at, []):
                if old not in group[0]:
                    group[0].append(old)
                    waiting += news_of[old]
        groups.append(group)
    return groups


def _group(group: _Group, before: Mapping[UUID, Piece], after: Mapping[UUID, Piece]) -> Change:
    olds = tuple(before[old] for old in group[0])
    news = tuple(after[new] for new in group[1])
    if not olds:
        return Change(Kind.NEW, (), news)
    if len(olds) > 1 or len(news) > 1:
        return Change(Kind.SPLIT if len(news) > len(olds) else Kind.MERGED, olds, news)
    return _pair(olds[0], news[0])


def _pair(old: Piece, new: Piece) -> Change:
    """One piece and the one that continues it."""
    title = differences(old.title, new.title) if reworded(old.title, new.title) else []
    text = differences(old.text, new.text) if reworded(old.text, new.text) else []
    names = list(dict.fromkeys([name for name, _value in (*old.facts, *new.facts)]))
    was, now = dict(old.facts), dict(new.facts)
    facts = tuple(
        FactChange(name, was.get(name, ""), now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    )
    moved = old.strand != new.strand
    changed = title or text or facts
    kind = Kind.CHANGED if changed else Kind.MOVED if moved else Kind.SAME
    return Change(kind, (old,), (new,), tuple(title), tuple(text), facts, moved)


def compose(first: Sequence[Link], second: Sequence[Link]) -> list[Link]:
    """The links over two steps: what became, in the end, of what the first step's old version held."""
    onward: dict[UUID, list[Link]] = {}
    for link in second:
        onward.setdefault(link.old, []).append(link)
    found: dict[tuple[UUID, UUID | None], Link] = {}
    for link in first:
        steps = [link] if link.new is None else onward.get(link.new, [Link(link.old, None)])
        for step in steps:
            found.setdefault((link.old, step.new), Link(link.old, step.new, link.reason or step.reason))
    kept = {old for old, new in found if new is not None}
    return [link for (old, new), link in found.items() if new is not None or old not in kept]


def tally(changes: Sequence[Change]) -> dict[Kind, int]:
    """How many changes there are of each kind, in the order of the kinds."""
    counts = Counter(change.kind for change in changes)
    return {kind: counts[kind] for kind in Kind if counts[kind]}
