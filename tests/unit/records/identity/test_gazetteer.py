"""Areas and postcodes that come with Fourfold, and what became of the small areas of 2011."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from fourfold.records.identity.domain.gazetteer import read_gazetteer, small_area_changes
from fourfold.records.identity.domain.places import AreaChange, AreaKind, changes_of


def test_what_became_of_an_area_follows_from_all_pairs() -> None:
    kept, split, merged = [("A", "A")], [("B", "B1"), ("B", "B2")], [("C", "D"), ("E", "D")]
    told = changes_of([*kept, *split, *merged, ("F", "G"), ("H", "I"), ("H", "J"), ("K", "J")])

    assert told["A", "A"] is AreaChange.UNCHANGED
    assert told["B", "B1"] is told["B", "B2"] is AreaChange.SPLIT
    assert told["C", "D"] is told["E", "D"] is AreaChange.MERGED
    assert told["F", "G"] is AreaChange.IRREGULAR
    assert told["H", "J"] is AreaChange.IRREGULAR


def test_every_area_lies_in_areas_that_are_there() -> None:
    known = read_gazetteer()
    codes = {(area.kind, area.code) for area in known.areas}

    assert sum(area.kind is AreaKind.DISTRICT for area in known.areas) == 13
    assert all((AreaKind(kind), code) in codes for area in known.areas for kind, code in area.within.items())
    assert {one.district for one in known.postcodes} == {a.code for a in known.areas if a.kind is AreaKind.DISTRICT}
    assert sum(one.is_approximate for one in known.postcodes) == 3_658


@pytest.mark.shared
def test_changes_are_those_of_the_national_lookup(shared: Path) -> None:
    text = (shared / "data/boundaries_kent/lookup_lsoa11_lsoa21_ltla22_kent_medway.csv").read_text("utf-8-sig")
    letters = {"U": "unchanged", "S": "split", "M": "merged", "X": "irregular"}

    rows = csv.DictReader(io.StringIO(text))
    told = {(row["lsoa11_code"], row["lsoa21_code"]): letters[row["change_code"]] for row in rows}

    assert {pair: change.value for pair, change in small_area_changes().items()} == told


@pytest.mark.shared
def test_a_naive_join_loses_a_tenth_and_ours_loses_nothing(shared: Path) -> None:
    """Crimes of 2022 carry areas of 2011: joined with those of 2021 by code, some stay without a district."""
    raw = gzip.decompress((shared / "data/police_kent/street/2022-06-kent-street.csv.gz").read_bytes())
    codes = [row["LSOA code"].strip() for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]
    known = read_gazetteer().areas
    small = [area for area in known if area.kind is AreaKind.LSOA]
    new, old = (
        {area.code: area.within["district"] for area in small if area.vintage == year} for year in (2021, 2011)
    )
    placed = [code for code in codes if code]

    naive = sum(code in new for code in placed)
    ours = sum(code in old or code in new for code in placed)

    assert 0.08 < 1 - naive / len(placed) < 0.12
    outside = {code for code in placed if code not in old and code not in new}
    assert ours + sum(code in outside for code in placed) == len(placed)
    assert len(placed) - ours < 0.003 * len(placed)  # points outside Kent and Medway, counted apart
    assert all(old[code] == new[code] for code in set(old) & set(new))
