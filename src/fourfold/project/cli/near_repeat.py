"""`fourfold near-repeat`: whether events draw others near them in space and time. Needs no database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from fourfold.ground.kernel.errors import BadInput

if TYPE_CHECKING:
    from fourfold.engines.hotspots.near_repeat import Bands, Knox

Number = TypeVar("Number", int, float)


def near_repeat(
    files: Annotated[list[Path], typer.Argument(help="CSV files with a date, and degrees or metres.")],
    distances: Annotated[str, typer.Option(help="Upper ends of bands, in metres.")] = "100,200,400",
    days: Annotated[str, typer.Option(help="Upper ends of bands, in days.")] = "7,14,28",
    permutations: Annotated[int, typer.Option(help="How often the days are shuffled.")] = 999,
    categories: Annotated[list[str] | None, typer.Option(help="A crime type; may be given often.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same figures.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON rather than a table.")] = False,
) -> None:
    """Test whether pairs that are close in space are close in time more often than chance would have it (Knox)."""
    from fourfold.engines.hotspots.errors import HotspotsError
    from fourfold.engines.hotspots.near_repeat import Bands, told

    try:
        bands = Bands(_numbers(distances, float), _numbers(days, int))
        found = told(_tested(files, bands, permutations, categories or [], seed), bands)
    except HotspotsError as error:
        raise BadInput.one(str(error)) from None
    if as_json:
        print(json.dumps(found | {"permutations": permutations, "seed": seed}, indent=1))
        return
    print("metres\tdays\tpairs\texpected\tratio\tp\tq")
    for band in found["bands"]:
        ratio = "" if band["ratio"] is None else f"{band['ratio']:.2f}"
        ends = f"{band['metres'][0]:g}-{band['metres'][1]:g}\t{band['days'][0]}-{band['days'][1]}"
        print(f"{ends}\t{band['observed']}\t{band['expected']:.1f}\t{ratio}\t{band['p']:.3f}\t{band['q']:.3f}")


def _tested(files: list[Path], bands: "Bands", permutations: int, categories: list[str], seed: int) -> "Knox":
    import numpy as np

    from fourfold.engines.hotspots.choosing import categories_of, of_categories
    from fourfold.engines.hotspots.days import days_of
    from fourfold.engines.hotspots.events import read
    from fourfold.engines.hotspots.grid import county
    from fourfold.engines.hotspots.near_repeat import knox
    from fourfold.engines.hotspots.placing import metres

    events = read(files, _say)
    if categories:
        events = of_categories(events, categories_of(events, categories))
    days, dated = days_of(events, _say)
    x, y = metres(events, _say, county())
    placed = np.isfinite(x) & np.isfinite(y)
    if not placed.all():
        _say(f"{int((~placed).sum()):,} of {len(x):,} events have no place and are left out.")
    kept = placed & dated
    return knox(x[kept], y[kept], days[kept], bands, permutations, seed)


def _numbers(text: str, kind: Callable[[str], Number]) -> list[Number]:
    try:
        return [kind(part) for part in text.split(",")]
    except ValueError:
        raise BadInput.one(f"{text} is no list of numbers. Write it as 7,14,28.") from None


def _say(words: str) -> None:
    typer.echo(words, err=True)
