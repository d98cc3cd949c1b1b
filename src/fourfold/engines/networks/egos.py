"""The people around one person, up to two steps away. Further out nearly everybody is reached, and it says
nothing."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks.errors import BadQuestion
from fourfold.engines.networks.network import Network

FURTHEST = 2


@dataclass(frozen=True, slots=True)
class Ego:
    """`people`: node, step (0 for the person, 1 for who is tied to them, 2 for who is tied to those). `ties`: source,
    target, weight, of everybody in it with everybody in it. Both in the order of the ids."""

    people: pa.Table
    ties: pa.Table


def ego(network: Network, person: str, steps: int = 1) -> Ego:
    """The people up to `steps` (1 or 2) from a person, and their ties.

    Raises BadQuestion for a person who is not in the network, for other steps, and for somebody under 18 in a network
    that was not made for safeguarding. Who was excluded is not in the network, and is answered like who never was.
    """
    if steps not in range(1, FURTHEST + 1):
        raise BadQuestion(f"An ego network has 1 or {FURTHEST} steps, not {steps}.")
    place = pc.index(network.people, person).as_py()
    if place < 0:
        raise BadQuestion(f"There is nobody “{person[:60]}” in this network. Check the id, the period and the ties.")
    if network.withheld[place].as_py():
        raise BadQuestion("The ties around somebody under 18 are looked at in a network made for safeguarding alone.")
    step = np.full(len(network.people), FURTHEST + 1)
    step[place] = 0
    for now in range(1, steps + 1):
        reached = network.ends[(step[network.ends] < now).any(axis=1)].ravel()
        step[reached] = np.minimum(step[reached], now)
    inside = step <= steps
    people = network.table(step=step).filter(pa.array(inside))
    return Ego(people, network.ties.filter(pa.array(inside[network.ends].all(axis=1))))
