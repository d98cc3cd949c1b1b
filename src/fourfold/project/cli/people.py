"""`fourfold people link`: link what waits, or everything anew, in the foreground."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.clock import now
from fourfold.project.cli.acting import Email, stop, working

if TYPE_CHECKING:
    from fourfold.records.identity.models import Run

people_app = typer.Typer(no_args_is_help=True, help="Find out which records are the same person’s.")
STOPPED = 2


@people_app.callback()
def people() -> None:
    """Find out which records are the same person’s."""


@people_app.command("link")
def link_command(
    email: Email = "",
    full: Annotated[bool, typer.Option("--full", help="Everything anew, with a model estimated from it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what each run found as JSON.")] = False,
) -> None:
    """Link what deliveries and people changed since the linkage last looked, or everything anew.

    A worker does the same every two minutes; interrupted, the next one goes on. Exits with 0 when all is linked, with
    2 where a run stopped or another worker is at it.
    """
    with working(email, missing="There is no such run.") as actor:
        from fourfold.ground.postgres.context import acting_as
        from fourfold.records.identity.operations import ask_for_run, work_off_waiting
        from fourfold.trust.partnership.queries import standing_of

        if full:
            with acting_as(actor):
                ask_for_run(actor=standing_of(actor), now=now())
        runs = work_off_waiting(at_once=True)
        typer.echo(json.dumps([told(run) for run in runs], indent=2) if as_json else "\n".join(map(sentence, runs)))
        if not runs and not as_json:
            typer.echo("Nothing waits to be linked.")
        if any(run.state != "done" for run in runs):
            stop("A run stopped. Its records wait for the next one.", STOPPED)


def told(run: "Run") -> dict[str, object]:
    """A run as JSON."""
    return {"run": str(run.pk), "kind": run.kind, "state": run.state, "reason": run.reason, "counts": run.counts}


def sentence(run: "Run") -> str:
    """A run for people: counts alone."""
    counts = {"subjects": 0, "people": 0, "changes": 0, "questions": 0, **run.counts}
    if run.reason:
        return f"Run {run.pk} ({run.kind}): {run.reason}"
    return (
        f"Run {run.pk} ({run.kind}): {counts['subjects']:,} references to {counts['people']:,} people, "
        f"{counts['changes']:,} changes, {counts['questions']:,} open questions for reviewers."
    )
