"""`fourfold plan`: read a plan document, import it as a draft, export a plan."""

import typer

from fourfold.project.cli.plan_read import read_command

plan_app = typer.Typer(no_args_is_help=True, help="Read, import and export plans.")
plan_app.command("read")(read_command)


@plan_app.callback()
def plan() -> None:
    """Read, import and export plans."""
