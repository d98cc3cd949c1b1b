"""How far two reviewers who do not know of each other say the same, beyond what chance would bring about."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen’s kappa with its 95 % interval: 1 is full agreement, 0 no more than chance."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `of` pairs that two reviewers judged, `same` were judged alike. `low`, `high`: its interval (Wilson 1927).

    `kappa` is None where nothing was judged, or all was judged one way by both: chance alone would do as much.
    """

    of: int
    same: int
    low: float
    high: float
    kappa: Kappa | None

    @property
    def share(self) -> float:
        """The share judged alike; 0 of nothing."""
        return self.same / self.of if self.of else 0.0


def agreement(counts: Mapping[tuple[str, str], int]) -> Agreement:
    """From how often the first reviewer said one thing and the second another."""
    of = sum(counts.values())
    same = sum(times for (first, second), times in counts.items() if first == second)
    low, high = _wilson(same, of)
    return Agreement(of, same, low, high, _kappa(counts, of))


def _wilson(count: int, of: int) -> tuple[float, float]:
    if not of:
        return 0.0, 1.0
    share = count / of
    middle = (share + Z95**2 / (2 * of)) / (1 + Z95**2 / of)
    reach = Z95 / (1 + Z95**2 / of) * sqrt(share * (1 - share) / of + Z95**2 / (4 * of**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _kappa(counts: Mapping[tuple[str, str], int], of: int) -> Kappa | None:
    """Cohen 1960; its large-sample variance after Fleiss, Cohen and Everitt 1969."""
    if not of:
        return None
    words = sorted({word for pair in counts for word in pair})
    share = {pair: times / of for pair, times in counts.items()}
    first = {word: sum(share.get((word, other), 0.0) for other in words) for word in words}
    second = {word: sum(share.get((other, word), 0.0) for other in words) for word in words}
    alike = sum(share.get((word, word), 0.0) for word in words)
    by_chance = sum(first[word] * second[word] for word in words)
    if by_chance >= 1 - 1e-12:
        return None
    kappa = (alike - by_chance) / (1 - by_chance)
    same = sum(share.get((w, w), 0.0) * (1 - (first[w] + second[w]) * (1 - kappa)) ** 2 for w in words)
    other = sum(part * (second[a] + first[b]) ** 2 for (a, b), part in share.items() if a != b)
    spread = same + (1 - kappa) ** 2 * other - (kappa - by_chance * (1 - kappa)) ** 2
    reach = Z95 * sqrt(max(0.0, spread) / of) / (1 - by_chance)
    return Kappa(kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))
