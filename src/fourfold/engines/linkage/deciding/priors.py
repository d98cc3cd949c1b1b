"""How likely two records picked blindly are one person, from how the scores of this data came out."""

from math import log2

from fourfold.engines.linkage.backends import Backend

ROUNDS = 12
# In a handful of records, matches are common; but so are relatives. Nobody is joined because the file is small.
HIGHEST = 0.00015
NEAR_ENOUGH = 0.02


def odds_weight(chance: float) -> float:
    """The match weight of a chance: the logarithm to base 2 of its odds."""
    return log2(chance / (1 - chance))


def settle(backend: Backend, scored: str, records: int, prior: float) -> float:
    """The prior under which the pairs' chances add up to as many matches as it foretells (EM for this one number).

    Pairs that no key brought together count as two persons. At least half a match is assumed: it stays above 0.
    """
    pairs = max(1, records * (records - 1) // 2)
    current = prior
    for _round in range(ROUNDS):
        shift = odds_weight(current) - odds_weight(prior)
        sql = f"select coalesce(sum(1 / (1 + power(2.0, -(weight + ({shift}))))), 0) as matches from {scored}"
        matches = float(backend.fetch(sql)["matches"][0].as_py())
        renewed = min(HIGHEST, max(0.5, matches) / pairs)
        if abs(log2(renewed / current)) < NEAR_ENOUGH:
            return renewed
        current = renewed
    return current
