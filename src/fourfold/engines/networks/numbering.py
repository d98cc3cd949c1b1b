"""Numbers for groups of people: from 1, in the order of each group's first person, and so by no measure."""

import numpy as np

from fourfold.engines.networks.ordering import Integers


def by_first(groups: Integers) -> Integers:
    """The same groups, numbered from 1 by the place at which each stands first."""
    _different, first, which = np.unique(groups, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(1, len(first) + 1)
    return rank[which]
