"""Counts by area whatever the vintage, trends, seasons and hours."""

import numpy as np
import pyarrow as pa
import pytest

from fourfold.engines.hotspots.areas import by_area, known_areas
from fourfold.engines.hotspots.density import Kernel, corrected, density
from fourfold.engines.hotspots.grid import county, to_degrees, to_metres
from fourfold.engines.hotspots.harm import harms, weights_of
from fourfold.engines.hotspots.intensity import by_age
from fourfold.engines.hotspots.rhythms import hours_of_week, seasons
from fourfold.engines.hotspots.trends import mann_kendall


def test_areas_hold_everybody_and_both_vintages() -> None:
    areas = known_areas()
    places = areas.group_by(["code", "residents"]).aggregate([])
    assert sum(places.column("residents").to_pylist()) == 1_855_899
    assert len(set(areas.column("lsoa").to_pylist())) == len(areas) > 1107


def test_a_split_area_counts_under_its_old_code_in_either_vintage() -> None:
    areas = known_areas().to_pylist()
    old = next(row["code"] for row in areas if row["lsoa"] != row["code"] and row["lsoa"] > row["code"])
    new = [row["lsoa"] for row in areas if row["code"] == old]
    told: list[str] = []
    events = pa.table({"lsoa": pa.array([*new, "E01000001", None])})
    table = by_area(events, "lsoa", county(), told.append).to_pylist()
    assert table[0]["code"] == old
    assert table[0]["count"] == len(new)
    assert table[0]["rate"] == pytest.approx(1000 * len(new) / table[0]["residents"], abs=0.01)
    assert "2 of" in told[0]


def test_the_county_is_the_county() -> None:
    ground = county()
    assert ground.area / 1e6 == pytest.approx(3737, abs=3)
    x, y = to_metres(np.array([0.5217]), np.array([51.2724]))  # Maidstone
    assert (x[0], y[0]) == (pytest.approx(575_980, abs=400), pytest.approx(155_700, abs=400))
    assert ground.touched.ravel()[ground.grid.cells(x, y)].all()
    back = to_degrees(x, y)
    assert (back[0][0], back[1][0]) == (pytest.approx(0.5217, abs=1e-7), pytest.approx(51.2724, abs=1e-7))


def test_an_even_density_stays_even_at_the_coast() -> None:
    ground = county(size=2000.0)
    rows, columns = np.nonzero(ground.touched)
    x, y = ground.grid.east + (columns + 0.5) * 2000.0, ground.grid.north + (rows + 0.5) * 2000.0
    plain = density(x, y, ground.grid, 6000.0)
    even = corrected(plain, ground.touched, ground.grid, 6000.0, Kernel.GAUSSIAN)[ground.touched]
    assert plain[ground.touched].min() < 0.15
    assert even.min() == pytest.approx(0.25, abs=0.0025)
    assert even.max() == pytest.approx(0.25, abs=0.0025)


def test_trends_are_mann_and_kendalls() -> None:
    series = np.array([[1.0, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [2, 2, 2, 2, 2, 2], [1, 1, 2, 2, 3, 3]])
    assert mann_kendall(series) == pytest.approx([2.6301, -2.6301, 0, 2.1855], abs=1e-3)


def test_later_events_weigh_more_and_all_weigh_as_many() -> None:
    weights = by_age(np.array([0, 6, 12]), 6)
    assert weights.sum() == pytest.approx(3)
    assert weights[0] == pytest.approx(2 * weights[1]) == pytest.approx(4 * weights[2])


def test_hours_and_seasons() -> None:
    moments = pa.array(np.array(["2026-11-23T09:30", "2026-11-29T23:59", "NaT"], "datetime64[s]"))
    found = hours_of_week(moments)
    assert (found[0, 9], found[6, 23], found.sum()) == (1, 1, 2)
    usual = seasons(["2022-01", "2022-02"], [62, 28])
    assert usual[:2] == pytest.approx([4 / 3, 2 / 3])
    assert np.isnan(usual[2:]).all()


def test_harm_is_weighed_by_what_is_supplied(tmp_path) -> None:
    file = tmp_path / "weights.csv"
    file.write_text("category,weight\nRobbery,700\nBurglary,400.5\n", encoding="utf-8")
    events = pa.table({"category": ["Robbery", "Burglary", "Robbery"]})
    assert harms(events, weights_of(file)).tolist() == [700, 400.5, 700]
