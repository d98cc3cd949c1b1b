"""`fourfold audit`: verify the audit log, write a checkpoint or an export for a second agency, seal now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from fourfold.trust.audit.domain.checkpoints import Checkpoint

audit_app = typer.Typer(no_args_is_help=True, help="Check and seal the audit log.")

_SOUND, _TAMPERED, _BAD_FILE = 0, 1, 2


@audit_app.command()
def verify(
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint that another agency kept; finds a cut or rewritten history.")
    ] = None,
) -> None:
    """Check every entry and link. Exits 0 if sound, 1 if tampered with, 2 if the checkpoint cannot be read."""
    witness = _read(checkpoint) if checkpoint else None
    _prepare()
    from fourfold.trust.audit import verification

    report = verification.verify(checkpoint=witness)
    for line in report.lines():
        typer.echo(line)
    if report.sound and witness is None:
        typer.echo("Without a checkpoint we cannot see a log that was cut off at its end or rewritten throughout.")
    raise typer.Exit(_SOUND if report.sound else _TAMPERED)


@audit_app.command()
def checkpoint(file: Annotated[Path, typer.Argument(help="A new file, to be kept by another agency.")]) -> None:
    """Write where the chain stands now. Never overwrites a checkpoint."""
    _prepare()
    from fourfold.ground.kernel.errors import BadInput
    from fourfold.trust.audit import verification

    try:
        tip = verification.take_checkpoint()
        with file.open("x", encoding="utf-8") as out:
            out.write(tip.to_json())
    except BadInput as error:
        _stop(str(error))
    except FileExistsError:
        _stop(f"{file} exists already, and a checkpoint is never overwritten. Name a new file.")
    except OSError as error:
        _stop(f"{file} cannot be written: {error.strerror}.")
    typer.echo(
        f"Wrote {file}: {tip.position:,} sealed entries. Give it to an agency that cannot change this database."
    )


@audit_app.command()
def export(file: Annotated[Path, typer.Argument(help="A new file of JSON lines.")]) -> None:
    """Write the whole log, for a second agency to check with its own program and its checkpoints."""
    _prepare()
    from fourfold.trust.audit import exporting

    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            for line in exporting.lines():
                out.write(line + "\n")
    except FileExistsError:
        _stop(f"{file} exists already, and an export is never overwritten. Name a new file.")
    except OSError as error:
        _stop(f"{file} cannot be written: {error.strerror}. What is there of it is not whole: remove it.")
    typer.echo(f"Wrote {file}. It holds who looked at what, as ids: hand it over as your agreement says.")
    typer.echo("The other agency checks it with tools/verify_audit.py, which needs nothing of Fourfold.")


@audit_app.command()
def seal() -> None:
    """Chain what is not sealed yet. The worker does this every minute; use this where it does not run."""
    _prepare()
    from fourfold.ground.kernel import clock
    from fourfold.trust.audit import operations

    typer.echo(f"Sealed {operations.seal(now=clock.now()):,} entries.")


def _prepare() -> None:
    from fourfold.project.bootstrap import prepare_django

    prepare_django()


def _read(file: Path) -> "Checkpoint":
    from fourfold.ground.kernel.errors import BadInput
    from fourfold.trust.audit.domain.checkpoints import Checkpoint

    try:
        return Checkpoint.from_json(file.read_text(encoding="utf-8"))
    except BadInput as error:
        _stop(f"{file}: {error}")
    except UnicodeDecodeError:
        _stop(f"{file}: This is not a checkpoint: it is not text.")
    except OSError as error:
        _stop(f"{file} cannot be read: {error.strerror}.")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(_BAD_FILE)
