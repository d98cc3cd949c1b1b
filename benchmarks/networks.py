"""Our communities and igraph's own Leiden with two iterations, side by side on the same ties, in processor time.

    python -m benchmarks.networks [PEOPLE TIES]

Made-up ties, four in five of them within groups of sixty. `partition` begins with the graph in memory; `from a table`
with Arrow columns of ids, which our side also checks, merges and puts into an order that hangs on no name.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

import igraph
import numpy as np
import pyarrow as pa

from fourfold.engines.networks.communities import communities
from fourfold.engines.networks.network import Network, network

ROUNDS = 7
PEOPLE, TIES, IN_GROUP, INSIDE = 60_000, 740_000, 60, 0.8


def ties(people: int, count: int) -> pa.Table:
    """So many different ties of people who are named by number, in no order."""
    chance = np.random.default_rng(1)
    one = chance.integers(0, people, count * 2)
    near = np.minimum(one // IN_GROUP * IN_GROUP + chance.integers(0, IN_GROUP, len(one)), people - 1)
    other = np.where(chance.random(len(one)) < INSIDE, near, chance.integers(0, people, len(one)))
    pairs = np.unique(np.sort(np.stack([one, other], axis=1)[one != other], axis=1), axis=0)
    chosen = chance.permutation(chance.permutation(pairs)[:count])
    names = np.char.mod("p%06d", chance.permutation(people))
    columns = {name: pa.array(names[chosen[:, place]]) for place, name in enumerate(("source", "target"))}
    return pa.table({**columns, "weight": chance.integers(1, 6, len(chosen)).astype(float)})


def plain(table: pa.Table) -> igraph.Graph:
    """As a plain script has it: the ids by number in the order in which they come, the ties as they are."""
    both = pa.chunked_array([table["source"].combine_chunks(), table["target"].combine_chunks()]).dictionary_encode()
    places = np.concatenate([chunk.indices.to_numpy() for chunk in both.chunks]).reshape(2, -1).T
    weights = {"weight": table["weight"].to_pylist()}
    return igraph.Graph(n=int(places.max()) + 1, edges=places, edge_attrs=weights)


def leiden(graph: igraph.Graph) -> float:
    """igraph's own, two iterations; its modularity."""
    found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=2)
    return float(found.modularity)


def ours(made: Network) -> float:
    """One seed of ours; its modularity."""
    return communities(made, seeds=1).modularity or 0.0


def main(people: int, count: int) -> None:
    """Print seconds of processor, the ratio round by round and the modularity."""
    table = ties(people, count)
    graph, made = plain(table), network(table)
    _ = made.graph
    load = f"load {os.getloadavg()[0]:.1f}"
    print(
        f"{people:,} people, {table.num_rows:,} ties; igraph {igraph.__version__}, {ROUNDS} rounds in turn, {load}\n"
    )
    print("| | Ours | igraph | Ratio | Modularity |\n|---|---|---|---|---|")
    _row("partition", lambda: ours(made), lambda: leiden(graph))
    _row("from a table", lambda: ours(network(table)), lambda: leiden(plain(table)))


def _row(name: str, mine: Callable[[], float], theirs: Callable[[], float]) -> None:
    mine(), theirs()
    rounds = [(_timed(mine), _timed(theirs)) for _round in range(ROUNDS)]
    seconds = [statistics.median(pair[side][0] for pair in rounds) for side in range(2)]
    ratio = statistics.median(one[0] / other[0] for one, other in rounds)
    quality = [statistics.median(pair[side][1] for pair in rounds) for side in range(2)]
    print(f"| {name} | {seconds[0]:.2f} s | {seconds[1]:.2f} s | {ratio:.2f} | {quality[0]:.4f}, {quality[1]:.4f} |")


def _timed(what: Callable[[], float]) -> tuple[float, float]:
    began = time.process_time()
    quality = what()
    return time.process_time() - began, quality


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (PEOPLE, TIES)))
