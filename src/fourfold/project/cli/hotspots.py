"""`fourfold hotspots`: where harm is concentrated, from files of events. Needs no database."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from fourfold.engines.hotspots.geojson import KnownMap
    from fourfold.engines.hotspots.mapping import HotMap


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    files: list[Path]
    categories: list[str]
    months: list[str]
    share: float
    out: Path | None
    evaluate: Path | None
    table: str | None
    kernel: str


def hotspots(
    files: Annotated[list[Path], typer.Argument(help="CSV files with the columns of police.uk, gzipped or not.")],
    categories: Annotated[
        list[str] | None, typer.Option(help="A crime type; may be given often. Without: all but possession.")
    ] = None,
    months: Annotated[list[str] | None, typer.Option(help="Such as 2022-01:2022-10. Without: all.")] = None,
    share: Annotated[float, typer.Option(help="The map's part of the county's area; 0.01 is one per cent.")] = 0.01,
    out: Annotated[Path | None, typer.Option(help="Where the map goes (GeoJSON), or a table (.csv).")] = None,
    evaluate: Annotated[
        Path | None,
        typer.Option(help="A map to judge by the events of --months; or later events, given --months twice."),
    ] = None,
    table: Annotated[str | None, typer.Option(help="Counts by lsoa, ward, district or hexagon, as CSV.")] = None,
    kernel: Annotated[
        str, typer.Option(help="anchored, gaussian or quartic; a bandwidth in metres may follow, as in quartic:300.")
    ] = "anchored",
) -> None:
    """Map the cells (100 m) that make up a share of Kent and Medway, most intense first; judge a map; count by
    area.
    """
    from fourfold.engines.hotspots.errors import HotspotsError

    wanted = [part for each in categories or [] for part in each.split(",") if part.strip()]
    asked = Asked(files, wanted, months or [], share, out, evaluate, table, kernel)
    try:
        _require(asked)
        _answer(asked)
    except HotspotsError as error:
        raise BadInput.one(str(error)) from None
    except OSError as error:
        raise BadInput.one(f"We could not write to {error.filename}: {error.strerror}. Name another file.") from None


def _require(asked: Asked) -> None:
    if not (asked.out or asked.evaluate or asked.table):
        raise BadInput.one(
            "Nothing was asked for. Give --out for a map, --evaluate to judge one, or --table to count."
        )
    inputs = {path.resolve() for path in (*asked.files, asked.evaluate) if path}
    if asked.out and asked.out.resolve() in inputs:
        raise BadInput.one(f"{asked.out} is an input. Give the result a file of its own.")


def _answer(asked: Asked) -> None:
    from fourfold.engines.hotspots.choosing import all_months, categories_of, months_of, of_categories, of_months
    from fourfold.engines.hotspots.events import read
    from fourfold.engines.hotspots.geojson import looks_like_map, read_map

    spans = [months_of(text) for text in asked.months]
    events = read(asked.files, _say, ("category", "month"))
    judged = asked.evaluate is not None and looks_like_map(asked.evaluate)
    known = read_map(asked.evaluate) if judged and asked.evaluate else None
    months = spans[0] if spans else all_months(events)
    chosen = of_months(events, months, _say)
    categories = categories_of(events, asked.categories or (known.categories if known else []))
    if asked.table:
        _table(asked, of_categories(chosen, categories))
    if known:
        _judge(of_categories(chosen, categories), known)
    elif asked.evaluate or (asked.out and asked.out.suffix != ".csv"):
        found = _map(asked, chosen, months, categories)
        if asked.evaluate:
            _judge_later(asked.evaluate, found, spans[1] if len(spans) > 1 else None)


def _table(asked: Asked, events: "pa.Table") -> None:
    from pyarrow import csv

    from fourfold.engines.hotspots.areas import by_area
    from fourfold.engines.hotspots.grid import county

    found = by_area(events, asked.table or "", county(), _say)
    if asked.out and asked.out.suffix == ".csv":
        csv.write_csv(found, asked.out, csv.WriteOptions(quoting_style="needed"))
    else:
        csv.write_csv(found, sys.stdout.buffer, csv.WriteOptions(quoting_style="needed"))


def _map(asked: Asked, events: "pa.Table", months: Sequence[str], categories: list[str]) -> "HotMap":
    from fourfold.engines.hotspots.geojson import geojson
    from fourfold.engines.hotspots.grid import county
    from fourfold.engines.hotspots.intensity import recipe
    from fourfold.engines.hotspots.mapping import Question, hot_map

    question = Question(months, categories, asked.share, recipe(asked.kernel))
    ground = county()
    found = hot_map(events, question, ground, _say)
    if asked.out and asked.out.suffix != ".csv":
        asked.out.write_text(geojson(found, ground.grid), encoding="utf-8")
        _say(f"{len(found.cells):,} cells hold {found.told['caught']:,} of {found.told['events']:,} events.")
    return found


def _judge(events: "pa.Table", known: "KnownMap") -> None:
    from fourfold.engines.hotspots.grid import county
    from fourfold.engines.hotspots.judging import judge

    print(json.dumps(judge(events, known, county(), _say).told(), indent=1))


def _judge_later(file: Path, found: "HotMap", months: Sequence[str] | None) -> None:
    """Judge a map that was just made by the events of another file, all of them unless months are given."""
    from fourfold.engines.hotspots.choosing import all_months, of_categories, of_months
    from fourfold.engines.hotspots.events import read
    from fourfold.engines.hotspots.geojson import known_map
    from fourfold.engines.hotspots.grid import county

    later = read([file], _say, ("category", "month"))
    made_from = found.told["months"]
    rest = [month for month in all_months(later) if not isinstance(made_from, list) or month not in made_from]
    if not (months or rest):
        raise BadInput.one(f"{file.name} holds no month but those of the map itself. Judge it by later ones.")
    known = known_map(found, county().grid)
    _judge(of_categories(of_months(later, months or rest, _say), known.categories), known)


def _say(words: str) -> None:
    typer.echo(words, err=True)
