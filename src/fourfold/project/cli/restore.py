"""`fourfold restore`: an encrypted backup back into this installation, or looked at without one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli.backup import Passphrase, read_passphrase

if TYPE_CHECKING:
    from fourfold.trust.audit.domain.checkpoints import Checkpoint


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    identity: Annotated[Path, typer.Option(help="The file with the secret half of a key that it was made for.")],
    passphrase_file: Passphrase = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="The newest checkpoint that another agency kept; shows what is missing.")
    ] = None,
    replace: Annotated[
        str, typer.Option(metavar="DATABASE", help="The database's name, typed, to throw away what is in it.")
    ] = "",
    keep_old: Annotated[
        bool, typer.Option("--keep-old", help="Keep what was there as a database of another name.")
    ] = False,
    accept_unsound_audit: Annotated[
        bool, typer.Option("--accept-unsound-audit", help="Restore although the audit log in it is not sound.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Read all of it, say what it is, change nothing.")] = False,
) -> None:
    """Restore a backup. It is loaded and checked beside what is there, which stays until all of it is right."""
    from fourfold.project.keeping import keys, reading, restoring

    passphrase = read_passphrase(passphrase_file)
    if not passphrase and keys.is_sealed(identity):
        passphrase = _ask(identity)
    opens = keys.identities(identity, passphrase=passphrase)
    if check:
        typer.echo(restoring.describe(reading.examine(file, opens)))
        return
    wish = restoring.Wish(
        file=file,
        identities=opens,
        checkpoint=_checkpoint(checkpoint),
        replace=replace,
        keep_old=keep_old,
        accept_unsound_audit=accept_unsound_audit,
    )
    restoring.restore(wish, _say)
    typer.echo("Now run `fourfold doctor`, start the service, and give a new checkpoint to the second agency.")


def _say(words: str) -> None:
    typer.echo(words)
    sys.stdout.flush()


def _ask(identity: Path) -> str:
    if not sys.stdin.isatty():
        raise BadInput.one(f"{identity} is sealed. Name a file that holds its passphrase with --passphrase-file.")
    return str(typer.prompt(f"The passphrase of {identity}", hide_input=True))


def _checkpoint(file: Path | None) -> "Checkpoint | None":
    from fourfold.trust.audit.domain.checkpoints import Checkpoint

    if file is None:
        return None
    try:
        return Checkpoint.from_json(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadInput.one(f"{file} is not a checkpoint: it is not text.") from error
    except OSError as error:
        raise BadInput.one(f"{file} cannot be read: {error.strerror}.") from error
