"""Groups of people more tied to each other than chance would have it, and how far to trust that they are there.

Leiden, for modularity, weighted: V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden: guaranteeing
well-connected communities, Scientific Reports 9, 5233 (2019). It begins by chance, so it is run from several seeds;
the partition of the best modularity is taken, the others say how stable it is. A community is a finding about ties.
It is no gang: that needs dated and graded evidence of what its members did.
"""

from dataclasses import dataclass

import igraph
import numpy as np
import pyarrow as pa

from fourfold.engines.networks.chance import seeded
from fourfold.engines.networks.network import Network
from fourfold.engines.networks.numbering import by_first
from fourfold.engines.networks.ordering import Integers, Reals

SEEDS = 10
_ITERATIONS = 2


@dataclass(frozen=True, slots=True)
class Communities:
    """`of`: the community of each person, from 1, in the order of `people`; communities stand in the order of their
    first person. `table`: community, size, stability. `modularity`: of this partition; None without ties.

    `stability` of a community: the mean over the other seeds of its likeness (Jaccard) to the community there that is
    most like it. Below 0.6 do not speak of it, from 0.75 on it is a pattern of the ties (C. Hennig, Cluster-wise
    assessment of cluster stability, Computational Statistics and Data Analysis 52, 2007). `agreement`: the mean of
    the adjusted Rand index with the others (L. Hubert and P. Arabie, 1985). Both 1 where there is one seed.
    """

    of: Integers
    table: pa.Table
    modularity: float | None
    agreement: float


def communities(network: Network, *, seeds: int = SEEDS, resolution: float = 1.0) -> Communities:
    """The communities of a network. A higher `resolution` gives more and smaller ones (J. Reichardt and S. Bornholdt,
    2006). The same network gives the same communities."""
    runs = [_leiden(network.graph, seed, resolution) for seed in range(1, max(seeds, 1) + 1)]
    best = max(range(len(runs)), key=lambda run: (runs[run][1], -run))
    mine = network.by_place(runs[best][0]).astype(np.int64)
    of = by_first(mine)
    others = [
        network.by_place(members).astype(np.int64) for run, (members, _quality) in enumerate(runs) if run != best
    ]
    sizes = np.bincount(of, minlength=1)[1:]
    table = pa.table(
        {
            "community": pa.array(np.arange(1, len(sizes) + 1)),
            "size": pa.array(sizes),
            "stability": pa.array(_stability(of, sizes, others)),
        }
    )
    has_ties = len(network.ends) > 0
    return Communities(of, table, runs[best][1] if has_ties else None, _agreement(of, others))


def _leiden(graph: "igraph.Graph", seed: int, resolution: float) -> tuple[list[int], float]:
    if not graph.ecount():
        return list(range(graph.vcount())), 0.0
    with seeded(seed):
        membership, quality = igraph.GraphBase.community_leiden(
            graph, edge_weights="weight", resolution=resolution, normalize_resolution=True, n_iterations=_ITERATIONS
        )
    return membership, float(quality)


def _stability(of: Integers, sizes: Integers, others: list[Integers]) -> Reals:
    if not others:
        return np.ones(len(sizes))
    likeness = np.zeros(len(sizes))
    for other in others:
        theirs = by_first(other)
        their_sizes = np.bincount(theirs, minlength=1)[1:]
        shared, count = np.unique(np.stack([of, theirs]), axis=1, return_counts=True)
        jaccard = count / (sizes[shared[0] - 1] + their_sizes[shared[1] - 1] - count)
        best = np.zeros(len(sizes))
        np.maximum.at(best, shared[0] - 1, jaccard)
        likeness += best
    return likeness / len(others)


def _agreement(of: Integers, others: list[Integers]) -> float:
    return float(np.mean([_alike(of, by_first(other)) for other in others])) if others else 1.0


def _alike(one: Integers, other: Integers) -> float:
    """The adjusted Rand index, which is undefined between two partitions that are one group, or each person alone."""
    if (one == other).all():
        return 1.0
    return float(igraph.compare_communities(one.tolist(), other.tolist(), method="adjusted_rand"))
