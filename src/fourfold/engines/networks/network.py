"""A network: people, and one weighted tie between any two of them that are tied at all."""

from dataclasses import dataclass, field
from functools import cached_property

import igraph
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks import CAVEAT
from fourfold.engines.networks.errors import BadTies
from fourfold.engines.networks.kinds import Purpose
from fourfold.engines.networks.ordering import Integers, Reals, structural_order
from fourfold.engines.networks.rules import Rules


@dataclass(frozen=True)
class Network:
    """`people`: ids in their order, as text. `ends`: one row a tie, the places of both in `people`, lower first and
    in their order. `weights`: one a tie. `told`: in sentences, what was put right. `rules`: those that it was made
    under.
    """

    people: pa.Array
    ends: Integers
    weights: Reals
    told: tuple[str, ...] = ()
    rules: Rules | None = field(default=None, repr=False)

    @cached_property
    def order(self) -> Integers:
        """Places in `people`, in the order in which the people stand in `graph`: by their ties, not their names."""
        return structural_order(len(self.people), self.ends, self.weights)

    @cached_property
    def standing(self) -> Integers:
        """For each place in `people`, the vertex of `graph`."""
        found = np.empty(len(self.people), np.int64)
        found[self.order] = np.arange(len(self.people))
        return found

    @cached_property
    def _vertices(self) -> tuple[Integers, Reals]:
        ends = np.sort(self.standing[self.ends], axis=1)
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        return ends[order], self.weights[order]

    @cached_property
    def graph(self) -> "igraph.Graph":
        """For igraph: no direction, no loops, no tie twice; the attribute `weight`."""
        ends, weights = self._vertices
        return igraph.Graph(n=len(self.people), edges=ends, edge_attrs={"weight": weights.tolist()})

    @cached_property
    def withheld(self) -> pa.Array:
        """Whose measures are not given: people under 18, unless the network was made for safeguarding."""
        if self.rules is None or self.rules.purpose is Purpose.SAFEGUARDING:
            return pa.array(np.zeros(len(self.people), bool))
        return pc.is_in(self.people, pa.array(sorted(self.rules.young), pa.string()))

    @property
    def ties(self) -> pa.Table:
        """source, target, weight; in the order of the ids."""
        columns = {
            name: self.people.take(pa.array(self.ends[:, place])) for place, name in enumerate(("source", "target"))
        }
        return pa.table({**columns, "weight": self.weights})

    def table(self, **columns: object) -> pa.Table:
        """`node` and these columns, one row a person in the order of the ids, with the caveat in the metadata."""
        made = pa.table({"node": self.people, **columns})
        return made.replace_schema_metadata({"caveat": CAVEAT, "purpose": self.rules.purpose if self.rules else ""})

    def hidden(self, values: object) -> pa.Array:
        """A measure without the values of those whose measures are withheld."""
        array = values if isinstance(values, pa.Array) else pa.array(values)
        return pc.if_else(self.withheld, pa.scalar(None, array.type), array)

    def by_place(self, values: object) -> np.ndarray:
        """Values one a vertex of `graph`, put into the order of `people`."""
        return np.asarray(values)[self.standing]


def network(edges: pa.Table, nodes: pa.Table | None = None, *, rules: Rules | None = None) -> Network:
    """The network of a table `source`, `target` and, where there is one, `weight` (a number of at least 0).

    `nodes`: a table with `node`, whoever is to be in it, tied or not. Ids are text. Ties have no direction; weights
    of ties between the same two add up. Loops, rows without both ids and ties of weight 0 are left out and told.
    `rules`: those that the ties were made under; whom they do not show is left out first, and is not told.
    Raises BadTies for a missing column and for a weight that is negative, missing or no number.
    """
    for name in ("source", "target"):
        if name not in edges.column_names:
            raise BadTies(f"There is no column {name}. Ties need source and target, and may have weight.")
    if nodes is not None and "node" not in nodes.column_names:
        raise BadTies("There is no column node. It holds the ids of people, tied or not.")
    if rules is not None:
        edges = _seen(edges, ("source", "target"), rules)
        nodes = nodes if nodes is None else _seen(nodes, ("node",), rules)
    told: list[str] = []
    sources, targets = _ids(edges["source"]), _ids(edges["target"])
    weights = _weights(edges)
    has_both = _truth(pc.and_(pc.not_equal(sources, ""), pc.not_equal(targets, "")))
    _say(told, ~has_both, "rows without a source or a target are left out.")
    further = _ids(nodes["node"]) if nodes is not None else pa.chunked_array([], pa.string())
    named = pa.chunked_array(
        [*sources.filter(has_both).chunks, *targets.filter(has_both).chunks, *further.chunks], pa.string()
    )
    people = pc.unique(named.filter(pc.not_equal(named, "")))
    people = people.take(pc.sort_indices(people))
    places = [pc.index_in(side.filter(has_both), people).to_numpy() for side in (sources, targets)]
    ends = np.sort(np.stack(places, axis=1).astype(np.int64), axis=1)
    ends, weights = _merged(ends, weights[has_both], told)
    return Network(people, ends, weights, tuple(told), rules)


def _seen(table: pa.Table, columns: tuple[str, ...], rules: Rules) -> pa.Table:
    unseen = pa.array(sorted(rules.unseen), pa.string())
    for name in columns:
        table = table.filter(pc.invert(pc.is_in(_ids(table[name]), unseen)))
    return table


def _ids(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(column, pa.string()), ""))
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def _weights(edges: pa.Table) -> Reals:
    if "weight" not in edges.column_names:
        return np.ones(edges.num_rows)
    try:
        weights = pc.cast(edges["weight"], pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise BadTies(
            "Column weight holds something that is no number. Write numbers, or leave the column out."
        ) from None
    found = np.asarray(weights.to_numpy(), np.float64)
    bad = ~(np.isfinite(found) & (found >= 0))
    if bad.any():
        row = int(np.argmax(bad))
        said = "is missing or no number" if not np.isfinite(found[row]) else f"is {found[row]:g}, below 0"
        raise BadTies(
            f"The weight of row {row + 1:,} {said} ({bad.sum():,} such rows). A weight is a number of at least 0."
        )
    return found


def _merged(ends: Integers, weights: Reals, told: list[str]) -> tuple[Integers, Reals]:
    """Each tie once, with the sum of its weights. Sums run from the smallest, so that they hang on no order."""
    is_loop, is_nothing = ends[:, 0] == ends[:, 1], weights == 0
    _say(told, is_loop, "ties of somebody with themselves are left out.")
    _say(told, is_nothing & ~is_loop, "ties of weight 0 are left out.")
    kept = ~(is_loop | is_nothing)
    ends, weights = ends[kept], weights[kept]
    order = np.lexsort((weights, ends[:, 1], ends[:, 0]))
    ends, weights = ends[order], weights[order]
    is_first = np.ones(len(ends), bool)
    is_first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    _say(told, ~is_first, "rows repeat a tie; their weights are added up.")
    if not len(ends):
        return ends.reshape(0, 2), weights
    return ends[is_first], np.add.reduceat(weights, np.flatnonzero(is_first))


def _truth(values: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(values.to_numpy(), bool)


def _say(told: list[str], which: np.ndarray, words: str) -> None:
    if count := int(which.sum()):
        told.append(f"{count:,} {words}")
