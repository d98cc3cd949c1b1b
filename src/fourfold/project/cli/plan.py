"""`fourfold plan`: read a plan document, import it as a draft, export a plan."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from fourfold.accountability.plan.domain.exporting.formats import Format
from fourfold.ground.kernel.errors import BadInput, FourfoldError, NotAllowed, NotFound
from fourfold.project.cli.plan_read import read_command

if TYPE_CHECKING:
    from fourfold.ground.kernel.actors import Actor
    from fourfold.trust.partnership.domain.roles import Standing

plan_app = typer.Typer(no_args_is_help=True, help="Read, import and export plans.")
plan_app.command("read")(read_command)

BAD_INPUT, REFUSED = 2, 1
MOST_BYTES = 200 * 1024 * 1024
"""The largest file that is read at all; each kind of file has its own lower limit."""

NOT_READY = (
    "The database is not set up. Run `fourfold init` for a new installation, `fourfold migrate` after an update, or "
    "`fourfold demo` for the demonstration."
)

Email = Annotated[str, typer.Option("--as", help="The e-mail address of the account in whose name this is done.")]


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
    with _acting(email) as standing:
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
    with _written_whole(out) as draft, _acting(email) as standing:
        from fourfold.accountability.plan.operations.exports import export_plan
        from fourfold.accountability.plan.queries.plans import plan_named
        from fourfold.ground.kernel.clock import now

        found = plan_named(standing, plan_name)
        made = export_plan(actor=standing, now=now(), plan_id=found.pk, fmt=fmt)
        draft.write_bytes(made.content)
    typer.echo(f"Wrote {out}. Its marking is OFFICIAL: keep it where only the plan's readers reach it.")


@contextmanager
def _acting(email: str) -> Iterator["Standing"]:
    """One transaction in the account's name. What is refused is logged, said, and undone."""
    from fourfold.project import bootstrap

    prepared = bootstrap.prepare_django()
    try:
        if bootstrap.pending_migrations():
            _stop(NOT_READY, BAD_INPUT)
        actor = _account(email)
        with _refusals(actor):
            from fourfold.ground.postgres.context import acting_as
            from fourfold.trust.partnership.queries import standing_of

            with acting_as(actor):
                yield standing_of(actor)
    finally:
        prepared.release()


def _account(email: str) -> "Actor":
    from fourfold.ground.kernel.actors import Actor
    from fourfold.project.demonstration.cast import CAST
    from fourfold.trust.partnership.queries import account_by_email, has_real_accounts

    if not email and has_real_accounts():
        _stop("Say in whose name this is done, with --as and the address of their account.", BAD_INPUT)
    email = email or CAST[0].email
    user = account_by_email(email)
    if user is None:
        _stop(f"There is no open account with the address {email}. Check it, or ask your administrator.", REFUSED)
    return Actor.person(user.pk)


@contextmanager
def _refusals(actor: "Actor") -> Iterator[None]:
    try:
        yield
    except (NotAllowed, NotFound) as error:
        _log_denial(actor, error)
        missing = "There is no such plan, or this account may not read it. Check its id or its exact title."
        _stop(error.reason if isinstance(error, NotAllowed) else missing, REFUSED)
    except BadInput as error:
        _stop(str(error), BAD_INPUT)
    except FourfoldError as error:
        _stop(str(error), REFUSED)


def _log_denial(actor: "Actor", error: NotAllowed | NotFound) -> None:
    from fourfold.ground.kernel.clock import now
    from fourfold.trust.audit.operations import record_denial

    permission = error.permission if isinstance(error, NotAllowed) else "access:not-found-or-not-allowed"
    record_denial(
        actor=actor,
        now=now(),
        permission=permission,
        subject_kind=error.subject_kind,
        subject_id=error.subject_id,
    )


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
        _stop(f"{out} cannot be written: {error.strerror}. Check its folder and its permissions.", BAD_INPUT)
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        _stop(f"There is no file {file}. Check its name and folder.", BAD_INPUT)
    except IsADirectoryError:
        _stop(f"{file} is a folder. Name the file that holds the plan.", BAD_INPUT)
    except OSError as error:
        _stop(f"{file} cannot be opened: {error.strerror}. Check its permissions.", BAD_INPUT)
    if len(content) > MOST_BYTES:
        _stop(f"{file} is larger than 200 MB. A plan is not.", BAD_INPUT)
    return content


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
