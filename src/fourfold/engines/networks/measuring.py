"""The measures of a network and of the places in it: density, degree, betweenness, eigenvector, sub-groups and cut
points, as Home Office research report 89 has them (D. Gunnell, J. Hillier and L. Blakeborough, Social network
analysis of an urban street gang using police intelligence data, 2016), and weighted degree and the core.
"""

from dataclasses import asdict, dataclass, field

import numpy as np
import pyarrow as pa

from fourfold.engines.networks.betweenness import MOST_EXACT, Sampling, betweenness
from fourfold.engines.networks.communities import SEEDS, communities
from fourfold.engines.networks.eigenvectors import eigenvector
from fourfold.engines.networks.network import Network
from fourfold.engines.networks.numbering import by_first
from fourfold.engines.networks.overview import Overview, overview


@dataclass(frozen=True, slots=True)
class Asking:
    """How to measure: seeds and resolution of the communities, and up to how many people betweenness is exact."""

    seeds: int = SEEDS
    resolution: float = 1.0
    most_exact: int = MOST_EXACT
    sampling: Sampling = field(default_factory=Sampling)


@dataclass(frozen=True, slots=True)
class Measures:
    """`people`: node, component, community (from 1, in the order of their first person), degree, weighted_degree,
    betweenness with its bounds betweenness_low and betweenness_high, eigenvector, core (the largest k of a k-core
    that the person is in: S. B. Seidman, 1983), cut_point; in the order of the ids. `communities`: community, size,
    stability. `told`: in sentences, what was put right in the ties.

    In a network made for anything but safeguarding, the measures of people under 18 are empty.
    """

    people: pa.Table
    communities: pa.Table
    whole: Overview
    told: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The network as a whole, its communities, and what was told; for `json.dumps`."""
        return {**asdict(self.whole), "by_community": self.communities.to_pylist(), "told": list(self.told)}


def measure(network: Network, asking: Asking | None = None) -> Measures:
    """Everything about a network. The same ties give the same figures, in whatever order they came."""
    asked = asking or Asking()
    graph = network.graph
    between = betweenness(network, asked.sampling, most_exact=asked.most_exact)
    found = communities(network, seeds=asked.seeds, resolution=asked.resolution)
    is_cut = np.zeros(graph.vcount(), bool)
    is_cut[graph.articulation_points()] = True
    measures = {
        "degree": np.bincount(network.ends.ravel(), minlength=graph.vcount()),
        "weighted_degree": network.by_place(graph.strength(weights="weight")).astype(np.float64),
        "betweenness": between.values,
        "eigenvector": eigenvector(network),
        "core": network.by_place(graph.coreness()).astype(np.int64),
        "cut_point": network.by_place(is_cut),
        "betweenness_low": between.low,
        "betweenness_high": between.high,
    }
    component = by_first(network.by_place(graph.connected_components().membership).astype(np.int64))
    people = network.table(
        component=component, community=found.of, **{name: network.hidden(one) for name, one in measures.items()}
    )
    return Measures(people, found.table, overview(network, found, between), network.told)
