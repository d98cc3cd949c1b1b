"""A map of hot spots: the cells that make up a share of the county's area, most intense first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.hotspots.choosing import POSSESSION, of_categories
from fourfold.engines.hotspots.concentration import concentration
from fourfold.engines.hotspots.errors import BadEvents, BadQuestion
from fourfold.engines.hotspots.events import Note
from fourfold.engines.hotspots.grid import County, Floats, Whole
from fourfold.engines.hotspots.harm import harms
from fourfold.engines.hotspots.intensity import Recipe, by_age, surface
from fourfold.engines.hotspots.placing import place
from fourfold.engines.hotspots.significance import false_discovery, gi_star
from fourfold.engines.hotspots.trends import trends

SNAP_NOTE = "Places are anonymised snap points, not where things happened: a cell means the streets around it."
POSSESSION_NOTE = "Possession follows where police search: a map of it shows searching as much as harm."


@dataclass(frozen=True, slots=True)
class Question:
    """What a map is of. `categories` as the events name them; `harm` gives some a weight, see `harm.weights_of`."""

    months: Sequence[str]
    categories: Sequence[str]
    share: float
    recipe: Recipe = field(default_factory=Recipe)
    harm: dict[str, float] | None = None


@dataclass(frozen=True, slots=True)
class HotMap:
    """`cells`: cell, rank, density, count, z, q, trend, and possession where both kinds were asked for. `told`:
    how.
    """

    cells: pa.Table
    told: dict[str, object]


def hot_map(events: pa.Table, question: Question, county: County, note: Note) -> HotMap:
    """The map of events that were chosen by month and category already.

    Density is in events a square kilometre over the period, the later ones weighing more; with harm weights, in harm.
    Possession beside other categories is counted apart and has no part in the density. Raises HotspotsError.
    """
    apart = [name for name in question.categories if name in POSSESSION]
    harm = [name for name in question.categories if name not in POSSESSION]
    if apart:
        note(POSSESSION_NOTE + (" It is counted apart." if harm else ""))
    found = place(of_categories(events, harm or apart), county, note)
    if found.snapped:
        note(SNAP_NOTE)
    chosen = of_categories(events, harm or apart).filter(pa.array(found.kept))
    ages = _ages(chosen, question.months)
    weights = by_age(ages, question.recipe.half_life) * harms(chosen, question.harm)
    density, bandwidth = surface(found.x, found.y, weights, county, question.recipe)
    counts = county.grid.counts(found.cells)
    top = most_intense(density, counts, county, question.share, note)
    scores = gi_star(counts, county.touched)
    columns = {
        "cell": top,
        "rank": np.arange(1, len(top) + 1),
        "density": density.ravel()[top],
        "count": counts.ravel()[top].astype(np.int64),
        "z": scores.ravel()[top],
        "q": false_discovery(scores).ravel()[top],
        "trend": trends(found.cells, ages, len(question.months), county, top),
    }
    if apart and harm:
        columns["possession"] = _counted(of_categories(events, apart), county)[top]
    told = {
        "events": len(found.x), "caught": int(counts.ravel()[top].sum()), "months": list(question.months),
        "categories": harm or apart, "county_area": county.area, "share": question.share,
        "kernel": question.recipe.name, "bandwidth": bandwidth, "half_life": question.recipe.half_life,
        "snapped": found.snapped, "possession": not harm, "harm_weighted": question.harm is not None,
        "concentration": concentration(counts[county.touched]),
    }  # fmt: skip
    return HotMap(pa.table(columns), told)


def most_intense(density: Floats, counts: Floats, county: County, share: float, note: Note) -> Whole:
    """The numbers of the cells that make up this share of the county's area; among equals those with more events
    first.

    Cells without any density are never among them. Raises BadQuestion for a share that is none.
    """
    if not 0 < share <= 1:
        raise BadQuestion(f"A share of {share:g} is none. Give one above 0, up to 1: 0.01 is one per cent.")
    most = int(np.floor(share * county.area / county.grid.size**2 + 1e-9))
    if most < 1:
        raise BadQuestion(f"A share of {share:g} is less than one cell of {county.grid.size:g} m. Give a larger one.")
    order = np.lexsort((-counts.ravel(), -density.ravel()))[:most]
    top = order[density.ravel()[order] > 0]
    if len(top) < most:
        note(f"Only {len(top):,} cells have any density, of {most:,} that would make up the share.")
    return np.asarray(top, np.int64)


def _ages(events: pa.Table, months: Sequence[str]) -> Whole:
    """Months between each event and the last of the period."""
    places = pc.index_in(events.column("month"), pa.array(list(months), pa.string())).to_numpy()
    return np.asarray(len(months) - 1 - places, np.int64)


def _counted(events: pa.Table, county: County) -> Whole:
    try:
        return county.grid.counts(place(events, county, lambda _: None).cells).ravel().astype(np.int64)
    except BadEvents:  # none of them lies in the county
        return np.zeros(county.grid.rows * county.grid.columns, np.int64)
