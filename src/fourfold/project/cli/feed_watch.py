"""`fourfold feed watch`: a folder of agencies' files, each taken when it is whole and moved to `taken` or `refused`.

FOLDER/<agency's key>/<contract's key>/FILE. Beside a file that was moved stands a report of what became of it.
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import FourfoldError
from fourfold.project.cli.acting import Email, stop, working
from fourfold.project.cli.feed_deliver import MISSING, carried, sentences

if TYPE_CHECKING:
    from fourfold.ground.kernel.actors import Actor

SETTLED = 5.0
"""Seconds for which a file must not have grown before it is taken."""
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".swp", "~")
_TAKEN, _REFUSED = "taken", "refused"


def watch_command(
    folder: Annotated[Path, typer.Argument(help="Holds a folder for each agency, in it one for each contract.")],
    email: Email = "",
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for a timer of your own.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between two looks.", min=1)] = 15.0,
) -> None:
    """Take files from FOLDER/<agency>/<contract>/ as they come, until stopped.

    A file is taken when it has not changed for five seconds; names that end in .part or .tmp, or begin with a dot,
    are left alone. The time of the file counts as when your system wrote it.
    """
    if not folder.is_dir():
        stop(f"{folder} is not a folder. Make it, with a folder for each agency and each contract in it.", 2)
    with working(email, missing=MISSING) as actor:
        while True:
            for agency, contract, file in whole_files(folder):
                typer.echo(f"{file.name}: {take(actor, agency, contract, file)}")
            if once:
                return
            time.sleep(every)


def whole_files(folder: Path, settled: float = SETTLED) -> Iterator[tuple[str, str, Path]]:
    """Files that are whole, oldest first, with the keys of the agency and the contract in whose folders they lie."""
    until = time.time() - settled
    found = [file for file in folder.glob("*/*/*") if file.is_file() and not file.is_symlink() and _is_named(file)]
    for file in sorted(found, key=lambda one: (one.stat().st_mtime, one.name)):
        if file.stat().st_mtime <= until:
            yield file.parent.parent.name, file.parent.name, file


def _is_named(file: Path) -> bool:
    return not file.name.startswith(".") and not file.name.casefold().endswith(_UNFINISHED)


def take(actor: "Actor", agency: str, contract: str, file: Path) -> str:
    """Deliver one file and move it, with its report. Answers the folder that it now lies in."""
    from fourfold.records.feeds.domain.deliveries import DeliveryState, How

    written = min(datetime.fromtimestamp(file.stat().st_mtime, UTC), now())
    try:
        delivery = carried(actor, contract, file, How.FOLDER, agency=agency, as_of=written)
    except FourfoldError as error:
        return _moved(file, _REFUSED, [str(error)])
    place = _REFUSED if delivery.state == DeliveryState.REFUSED else _TAKEN
    return _moved(file, place, list(sentences(delivery)))


def _moved(file: Path, place: str, report: list[str]) -> str:
    """The report is written first: a file that has gone from its place has one."""
    target = file.parent / place
    target.mkdir(mode=0o700, exist_ok=True)
    name = file.name
    number = 1
    while (target / name).exists():
        number += 1
        name = f"{file.stem} ({number}){file.suffix}"
    said = target / f"{name}.report.txt"
    with os.fdopen(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(report) + "\n")
    file.rename(target / name)
    return place
