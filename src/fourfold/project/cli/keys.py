"""`fourfold keys`: the data keys, changed while the service runs; and the secret key that wraps them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from fourfold.project.cli.acting import Email, working

keys_app = typer.Typer(no_args_is_help=True, help="Change the keys with which identifiers are sealed and found.")


@keys_app.callback()
def keys() -> None:
    """Change the keys with which identifiers are sealed and found."""


@keys_app.command("rotate")
def rotate_command(email: Email = "") -> None:
    """Give the installation a new data key, make everything anew with it, and drop the old one.

    The service goes on meanwhile. Interrupted, the same command goes on where it was.
    """
    with working(email, missing="There are no such keys.") as actor:
        from fourfold.ground.kernel.clock import now
        from fourfold.ground.postgres.context import acting_as
        from fourfold.project.keeping.rekeying import rotate
        from fourfold.trust.partnership.queries import standing_of

        with acting_as(actor):
            standing = standing_of(actor)
        rotate(standing, say=typer.echo, now=now)


@keys_app.command("status")
def status_command() -> None:
    """Say which data keys there are, whether they open, and what is still to be made anew."""
    from fourfold.project import bootstrap

    prepared = bootstrap.prepare_django()
    try:
        from fourfold.records.feeds.operations.resealing import stale_contents
        from fourfold.trust.sealing.queries import read_again

        found = read_again()
        typer.echo(f"Data key {found.current} is in use, and opens with the secret key of this installation.")
        for number in sorted(found.data)[:-1]:
            typer.echo(f"Key {number} is still there: run `fourfold keys rotate` to its end.")
        typer.echo(f"{stale_contents():,} records are to be made anew.")
    finally:
        prepared.release()


@keys_app.command("change-secret")
def change_secret_command(
    new: Annotated[
        Path | None, typer.Option("--new", help="A file whose first line is the new one; else one is drawn.")
    ] = None,
) -> None:
    """Change the secret key that wraps the data keys and signs sessions. No record is touched.

    Where FOURFOLD_SECRET_KEY is set, name the new one with --new, then change the setting.
    """
    from fourfold.project import bootstrap
    from fourfold.project.cli.backup import read_passphrase

    given = read_passphrase(new)
    prepared = bootstrap.prepare_django()
    try:
        from django.conf import settings

        from fourfold.ground.postgres.locations import data_home
        from fourfold.project.keeping import changing_secret

        is_set = bool(os.environ.get("FOURFOLD_SECRET_KEY"))
        changing_secret.change(data_home(), in_use=settings.SECRET_KEY, is_set=is_set, given=given, say=typer.echo)
    finally:
        prepared.release()
