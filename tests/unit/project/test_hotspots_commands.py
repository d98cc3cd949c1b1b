"""`fourfold hotspots` and `near-repeat` without a database: a map that can be judged, and a sentence for what is
wrong.
"""

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from typer.testing import CliRunner, Result

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli import app

VIOLENCE, DRUGS = "Violence and sexual offences", "Drugs"
HEAD = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type"
TOWN = (0.5217, 51.2724)


def run(*arguments: object) -> Result:
    """The command; an expected error is raised, as `main` shows it."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def row(month: str, longitude: object, latitude: object, kind: str = VIOLENCE) -> str:
    """A line as police.uk writes it."""
    return f",{month},Kent Police,Kent Police,{longitude},{latitude},On or near,E01024389,Maidstone 004A,{kind}\r\n"


def events(path: Path, *rows: str, head: str = HEAD) -> Path:
    """A file of these rows, gzipped where its name says so."""
    raw = (head + "\r\n" + "".join(rows)).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


def town(months: tuple[str, ...], seed: int = 1) -> list[str]:
    """Most events around one street, some anywhere near."""
    rng = np.random.default_rng(seed)
    near = [row(month, *np.round(TOWN + rng.normal(0, 0.0005, 2), 6)) for month in months for _ in range(30)]
    return near + [row(month, *np.round(TOWN + rng.normal(0, 0.1, 2), 6)) for month in months for _ in range(10)]


@pytest.fixture
def year(tmp_path: Path) -> Path:
    return events(tmp_path / "year.csv.gz", *town(("2022-01", "2022-02", "2022-03", "2022-04", "2022-05")))


def test_a_map_holds_its_share_without_overlaps_and_foretells(year: Path, tmp_path: Path) -> None:
    out = tmp_path / "cells.geojson"
    run("hotspots", year, "--categories", VIOLENCE, "--months", "2022-01:2022-04", "--share", "0.0005", "--out", out)
    told = json.loads(out.read_text(encoding="utf-8"))
    cells = [shapely.geometry.shape(feature["geometry"]) for feature in told["features"]]
    assert len(cells) == 186  # floor of 0.0005 of 3,736.6 square kilometres
    assert shapely.area(cells).sum() == pytest.approx(shapely.union_all(cells).area, rel=1e-9)
    rows = [feature["properties"] for feature in told["features"]]
    densities = [each["density"] for each in rows]
    assert densities == sorted(densities, reverse=True)
    assert {"rank", "density", "count", "z", "q", "trend"} <= set(rows[0])
    assert rows[0]["z"] > 5
    assert rows[0]["q"] < 0.01
    judged = json.loads(run("hotspots", year, "--evaluate", out, "--months", "2022-05").stdout)
    assert judged["hit_rate"] == pytest.approx(judged["caught"] / judged["events"])
    assert judged["pai"] == pytest.approx(judged["hit_rate"] / judged["area_share"])
    assert judged["hit_rate"] > 0.6
    assert judged["area_share"] == pytest.approx(186e4 / 3736.63e6, rel=1e-3)
    later = events(tmp_path / "later.csv", *town(("2022-05",), seed=2))
    command = ("hotspots", year, "--months", "2022-01:2022-04", "--share", "0.0005", "--evaluate", later)
    assert json.loads(run(*command).stdout)["hit_rate"] > 0.6


def test_odd_places_are_told_and_put_right(tmp_path: Path) -> None:
    rows = [
        *town(("2022-01",)), row("2022-01", 0, 0), row("2022-01", TOWN[1], TOWN[0]), row("2022-01", "", ""),
        row("2022-01", -4.3, 53.3), row("2022-01", "far", 51.2), row("2022-01", 999, 999),
    ]  # fmt: skip
    file = events(tmp_path / "odd.csv", *rows)
    result = run("hotspots", file, "--out", tmp_path / "out.geojson")
    for words in ("1 of 46 events lie at 0, 0", "1 of 46 events have longitude and latitude swapped", "outside the"):
        assert words in result.stderr
    assert "no numbers" in result.stderr


def test_possession_is_counted_apart(tmp_path: Path) -> None:
    rows = [*town(("2022-01",)), *[row("2022-01", *TOWN, kind=DRUGS)] * 50]
    file = events(tmp_path / "both.csv", *rows)
    out = tmp_path / "out.geojson"
    result = run("hotspots", file, "--categories", VIOLENCE, "--categories", DRUGS, "--out", out)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert "where police search" in result.stderr
    assert told["fourfold"]["categories"] == [VIOLENCE]
    assert sum(feature["properties"]["possession"] for feature in told["features"]) == 50
    assert told["fourfold"]["events"] <= 40
    run("hotspots", file, "--categories", DRUGS, "--out", out)
    assert json.loads(out.read_text(encoding="utf-8"))["fourfold"]["possession"] is True


@pytest.mark.parametrize("kind", ["lsoa", "ward", "district", "hexagon"])
def test_tables_hold_every_event(year: Path, kind: str) -> None:
    table = list(csv.DictReader(io.StringIO(run("hotspots", year, "--table", kind).stdout)))
    assert int(table[0]["count"]) >= 100
    assert 190 <= sum(int(each["count"]) for each in table) <= 200
    assert (len(table) == 13) is (kind == "district")


@pytest.mark.parametrize("kernel", ["gaussian", "quartic:800", "anchored:200"])
def test_one_event_and_all_at_one_point_make_a_map(tmp_path: Path, kernel: str) -> None:
    many = events(tmp_path / "many.csv", *[row("2022-01", *TOWN)] * 20)
    one = events(tmp_path / "one.csv", row("2022-01", *TOWN))
    for file in (one, many):
        if kernel == "gaussian":
            with pytest.raises(BadInput, match="no rule gives a bandwidth"):
                run("hotspots", file, "--kernel", kernel, "--out", tmp_path / "out.geojson")
            continue
        run("hotspots", file, "--kernel", kernel, "--out", tmp_path / "out.geojson")
        told = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
        assert told["features"][0]["properties"]["count"] == told["fourfold"]["events"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--categories", "Violense and sexual offences"), "Did you mean Violence and sexual offences?"),
        (("--months", "2023-01"), "There are no events of 2023-01"),
        (("--months", "2022-04:2022-01"), "ends before it begins"),
        (("--months", "January"), "no span of months"),
        (("--share", "0"), "share of 0 is none"),
        (("--share", "0.0000001"), "less than one cell"),
        (("--kernel", "round"), "There is no kernel round"),
        (("--kernel", "quartic:wide"), "wide is no bandwidth"),
        (("--kernel", "gaussian:5"), "too narrow"),
        (("--table", "county"), "no table by county"),
        (("--evaluate", "missing.geojson"), "cannot be opened"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(
    year: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        run("hotspots", year, "--out", tmp_path / "out.geojson", *arguments)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\x00\x01PK", "no text file"),
        (b"\x1f\x8bno", "damaged gzip"),
        (b"a,b\n1,2\n", "has no column crime type, month, longitude and latitude"),
        (b"Month,Longitude,Latitude,Crime type\n2022-01,0.5\n", "no even table"),
        (b"Month,Longitude,Latitude,Crime type\n", "No event has a month"),
        (b"Month,Longitude,Latitude,Crime type\n2022-01,-4,53,Robbery\n", "None of 1 events lies in Kent"),
    ],
)
def test_what_is_no_file_of_events_is_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        run("hotspots", file, "--out", tmp_path / "out.geojson")


def test_an_empty_month_is_told_and_nothing_asked_is_refused(year: Path, tmp_path: Path) -> None:
    result = run("hotspots", year, "--months", "2022-04:2022-06", "--out", tmp_path / "out.geojson")
    assert "no events of 2022-06" in result.stderr
    with pytest.raises(BadInput, match="Nothing was asked for"):
        run("hotspots", year)
    with pytest.raises(BadInput, match="is an input"):
        run("hotspots", year, "--out", year)


def test_near_repeats_from_a_file(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    base = [(*rng.normal(TOWN, 0.03), int(rng.integers(0, 300))) for _ in range(300)]
    base += [(lon, lat, day + 2) for lon, lat, day in base[:60]]
    dated = [f"{lon},{lat},{np.datetime64('2022-01-01') + day}\n" for lon, lat, day in base]
    file = events(tmp_path / "dated.csv", *dated, head="lon,lat,date")
    told = json.loads(run("near-repeat", file, "--distances", "100,200", "--days", "7,14", "--json").stdout)
    assert told["events"] == 360
    assert told["permutations"] == 999
    first = told["bands"][0]
    assert (first["metres"], first["days"]) == ([0, 100], [0, 7])
    assert first["observed"] >= 60
    assert first["p"] <= 0.01
    assert told["near_repeats"]
    assert "0-100\t0-7" in run("near-repeat", file, "--permutations", 99).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [((), "No event has a day"), (("--days", "7,x"), "no list of numbers"), (("--distances", "200,100"), "no bands")],
)
def test_near_repeats_of_months_alone_are_refused(year: Path, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        run("near-repeat", year, *arguments)


@pytest.mark.shared
def test_real_hot_spots_foretell_violence_better_than_a_count(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "data" / "police_kent" / "street").glob("2022-*.csv.gz"))
    out = tmp_path / "cells.geojson"
    run("hotspots", *files, "--categories", VIOLENCE, "--months", "2022-01:2022-10", "--share", "0.01", "--out", out)
    judged = json.loads(run("hotspots", *files, "--evaluate", out, "--months", "2022-11:2022-12").stdout)
    assert judged["pai"] > 57  # a plain count of the same cells reaches 56.3
