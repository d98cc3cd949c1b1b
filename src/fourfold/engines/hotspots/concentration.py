"""How few places hold how much: the law of crime concentration (Weisburd 2015)."""

import numpy as np

from fourfold.engines.hotspots.grid import Floats

SHARES = (0.01, 0.05, 0.1)


def concentration(counts: Floats) -> dict[str, float | None]:
    """`top_1`, `top_5`, `top_10`: the share of all events in that per cent of places, the fullest first; and `gini`.

    A part of a place counts in part. None where there are no events.
    """
    names = [f"top_{share * 100:g}" for share in SHARES]
    places, held = lorenz(counts)
    if not len(held):
        return dict.fromkeys((*names, "gini"), None)
    found: dict[str, float | None] = {
        name: float(1 - np.interp(1 - share, places, held)) for name, share in zip(names, SHARES, strict=True)
    }
    area = float(np.sum((held[1:] + held[:-1]) * np.diff(places)) / 2)
    return found | {"gini": 1 - 2 * area}


def lorenz(counts: Floats) -> tuple[Floats, Floats]:
    """The curve: the share of places, emptiest first, and the share of events that they hold. Empty without
    events.
    """
    ordered = np.sort(np.ravel(counts)).astype(np.float64)
    if not len(ordered) or ordered.sum() <= 0:
        return np.empty(0), np.empty(0)
    held = np.concatenate(([0.0], np.cumsum(ordered))) / ordered.sum()
    return np.linspace(0, 1, len(ordered) + 1), held
