"""A sentence that sums up what differs between two versions."""

from collections.abc import Sequence

from fourfold.accountability.plan.domain.versions.comparing import Change, Kind, tally

_WORDS = {
    Kind.NEW: "new",
    Kind.DROPPED: "dropped",
    Kind.MERGED: "merged",
    Kind.SPLIT: "split",
    Kind.CHANGED: "changed",
    Kind.MOVED: "moved",
    Kind.SAME: "the same",
}


def sum_up(changes: Sequence[Change], one: str, many: str) -> str:
    """`3 actions are new, 2 dropped, 7 changed and 16 the same.` Empty where there is nothing to compare."""
    counts = [(_pieces(changes, kind), kind) for kind in tally(changes)]
    if not counts:
        return ""
    if len(counts) == 1 and counts[0][1] is Kind.SAME:
        return f"Nothing differs: {_first(*counts[0], one, many)}."
    said = [_first(*counts[0], one, many), *(f"{count} {_WORDS[kind]}" for count, kind in counts[1:])]
    return f"{' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}."


def _pieces(changes: Sequence[Change], kind: Kind) -> int:
    """How many pieces: of the version before, where they were merged or split or dropped."""
    return sum(len(change.olds or change.news) for change in changes if change.kind is kind)


def _first(count: int, kind: Kind, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many} {'is' if count == 1 else 'are'} {_WORDS[kind]}"
