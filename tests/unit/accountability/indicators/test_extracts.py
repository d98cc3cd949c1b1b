"""The open series that come with Fourfold are those of their sources, and lose nothing."""

import csv
import gzip
import importlib.util
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from fourfold.accountability.indicators.domain.figures import Where
from fourfold.accountability.indicators.domain.places import OUTSIDE, WHOLE, places
from fourfold.accountability.indicators.domain.shipped import SHORT, shipped

ROOT = Path(__file__).parents[4]
EXTRACTS = ROOT / "src/fourfold/accountability/indicators/extracts"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_series", ROOT / "scripts/extract_series.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("name", ["police_uk_kent.csv", "csew_feeling_safe.csv", "residents_2021.csv"])
def test_an_extract_equals_its_source(name: str, shared: Path) -> None:
    assert script().extract(shared / "data", name) == (EXTRACTS / name).read_text(encoding="utf-8")


@pytest.mark.shared
def test_no_offence_of_the_source_is_lost(shared: Path) -> None:
    """Counted anew and plainly: every row of the two kinds, whatever its place."""
    source: Counter[str] = Counter()
    for path in (shared / "data/police_kent/street").glob("*.csv.gz"):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            source.update(row["Crime type"] for row in csv.DictReader(file))
    for kind, key in (
        ("Violence and sexual offences", "police-recorded-violence"),
        ("Possession of weapons", "police-recorded-weapons"),
    ):
        figures = shipped(key)
        total = sum(figure.value or 0 for where in (WHOLE, OUTSIDE) for figure in figures[Where(where)])
        assert total == source[kind]


def test_the_whole_is_its_parts_every_month() -> None:
    for key in ("police-recorded-violence", "police-recorded-weapons"):
        figures = {where.place: rows for where, rows in shipped(key).items()}
        assert len(figures) == 1 + 13 + 2
        parts = [rows for place, rows in figures.items() if place not in (WHOLE, OUTSIDE)]
        for at, whole in enumerate(figures[WHOLE]):
            assert whole.value == sum(rows[at].value or 0 for rows in parts)
        assert {item.period.start for item in figures[WHOLE] if not item.complete} == SHORT


def test_years_without_the_survey_say_so() -> None:
    figures = shipped("feels-safe-after-dark")[Where("E12000008")]
    assert [figure.value for figure in figures] == [77.7, 81.4, 81.6, None, None, 79.1]
    assert all(figure.note for figure in figures if figure.value is None)
    assert all(figure.low is None for figure in figures)
    assert figures[0].period.start == date(2017, 4, 1)


def test_districts_have_their_residents() -> None:
    assert places()[WHOLE].residents == 1_855_899
    assert sum(place.residents or 0 for place in places().values() if place.is_district) == 1_855_899
