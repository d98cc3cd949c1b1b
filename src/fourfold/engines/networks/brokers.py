"""Who stands between people that are not tied to each other, by the two definitions that the field uses.

`constraint`: how much somebody's ties lead back to the same few people; a broker's is low. R. S. Burt, Structural
Holes (1992), unweighted, as networkx has it. The other columns count the pairs of people that somebody joins and that
are not tied themselves, by the community each belongs to: R. V. Gould and R. M. Fernandez, Structures of mediation,
Sociological Methodology 19 (1989). Ties here have no direction, so gatekeeper and representative are one.
"""

import numpy as np
import pyarrow as pa

from fourfold.engines.networks.network import Network
from fourfold.engines.networks.ordering import Integers

ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")
"""All three of one community; both others of another; one other of another; all three of different ones."""


def brokers(network: Network, communities: Integers) -> pa.Table:
    """node, constraint (empty for who has no tie), and one column a role of ROLES with a number of pairs.

    `communities`: the community of each person, in the order of `people`. In the order of the ids, as everything.
    """
    constraint = network.by_place(network.graph.constraint(weights=None))
    counts = _open_pairs(network, communities)
    measures = {"constraint": network.hidden(pa.array(constraint, pa.float64(), from_pandas=True))}
    measures |= {role: network.hidden(counts[:, place]) for place, role in enumerate(ROLES)}
    return network.table(**measures)


def _open_pairs(network: Network, communities: Integers) -> Integers:
    """Every pair of somebody's neighbours by their role, less those pairs that are tied, which are the triangles."""
    count = len(network.people)
    middle, others = np.concatenate([network.ends, network.ends[:, ::-1]]).T.reshape(2, -1)
    degrees = np.bincount(middle, minlength=count)
    group, times = np.unique(np.stack([middle, communities[others]]), axis=1, return_counts=True)
    same = _pairs(times)
    own = group[1] == communities[group[0]]
    in_own = np.bincount(group[0][own], times[own], count).astype(np.int64)
    found = np.zeros((count, len(ROLES)), np.int64)
    found[:, 0] = np.bincount(group[0][own], same[own], count)
    found[:, 1] = np.bincount(group[0][~own], same[~own], count)
    found[:, 2] = in_own * (degrees - in_own)
    found[:, 3] = _pairs(degrees) - found[:, :3].sum(axis=1)
    corners = network.order[np.asarray(network.graph.list_triangles(), np.int64).reshape(-1, 3)]
    for turn in range(3):
        at, one, other = (corners[:, (turn + place) % 3] for place in range(3))
        np.subtract.at(found, (at, _role(communities[at], communities[one], communities[other])), 1)
    return found


def _role(at: Integers, one: Integers, other: Integers) -> Integers:
    """The place in ROLES of a middle by the communities of all three."""
    with_own = (at == one).astype(np.int64) + (at == other)
    outside = np.where(one == other, 1, 3)
    found: Integers = np.where(with_own == 2, 0, np.where(with_own == 1, 2, outside))
    return found


def _pairs(counts: Integers) -> Integers:
    return counts * (counts - 1) // 2
