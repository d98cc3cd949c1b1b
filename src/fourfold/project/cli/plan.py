"""`fourfold plan`: read a plan document, import it as a draft, export a plan."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from fourfold.accountability.plan.domain.exporting.formats import Format
from fourfold.project.cli.acting import BAD_INPUT, Email, acting, stop
from fourfold.project.cli.plan_read import read_command

plan_app = typer.Typer(no_args_is_help=True, help="Read, import and export plans.")
plan_app.command("read")(read_command)

MISSING = "There is no such plan, or this account may not read it. Check its id or its exact title."
MOST_BYTES = 200 * 1024 * 1024
"""The largest file that is read at all; each kind of file has its own lower limit."""


@plan_app.callback()
def plan() -> None:
    """Read, import and export plans."""


@plan_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="A Word document, tab-separated text, or a plan exported as JSON.")],
    email: Email,
) -> None:
    """Take a plan in as a draft, and print its id and what is left to decide.

    Exits with 2 where the file is no plan, with 1 where the account may not; then nothing is kept.
    """
    content = _bytes_of(file)
    with acting(email, missing=MISSING) as standing:
        from fourfold.accountability.plan.operations.carrying import import_any
        from fourfold.accountability.plan.queries.plans import review_for_actor
        from fourfold.ground.kernel.clock import now

        draft = import_any(actor=standing, now=now(), filename=file.name, content=content)
        asked_of_us = review_for_actor(standing, draft.pk).questions
        questions = [f"{item.where}: {item.asks}" for item in asked_of_us if not item.answer]
        lines = [f"{draft.title} is a draft now.", f"Its id: {draft.pk}"]
    lines += [f"{len(questions)} to decide:" if questions else "Nothing is left to decide."]
    lines += [f"  {number}. {asked}" for number, asked in enumerate(questions, start=1)]
    typer.echo("\n".join([*lines, f"Review it at /plans/{draft.pk}/review/"]))


@plan_app.command("export")
def export_command(
    plan_name: Annotated[str, typer.Argument(metavar="PLAN", help="The plan's id, or its exact title.")],
    out: Annotated[Path, typer.Argument(help="The file to write. One that is there is replaced whole.")],
    fmt: Annotated[Format, typer.Option("--format", help="JSON comes back exactly; the others are tables.")],
    email: Email = "",
) -> None:
    """Write a plan to a file, with what the account may read. OFFICIAL-SENSITIVE updates are never exported.

    Without --as, the demonstration's plan coordinator is meant; real installations want a name.

    Exits with 1 where the plan is not found for this account, with 2 where the file cannot be written.
    """
    with _written_whole(out) as draft, acting(email, missing=MISSING) as standing:
        from fourfold.accountability.plan.operations.exports import export_plan
        from fourfold.accountability.plan.queries.plans import plan_named
        from fourfold.ground.kernel.clock import now

        found = plan_named(standing, plan_name)
        made = export_plan(actor=standing, now=now(), plan_id=found.pk, fmt=fmt)
        draft.write_bytes(made.content)
    typer.echo(f"Wrote {out}. Its marking is OFFICIAL: keep it where only the plan's readers reach it.")


@contextmanager
def _written_whole(out: Path) -> Iterator[Path]:
    """A file beside `out`, for its owner alone, which takes its name once it is written."""
    draft = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name[:50]}.")
        os.close(handle)
        draft = Path(name)
        yield draft
        draft.replace(out)
    except OSError as error:
        stop(f"{out} cannot be written: {error.strerror}. Check its folder and its permissions.", BAD_INPUT)
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        stop(f"There is no file {file}. Check its name and folder.", BAD_INPUT)
    except IsADirectoryError:
        stop(f"{file} is a folder. Name the file that holds the plan.", BAD_INPUT)
    except OSError as error:
        stop(f"{file} cannot be opened: {error.strerror}. Check its permissions.", BAD_INPUT)
    if len(content) > MOST_BYTES:
        stop(f"{file} is larger than 200 MB. A plan is not.", BAD_INPUT)
    return content
