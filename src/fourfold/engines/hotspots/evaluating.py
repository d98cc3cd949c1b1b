"""How well a map foretold later events: hit rate, PAI, PEI and RRI."""

from dataclasses import asdict, dataclass

import numpy as np

from fourfold.engines.hotspots.grid import Floats


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Figures of one map on later events. None where something would be divided by nothing."""

    events: int
    """Later events in the county."""
    caught: int
    """Those of them in the map's areas."""
    area_share: float
    """The map's part of the county's area."""
    hit_rate: float | None
    """caught / events."""
    pai: float | None
    """Prediction accuracy index: hit rate / area share (Chainey, Tompson and Uhlig 2008). 1 is chance."""
    pei: float | None
    """Prediction efficiency index: PAI / the best PAI that cells of the same area could have had (Hunt 2016)."""
    rri: float | None
    """Recapture rate index: caught then / caught when the map was made, each by all events of its time (Levine
    2008).
    """

    def told(self) -> dict[str, float | int | None]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Made:
    """What a map held of the events it was made from."""

    events: int
    caught: int


def evaluate(
    counts: Floats, caught: int, area: float, county_area: float, made: Made | None, cell: float
) -> Accuracy:
    """Judge a map that covers `area` and caught so many of the later events, whose `counts` by cell are given.

    Areas in square metres; `cell` is that of one cell.
    """
    events = int(counts.sum())
    share = area / county_area
    hit_rate = caught / events if events else None
    pai = hit_rate / share if hit_rate is not None and share > 0 else None
    best = best_catch(counts, round(area / cell))
    pei = caught / best if best else None
    rri = None
    if hit_rate is not None and made and made.caught and made.events:
        rri = hit_rate / (made.caught / made.events)
    return Accuracy(events, caught, share, hit_rate, pai, pei, rri)


def best_catch(counts: Floats, cells: int) -> float:
    """The most events that so many cells can hold."""
    if cells <= 0:
        return 0.0
    flat = counts.ravel()
    return float(np.sort(flat)[::-1][:cells].sum())
