"""A population as files: a CSV for each agency, the truth, feeds, and a page that says that all of it is made up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from fourfold.engines.population.episodes.faults import plant
from fourfold.engines.population.episodes.feeds import FEEDS
from fourfold.engines.population.populating import Population

README = """Synthetic data: made up by `fourfold population`, no real person
=============================================================

{people} people of a made-up Kent and Medway by seed {seed}, told up to {today}. Any likeness to somebody is chance.
Postcodes and small areas are real places. Names are drawn at random; streets, schools, hospital sites and identifiers
are made up.

{files}

truth.csv says for each record whose it is; feeds/truth.csv does so for senders beside the five. `is_synthetic` is
true in every row of these and of the agencies' records. The feeds have the columns of their contracts and no other;
each has `synthetic` in its name. planted-*.csv lists the faults that were planted in a feed, by row as the file has
it (the header is row 1).

Contains OS data (c) Crown copyright and database right 2025; Royal Mail data (c) Royal Mail copyright and database
right 2025; National Statistics data and data.police.uk data, Open Government Licence v3.0.
"""


def write(
    population: Population, folder: Path, *, months: Sequence[date] = (), faults: float = 0.0
) -> Mapping[str, int]:
    """Write a population into a folder, with every feed of these months, and return how many rows each file has.

    `faults` is the share of rows of each feed in which a fault is planted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    for key in population.agencies:
        rows[f"{key}.csv"] = write_csv(marked(population.records(key)), folder / f"{key}.csv")
    rows["truth.csv"] = write_csv(marked(population.truth), folder / "truth.csv")
    if months:
        (folder / "feeds").mkdir(exist_ok=True)
    for month in months:
        for name, table in _feeds(population, month, faults):
            rows[f"feeds/{name}"] = write_csv(table, folder / "feeds" / name)
    if months:
        # Whom the senders beside the five mean by a person's reference.
        further = pa.concat_tables([seen.truth for seen in population.further.values()])
        rows["feeds/truth.csv"] = write_csv(marked(further), folder / "feeds/truth.csv")
    files = "\n".join(f"{name}: {count:,} rows" for name, count in rows.items())
    text = README.format(people=f"{population.people:,}", seed=population.seed, today=population.today, files=files)
    (folder / "README.txt").write_text(text, encoding="utf-8", newline="\n")
    return rows


def _feeds(population: Population, month: date, faults: float) -> Iterator[tuple[str, pa.Table]]:
    """Each feed of a month by its file's name, and with faults what was planted in it."""
    for name in FEEDS:
        table = population.feed(name, month)
        if not len(table):
            # No sender delivers a header without rows, and no contract takes one.
            continue
        if faults:
            table, planted = plant(table, faults, population.seed, population.today)
            yield f"planted-{name}-{month:%Y-%m}.csv", planted
        yield f"synthetic-{name}-{month:%Y-%m}.csv", table


def marked(table: pa.Table) -> pa.Table:
    """The table with `is_synthetic` as its last column."""
    return table.append_column("is_synthetic", pa.array(["true"]).take(pa.array([0] * len(table), pa.int8())))


def write_csv(table: pa.Table, path: Path) -> int:
    """Write a table, nulls as nothing, and return its rows. The same table gives the same bytes."""
    with path.open("wb") as opened:
        csv.write_csv(table, opened, csv.WriteOptions(quoting_style="needed"))
    return len(table)
