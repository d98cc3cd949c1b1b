"""`fourfold link`: which records of some files are the same person. Needs no database."""

from pathlib import Path
from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput


def link(
    files: Annotated[list[Path], typer.Argument(help="CSV files, one a source; the name of each is its source.")],
    out: Annotated[Path, typer.Option(help="Where the result goes: source, record_id, person_id.")],
    pairs: Annotated[Path | None, typer.Option(help="Where pairs go, with weight, probability and parts.")] = None,
    model: Annotated[
        Path | None, typer.Option(help="A model file; without, one is estimated from the files.")
    ] = None,
    backend: Annotated[str, typer.Option(help="duckdb, or spark where one machine is not enough.")] = "duckdb",
) -> None:
    """Find which records are the same person, within and across files. Each record comes back exactly once.

    Columns, any of: record_id, forename, surname, date_of_birth, sex, address, postcode, nhs_number, upn, pnc_id.
    """
    from fourfold.engines.linkage.errors import LinkageError

    try:
        _require_apart(files, out, pairs)
        _link(files, out, pairs, model, backend)
    except LinkageError as error:
        raise BadInput.one(str(error)) from None


def _require_apart(files: list[Path], out: Path, pairs: Path | None) -> None:
    """No result may fall on an input or on the other result."""
    taken = {path.resolve() for path in files}
    for result in filter(None, (out, pairs)):
        if result.resolve() in taken:
            raise BadInput.one(f"{result} is named twice. Give the result a file of its own.")
        taken.add(result.resolve())


def _link(files: list[Path], out: Path, pairs: Path | None, model: Path | None, backend: str) -> None:
    from fourfold.engines.linkage import reading, writing
    from fourfold.engines.linkage.linking import link as linked
    from fourfold.engines.linkage.model import load

    known = load(model) if model else None
    sources = [reading.read(path, _say) for path in files]
    found = linked(sources, model=known, backend=backend, progress=_say)
    writing.write({out: found.clusters} | ({pairs: found.pairs} if pairs else {}))
    for field, count in found.report.noted.items():
        _say(f"{field}: {count:,} values count as missing (placeholders, or not of a valid form).")
    _say(
        f"{found.report.records:,} records are {found.report.people:,} people; "
        f"{found.report.review:,} pairs are left to a person."
    )


def _say(words: str) -> None:
    typer.echo(words, err=True)
