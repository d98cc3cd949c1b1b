"""On how many shortest paths somebody stands: exact, or for large networks sampled, with bounds.

Unweighted, and divided by what is the most there can be ((n - 1)(n - 2) / 2 pairs of others), as networkx does. L. C.
Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); U. Brandes, A faster algorithm
for betweenness centrality (2001).
"""

import math
from dataclasses import dataclass

import numpy as np

from fourfold.engines.networks.network import Network
from fourfold.engines.networks.ordering import Integers, Reals

MOST_EXACT = 20_000
"""People up to whom it is exact: the work grows with people times ties."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How large networks are sampled: with this `confidence`, nobody's value is further than `error` from the
    truth."""

    error: float = 0.01
    confidence: float = 0.95
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Betweenness:
    """One value a person, in the order of `people`, between `low` and `high`; those are the value itself where exact.

    `samples`: paths drawn; 0 where exact. `error`: the most by which any value is off, with `confidence`. The bounds
    hold for everybody at once, with the same confidence, and are narrower for most.
    """

    values: Reals
    low: Reals
    high: Reals
    samples: int = 0
    error: float = 0.0
    confidence: float = 1.0


def betweenness(network: Network, sampling: Sampling | None = None, *, most_exact: int = MOST_EXACT) -> Betweenness:
    """Betweenness of everybody: exact up to `most_exact` people, sampled beyond. 0 where there are fewer than three.

    M. Riondato and E. M. Kornaropoulos, Fast approximation of betweenness centrality through sampling, Data Mining
    and Knowledge Discovery 30 (2016): the number of paths that keeps `error`, from the network's diameter. The bounds
    of each person are C. J. Clopper and E. S. Pearson's (1934), for as many people as there are (Bonferroni).
    """
    count = len(network.people)
    if count < 3 or not len(network.ends):
        zeros = np.zeros(count)
        return Betweenness(zeros, zeros, zeros)
    if count <= most_exact:
        exact = network.by_place(network.graph.betweenness(directed=False)) * (2 / ((count - 1) * (count - 2)))
        return Betweenness(exact, exact, exact)
    return _sampled(network, sampling or Sampling())


def _sampled(network: Network, sampling: Sampling) -> Betweenness:
    from fourfold.engines.networks.sampling import hits

    count = len(network.people)
    # A drawn pair may hold the person themselves, who is then between nobody: of the pairs without them it is more.
    scale = count / (count - 2)
    samples = samples_needed(_most_people_on_a_path(network), sampling.error / scale, sampling.confidence)
    found = network.by_place(hits(network, samples, sampling.seed))
    low, high = _bounds(found, samples, (1 - sampling.confidence) / count)
    is_end = np.bincount(network.ends.ravel(), minlength=count) < 2
    high[is_end] = 0.0
    values = np.minimum(found / samples * scale, 1.0)
    return Betweenness(
        values, low * scale, np.minimum(high * scale, 1.0), samples, sampling.error, sampling.confidence
    )


def samples_needed(people_on_path: int, error: float, confidence: float) -> int:
    """Paths to draw so that every value is within `error` with `confidence`, where no shortest path has more people.

    Riondato and Kornaropoulos, theorem 1, with the constant 0.5 (M. Löffler and J. M. Phillips, 2009).
    """
    dimension = math.floor(math.log2(max(people_on_path - 2, 1))) + 1
    return math.ceil(0.5 / error**2 * (dimension + math.log(1 / (1 - confidence))))


def _most_people_on_a_path(network: Network) -> int:
    """No shortest path has more people than this: twice the way from anybody to whom is furthest from them, and
    one."""
    most = 2
    for component in sorted(network.graph.connected_components(), key=len, reverse=True):
        if len(component) <= most:
            break
        ways = network.graph.eccentricity(vertices=[component[0]])
        most = max(most, min(len(component), 2 * int(ways[0]) + 1))
    return most


def _bounds(found: Integers, samples: int, doubt: float) -> tuple[Reals, Reals]:
    """The least and most that a share can be of which so many were found, with as much doubt for both together."""
    from scipy.special import betaincinv

    different, which = np.unique(found, return_inverse=True)
    low, high = np.zeros(len(different)), np.ones(len(different))
    some, not_all = different > 0, different < samples
    low[some] = betaincinv(different[some], samples - different[some] + 1, doubt / 2)
    high[not_all] = betaincinv(different[not_all] + 1, samples - different[not_all], 1 - doubt / 2)
    return low[which], high[which]
