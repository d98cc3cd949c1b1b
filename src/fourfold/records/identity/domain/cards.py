"""How good a model was found to be on people of whom it is known who they are, as its card keeps it (`truth`).

Only planted truth can say so: people who were made up, with errors that were made up, or a reviewed sample.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fourfold.engines.linkage.evaluating import (
    Gap,
    Quality,
    Share,
    b_cubed,
    blocking_recall,
    by_group,
    exact_clusters,
    gaps,
    pairwise,
)

FEWEST = 100
"""Records of a group below which its own errors are not shown: they would be noise."""


@dataclass(frozen=True, slots=True)
class Group:
    """Errors among records of people whose names come from one origin."""

    name: str
    false: Share
    missed: Share


@dataclass(frozen=True, slots=True)
class Truth:
    """What was found. `blocking`: of the true pairs, how many were compared. `reference`: the group that others are
    held against; `gaps`: by how many points they differ, with their intervals. `made_up`: how many people were
    made up, by the number `seed`, for how many `agencies`; not all of them have a record."""

    records: int
    people: int
    pairs: Quality
    by_record: Quality
    exact: Quality
    blocking: Share | None
    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    reference: str
    made_up: int
    seed: int
    agencies: int


def measured(
    people: Sequence[str],
    truth: Sequence[str],
    groups: Sequence[str],
    *,
    reference: str,
    compared: Sequence[tuple[int, int]] | None = None,
) -> dict[str, Any]:
    """For a card: how good a linkage is. `people`: whom it held each record to be of; `truth`: whose it is; `groups`:
    the origin of that person's name; `compared`: pairs of places in `truth` that a key brought together."""
    blocking = blocking_recall(compared, truth) if compared is not None else None
    qualities = {"pairs": pairwise(people, truth), "by_record": b_cubed(people, truth)}
    qualities["exact"] = exact_clusters(people, truth)
    return {
        "records": len(truth),
        "people": len(set(truth)),
        **{key: {"precision": one.precision, "recall": one.recall} for key, one in qualities.items()},
        "blocking": [blocking.count, blocking.of] if blocking else None,
        "groups": [
            {"name": name, "false": [one.false.count, one.false.of], "missed": [one.missed.count, one.missed.of]}
            for name, one in by_group(people, truth, groups).items()
        ],
        "gaps": [
            {"kind": one.kind, "points": one.points, "low": one.low, "high": one.high}
            for one in gaps(people, truth, groups, reference=reference)
        ],
        "reference": reference,
    }


def truth_of(card: Mapping[str, Any]) -> Truth | None:
    """What a card says of it; None where it says nothing."""
    told = card.get("truth")
    if not told:
        return None
    return Truth(
        records=int(told["records"]),
        people=int(told["people"]),
        pairs=_quality(told["pairs"]),
        by_record=_quality(told["by_record"]),
        exact=_quality(told["exact"]),
        blocking=Share(*told["blocking"]) if told.get("blocking") else None,
        groups=tuple(
            Group(str(one["name"]), Share(*one["false"]), Share(*one["missed"])) for one in told.get("groups", [])
        ),
        gaps=tuple(Gap(one["kind"], one["points"], one["low"], one["high"]) for one in told.get("gaps", [])),
        reference=str(told.get("reference", "")),
        made_up=int(told["made_up"]),
        seed=int(told["seed"]),
        agencies=int(told["agencies"]),
    )


def _quality(told: Mapping[str, float]) -> Quality:
    return Quality(float(told["precision"]), float(told["recall"]))
