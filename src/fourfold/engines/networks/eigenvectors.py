"""Eigenvector centrality: somebody counts by those to whom they are tied. Unweighted, of length 1.

P. Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of Mathematical
Sociology 2 (1972).
"""

import math

import numpy as np

from fourfold.engines.networks.chance import seeded
from fourfold.engines.networks.network import Network
from fourfold.engines.networks.ordering import Reals

_ALIKE = 1e-9
"""Two leading eigenvalues that differ by less, relative to the larger, are one."""


def eigenvector(network: Network) -> Reals:
    """One value a person, in the order of `people`.

    It is the part of the vector of equal values that lies in the leading eigenspace: what networkx's power iteration
    comes to. In a network of several components it is 0 outside the one with the greatest eigenvalue, and without any
    tie it is 0.
    """
    graph = network.graph
    found = np.zeros(graph.vcount())
    leading: list[tuple[float, list[int], Reals]] = []
    for component in _worth_a_look(network):
        part = graph.induced_subgraph(component)
        with seeded(1):
            values, size = part.eigenvector_centrality(scale=False, return_eigenvalue=True)
        vector = np.abs(np.asarray(values))
        leading.append((size, component, vector / np.linalg.norm(vector)))
    greatest = max((size for size, _component, _vector in leading), default=0.0)
    for size, component, vector in leading:
        if size >= greatest * (1 - _ALIKE):
            found[component] = vector * vector.sum()
    length = float(np.linalg.norm(found))
    return network.by_place(found / length if length else found)


def _worth_a_look(network: Network) -> list[list[int]]:
    """The components that may have the greatest eigenvalue. It is at least the root of the largest degree, and at
    most the largest geometric mean of the degrees at both ends of a tie."""
    components = [one for one in network.graph.connected_components() if len(one) > 1]
    if len(components) < 2:
        return components
    degrees = np.asarray(network.graph.degree())
    membership = np.asarray(network.graph.connected_components().membership)
    ends = network.standing[network.ends]
    most = np.zeros(membership.max() + 1)
    np.maximum.at(most, membership[ends[:, 0]], np.sqrt(degrees[ends[:, 0]] * degrees[ends[:, 1]]))
    least = math.sqrt(degrees.max()) * (1 - _ALIKE)
    return [one for one in components if most[membership[one[0]]] >= least]
