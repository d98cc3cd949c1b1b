"""`fourfold protect`: a table of counts that may be published, from one with true counts. Needs no database."""

from pathlib import Path
from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput


def protect(
    table: Annotated[Path, typer.Argument(help="True counts: a row for each combination, with or without totals.")],
    count: Annotated[str, typer.Option(help="The column of counts.")],
    by: Annotated[str, typer.Option(help="The columns that it is counted by, with commas: district,sex.")],
    out: Annotated[Path, typer.Option(help="Where the safe table goes: the same columns.")],
    totals: Annotated[
        Path | None, typer.Option(help="True totals that are published elsewhere: the same columns, Total in them.")
    ] = None,
    earlier: Annotated[
        list[Path] | None, typer.Option(help="A protected table of the same people that is public already.")
    ] = None,
) -> None:
    """Withhold counts of 7 or fewer (c), round the rest to 5, and add totals up from what is shown.

    With --totals or --earlier further cells are withheld, until nobody can work a small count out.
    """
    from fourfold.engines.disclosure.errors import DisclosureError
    from fourfold.engines.linkage.errors import LinkageError
    from fourfold.engines.tabular.refusing import Refusal

    columns = [name.strip() for name in by.split(",") if name.strip()]
    try:
        _protect(table, (columns, count), out, totals, earlier or [])
    except (DisclosureError, LinkageError, Refusal) as error:
        raise BadInput.one(str(error)) from None


def _protect(path: Path, counted: tuple[list[str], str], out: Path, totals: Path | None, earlier: list[Path]) -> None:
    from fourfold.engines.disclosure.protecting import protect as protected
    from fourfold.engines.disclosure.releases import Earlier
    from fourfold.engines.linkage.writing import write
    from fourfold.project.cli.protect_files import read_table

    by, count = counted
    if out.resolve() in {one.resolve() for one in (path, totals, *earlier) if one}:
        raise BadInput.one(f"{out} is read from. Give the result a file of its own.")
    names = (*by, count)
    before = [read_table(one, names, _say) for one in earlier]
    known = read_table(totals, names, _say) if totals else None
    releases = []
    for one in before:
        columns = [name for name in by if name in one.column_names]
        # True totals were as true of it: then what it withheld need not be small.
        releases.append(Earlier(one, columns, count, totals=known if len(columns) == len(by) else None))
    found = protected(read_table(path, names, _say), by, count, totals=known, earlier=releases)
    write({out: found.table})
    _say(f"{found.small:,} cells are withheld as small, {len(found.besides):,} besides, {found.shown:,} are shown.")
    if found.added:
        _say(f"{found.added:,} combinations had no row: they count as 0, and are withheld.")


def _say(words: str) -> None:
    typer.echo(words, err=True)
