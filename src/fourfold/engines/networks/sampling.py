"""Shortest paths between people drawn by chance, each such path of a pair as likely as any other.

From both ends at once, the smaller side first: M. Borassi and E. Natale, KADABRA is an adaptive algorithm for
betweenness via random approximation, ESA 2016. Compiled by numba when it is first used.
"""

import numpy as np
from numba import njit

from fourfold.engines.networks.network import Network
from fourfold.engines.networks.ordering import Integers, Reals

_NOT_SEEN = -1


def hits(network: Network, samples: int, seed: int) -> Integers:
    """On how many of `samples` paths each vertex of the graph stands, its ends apart. Pairs that no path joins count
    among the samples."""
    graph = network.graph
    count = graph.vcount()
    ends = np.asarray(graph.get_edgelist(), np.int64).reshape(-1, 2)
    mine, theirs = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    neighbours = theirs[np.argsort(mine, kind="stable")]
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(mine, minlength=count), out=starts[1:])
    chance = np.random.default_rng(seed)
    first = chance.integers(0, count, samples)
    second = (first + chance.integers(1, count, samples)) % count
    components = np.asarray(graph.connected_components().membership)
    joined = components[first] == components[second]
    pairs = np.stack([first[joined], second[joined]], axis=1)
    found: Integers = _draw(starts, neighbours, pairs, chance)
    return found


@njit()
def _draw(starts: Integers, neighbours: Integers, pairs: Integers, chance: np.random.Generator) -> Integers:
    count = len(starts) - 1
    found = np.zeros(count, np.int64)
    level = np.full((2, count), _NOT_SEEN)
    paths = np.zeros((2, count))
    queue = np.zeros((2, count), np.int64)
    for pair in pairs:
        ends = np.zeros(2, np.int64)
        for side in range(2):
            level[side, pair[side]], paths[side, pair[side]], queue[side, 0], ends[side] = 0, 1.0, pair[side], 1
        meeting = _meet(starts, neighbours, level, paths, queue, ends, chance)
        if level[0, meeting] > 0 and level[1, meeting] > 0:
            found[meeting] += 1
        for side in range(2):
            at = meeting
            while level[side, at] > 1:
                at = _back(starts, neighbours, level[side], paths[side], at, chance)
                found[at] += 1
        for side in range(2):
            for place in range(ends[side]):
                level[side, queue[side, place]] = _NOT_SEEN
    return found


@njit()
def _meet(
    starts: Integers,
    neighbours: Integers,
    level: Integers,
    paths: Reals,
    queue: Integers,
    ends: Integers,
    chance: np.random.Generator,
) -> int:
    """Search from both sides, level by level, until they meet; a person in the middle, by how many paths lead
    there."""
    begins = np.zeros(2, np.int64)
    while True:
        volumes = np.zeros(2, np.int64)
        for side in range(2):
            for place in range(begins[side], ends[side]):
                volumes[side] += starts[queue[side, place] + 1] - starts[queue[side, place]]
        side = 0 if volumes[0] <= volumes[1] else 1
        begin, end = begins[side], ends[side]
        total = _widen(starts, neighbours, level, paths, queue, ends, side, begin)
        begins[side] = end
        if total > 0:
            break
    left = chance.random() * total
    met = _NOT_SEEN
    for place in range(begins[side], ends[side]):
        at = queue[side, place]
        if level[1 - side, at] != _NOT_SEEN:
            met = at
            left -= paths[0, at] * paths[1, at]
            if left < 0:
                break
    return met


@njit()
def _widen(
    starts: Integers,
    neighbours: Integers,
    level: Integers,
    paths: Reals,
    queue: Integers,
    ends: Integers,
    side: int,
    begin: int,
) -> float:
    """One level further on one side. How many shortest paths join both sides now; 0 while they have not met."""
    end = ends[side]
    total = 0.0
    for place in range(begin, end):
        at = queue[side, place]
        for spot in range(starts[at], starts[at + 1]):
            other = neighbours[spot]
            if level[side, other] == _NOT_SEEN:
                level[side, other] = level[side, at] + 1
                paths[side, other] = 0.0
                queue[side, ends[side]] = other
                ends[side] += 1
            if level[side, other] == level[side, at] + 1:
                paths[side, other] += paths[side, at]
    for place in range(end, ends[side]):
        at = queue[side, place]
        if level[1 - side, at] != _NOT_SEEN:
            total += paths[0, at] * paths[1, at]
    return total


@njit()
def _back(
    starts: Integers, neighbours: Integers, level: Integers, paths: Reals, at: int, chance: np.random.Generator
) -> int:
    """A neighbour one level nearer to where the search began, by how many paths lead through them."""
    left = chance.random() * paths[at]
    nearer = _NOT_SEEN
    for spot in range(starts[at], starts[at + 1]):
        other = neighbours[spot]
        if level[other] == level[at] - 1:
            nearer = other
            left -= paths[other]
            if left < 0:
                break
    return nearer
