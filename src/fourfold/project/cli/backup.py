"""`fourfold backup` and `fourfold backup-key`: an encrypted copy of everything, and the keys that open it."""

import contextlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from fourfold.ground.kernel.errors import BadInput

if TYPE_CHECKING:
    from fourfold.project.keeping.making import Made

KEEP = 14
Passphrase = Annotated[Path | None, typer.Option(help="A file whose first line is the passphrase of the key.")]


def backup(
    file: Annotated[str, typer.Argument(help="A new file, or - for standard output.")] = "",
    into: Annotated[Path | None, typer.Option(help="A folder: the backup is named by its time.")] = None,
    keep: Annotated[int, typer.Option(help="With --into: how many of the newest backups stay.", min=1)] = KEEP,
    recipient: Annotated[
        list[str] | None,
        typer.Option(help="A public key that opens it; else those of FOURFOLD_BACKUP_RECIPIENTS. May be repeated."),
    ] = None,
) -> None:
    """Write an encrypted backup, while the service runs. Only the secret half of a recipient's key opens it."""
    if bool(file) == (into is not None):
        raise BadInput.one("Name either a file (or -), or a folder with --into.")
    from fourfold.project import bootstrap
    from fourfold.project.keeping import filing, keys

    wanted = keys.recipients(recipient or [])
    prepared = bootstrap.prepare_django()
    from django.conf import settings

    from fourfold.ground.kernel.clock import now
    from fourfold.ground.postgres.locations import data_home
    from fourfold.project.keeping import making, secret, telling

    goes_along = secret.goes_along(settings.SECRET_KEY)
    begun, moment = time.monotonic(), now()
    target = into / filing.name_for(moment) if into is not None else Path(file)
    with _standard_output() if file == "-" else filing.written_whole(target) as out:
        made = making.make(out, recipients=wanted, endpoints=prepared.endpoints, secret_key=goes_along, now=moment)
    filing.note(data_home(), made.manifest, made.size)
    telling.record_backup(manifest=made.manifest, now=now())
    gone = filing.prune(into, keep=keep) if into is not None else 0
    where = "standard output" if file == "-" else str(target)
    typer.echo(_report(made, where, len(wanted), time.monotonic() - begun), err=True)
    if gone:
        typer.echo(f"Took away {gone} older; the newest {keep} stay.", err=True)


def backup_key(
    file: Annotated[Path, typer.Argument(help="A new file for the secret half.")],
    passphrase_file: Passphrase = None,
) -> None:
    """Make a pair of keys for backups: the secret half in a file, the public half on the screen."""
    from fourfold.ground.kernel.clock import now
    from fourfold.project.keeping import keys

    public = keys.write_identity(file, now=now(), passphrase=read_passphrase(passphrase_file))
    typer.echo(f"The secret half is in {file}. Whoever has it can read every backup made for it; without it, none")
    typer.echo("can be restored. Keep two copies away from this machine (a safe, a password manager of the")
    typer.echo("partnership), then remove this one. The public half goes into the settings:\n")
    typer.echo(f"FOURFOLD_BACKUP_RECIPIENTS={public}")


def read_passphrase(file: Path | None) -> str:
    """The first line of the file; empty without a file. BadInput for an empty or unreadable one."""
    if file is None:
        return ""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise BadInput.one(f"{file} cannot be read as a passphrase: {error}.") from error
    if not lines or not lines[0].strip():
        raise BadInput.one(f"The first line of {file} is empty, so there is no passphrase in it.")
    return lines[0].strip()


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    if sys.stdout.isatty():
        raise BadInput.one("A backup is no text for a screen. Name a file, or send it on with a pipe.")
    yield sys.stdout.buffer
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.flush()


def _report(made: "Made", where: str, opens: int, seconds: float) -> str:
    kept = made.manifest
    return (
        f"Wrote {where}: {made.size / 1e6:,.1f} MB in {seconds:.1f} s, {len(kept.tables)} tables, {kept.rows:,} rows,"
        f" the audit log up to position {kept.position:,}. {opens} key{'s open' if opens != 1 else ' opens'} it."
    )
