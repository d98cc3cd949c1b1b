"""What changed between two networks, of one period and the next: who came and went, which ties, which communities."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks.communities import communities
from fourfold.engines.networks.errors import BadQuestion
from fourfold.engines.networks.network import Network


class State(StrEnum):
    """Of a person or a tie: in the later network alone, in the earlier alone, in both."""

    CAME = "came"
    WENT = "went"
    STAYED = "stayed"


@dataclass(frozen=True, slots=True)
class Change:
    """`people`: node, state, ties_came, ties_went, ties_stayed. `ties`: source, target, state, weight_before,
    weight_after. Both in the order of the ids. `communities`: before, after, shared (people), likeness (Jaccard), for
    every two that share anybody. `kept`: ties in both, of those in either (Jaccard; T. A. B. Snijders, 2010, holds
    networks below 0.2 for too different to be told as one that changed); None where neither has a tie.
    """

    people: pa.Table
    ties: pa.Table
    communities: pa.Table
    kept: float | None


def change(before: Network, after: Network) -> Change:
    """How the later network differs from the earlier. Make both by the same rules (`involvement.during` gives the
    rows of a period): raises BadQuestion where the rules differ.

    People under 18 have no number of ties, unless the networks were made for safeguarding.
    """
    if before.rules != after.rules:
        raise BadQuestion("The two networks were made under different rules. Make both with the same, of today.")
    ties = _ties(before, after)
    everybody = sorted({*before.people.to_pylist(), *after.people.to_pylist()})
    both = Network(pa.array(everybody, pa.string()), before.ends[:0], before.weights[:0], rules=after.rules)
    counted = Counter(
        (person, state)
        for side in ("source", "target")
        for person, state in zip(ties[side].to_pylist(), ties["state"].to_pylist(), strict=True)
    )
    counts = {
        f"ties_{state}": both.hidden(pa.array([counted[person, state] for person in everybody], pa.int64()))
        for state in State
    }
    people = both.table(state=_state(both.people, before, after), **counts)
    stayed = pc.sum(pc.equal(ties["state"], State.STAYED.value)).as_py()
    return Change(people, ties, _communities(before, after), stayed / ties.num_rows if ties.num_rows else None)


def _state(people: pa.Array, before: Network, after: Network) -> pa.Array:
    was, is_now = pc.is_in(people, before.people), pc.is_in(people, after.people)
    return pc.if_else(pc.and_(was, is_now), State.STAYED.value, pc.if_else(was, State.WENT.value, State.CAME.value))


def _ties(before: Network, after: Network) -> pa.Table:
    keys = ["source", "target"]
    earlier, later = (
        before.ties.rename_columns([*keys, "weight_before"]),
        after.ties.rename_columns([*keys, "weight_after"]),
    )
    both = earlier.join(later, keys, join_type="full outer").sort_by([(key, "ascending") for key in keys])
    was, is_now = pc.is_valid(both["weight_before"]), pc.is_valid(both["weight_after"])
    stayed = pc.if_else(was, State.WENT.value, State.CAME.value)
    state = pc.if_else(pc.and_(was, is_now), State.STAYED.value, stayed)
    return both.append_column("state", state).select([*keys, "state", "weight_before", "weight_after"])


def _communities(before: Network, after: Network) -> pa.Table:
    sides = [dict(zip(one.people.to_pylist(), communities(one).of.tolist(), strict=True)) for one in (before, after)]
    sizes = [Counter(side.values()) for side in sides]
    shared = Counter((of, sides[1][person]) for person, of in sides[0].items() if person in sides[1])
    rows = [
        {
            "before": one,
            "after": other,
            "shared": count,
            "likeness": count / (sizes[0][one] + sizes[1][other] - count),
        }
        for (one, other), count in sorted(shared.items())
    ]
    names = {"before": pa.int64(), "after": pa.int64(), "shared": pa.int64(), "likeness": pa.float64()}
    return pa.Table.from_pylist(rows, pa.schema(names))
