"""A map held against later events."""

import numpy as np
import pyarrow as pa
import shapely

from fourfold.engines.hotspots.evaluating import Accuracy, evaluate
from fourfold.engines.hotspots.events import Note
from fourfold.engines.hotspots.geojson import KnownMap
from fourfold.engines.hotspots.grid import County
from fourfold.engines.hotspots.placing import place


def judge(events: pa.Table, known: KnownMap, county: County, note: Note) -> Accuracy:
    """How well a map foretold events, chosen by month and category already. Raises BadEvents where none has a
    place.
    """
    found = place(events, county, note)
    parts = shapely.get_parts(known.ground)
    caught = np.unique(shapely.STRtree(parts).query(shapely.points(found.x, found.y), "intersects")[0])
    counts = county.grid.counts(found.cells)
    return evaluate(counts, len(caught), known.ground.area, county.area, known.made, county.grid.size**2)
