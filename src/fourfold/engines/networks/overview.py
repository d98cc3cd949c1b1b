"""The figures of a network as a whole."""

from dataclasses import dataclass

import numpy as np

from fourfold.engines.networks.betweenness import Betweenness
from fourfold.engines.networks.communities import Communities
from fourfold.engines.networks.network import Network


@dataclass(frozen=True, slots=True)
class Overview:
    """Shares lie between 0 and 1; `weight` has the unit of the ties' and is their sum.

    `density`: ties of those there could be. `centralisation`: how far ties gather on one person (L. C. Freeman,
    Centrality in social networks, 1979). `transitivity`: how often two people tied to a third are tied. `isolated`:
    people without a tie. `deepest_core`: the most ties that each of some people has among those people. Every figure
    of a network with too few people for it is 0; `modularity` is None without ties. `betweenness`: how it was found.
    """

    people: int
    ties: int
    weight: float
    density: float
    mean_degree: float
    centralisation: float
    transitivity: float
    components: int
    largest_component: int
    isolated: int
    cut_points: int
    deepest_core: int
    communities: int
    modularity: float | None
    community_agreement: float
    betweenness: dict[str, object]


def overview(network: Network, found: Communities, between: Betweenness) -> Overview:
    """The figures of a network, with its communities and betweenness found before."""
    graph = network.graph
    count, ties = graph.vcount(), graph.ecount()
    degrees = np.bincount(network.ends.ravel(), minlength=count)
    sizes = graph.connected_components().sizes() if count else []
    return Overview(
        people=count,
        ties=ties,
        weight=float(network.weights.sum()),
        density=2 * ties / (count * (count - 1)) if count > 1 else 0.0,
        mean_degree=2 * ties / count if count else 0.0,
        centralisation=float((degrees.max() - degrees).sum() / ((count - 1) * (count - 2))) if count > 2 else 0.0,
        transitivity=float(graph.transitivity_undirected(mode="zero")),
        components=len(sizes),
        largest_component=max(sizes, default=0),
        isolated=int((degrees == 0).sum()),
        cut_points=len(graph.articulation_points()),
        deepest_core=max(graph.coreness(), default=0),
        communities=found.table.num_rows,
        modularity=found.modularity,
        community_agreement=found.agreement,
        betweenness=_how(between),
    )


def _how(between: Betweenness) -> dict[str, object]:
    if not between.samples:
        return {"method": "exact"}
    return {
        "method": "sampled",
        "samples": between.samples,
        "error": between.error,
        "confidence": between.confidence,
        "source": "Riondato and Kornaropoulos (2016)",
    }
