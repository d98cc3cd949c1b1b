"""`fourfold population`: a made-up Kent as files, without a database."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from fourfold.engines.population import TODAY, populate, write

MOST = 5_000_000
YEARS = (2000, 2100)
"""Years up to which a population can be told: names and small areas are not known for others."""


def population(
    people: Annotated[int, typer.Option(min=1, max=MOST, help="How many people to make up.")],
    out: Annotated[Path, typer.Option(help="The folder that the files go into. It is made where it does not exist.")],
    seed: Annotated[int, typer.Option(help="The same seed and number give the same files.")] = 1,
    month: Annotated[
        list[datetime] | None,
        typer.Option(formats=["%Y-%m"], help="Write every agency's feed of this month, too. May be given often."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=f"The day up to which everything is told; else {TODAY}."),
    ] = None,
    faults: Annotated[
        float, typer.Option(min=0, max=1, help="Plant a known fault in this share of the feeds' rows, and list them.")
    ] = 0.0,
) -> None:
    """Make up a population of Kent and Medway: one CSV file for each agency, and the truth. Nobody in it is real.

    With --month, feeds as their contracts want them. Exits with 2 where a month is still to come, or where the folder
    cannot be written.
    """
    today = until.date() if until else TODAY
    months = [each.date() for each in month or []]
    _check(today, months)
    try:
        rows = write(populate(people=people, seed=seed, today=today), out, months=months, faults=faults)
    except OSError as refused:
        _stop(f"We could not write to {out}: {refused.strerror}. Please name another folder.")
    for name, count in rows.items():
        print(f"{out / name}: {count:,} rows")
    print("All of it is synthetic: no person in it exists.", file=sys.stderr)


def _check(today: date, months: list[date]) -> None:
    if not YEARS[0] <= today.year <= YEARS[1]:
        _stop(f"A population can be told up to a day from {YEARS[0]} to {YEARS[1]}: see --until.")
    for each in months:
        if each >= today:
            _stop(f"{each:%Y-%m} lies after {today}, up to which all is told: see --until.")
        if each.year < YEARS[0]:
            _stop(f"{each:%Y-%m} is too long ago: a feed can be told from {YEARS[0]} on.")


def _stop(words: str) -> NoReturn:
    print(words, file=sys.stderr)
    raise typer.Exit(2)
