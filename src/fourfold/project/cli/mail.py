"""`fourfold mail`: try the mail server, and take in what it reports about letters that did not arrive."""

import sys
from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput, FourfoldError

mail_app = typer.Typer(no_args_is_help=True, help="Try the mail server; take in bounces.")


@mail_app.command()
def test(address: Annotated[str, typer.Argument(help="Where the letter goes.")]) -> None:
    """Hand one letter over now, past the outbox and the quiet hours. Exits 0 if the server took it, 1 if not."""
    _prepare()
    from uuid import uuid4

    from fourfold.ground.kernel import clock
    from fourfold.trust.messages.domain.handing_over import Errand
    from fourfold.trust.messages.domain.letters import Letter, LetterKind
    from fourfold.trust.messages.domain.states import Channel, Outcome
    from fourfold.trust.messages.transport.mail import mailer

    try:
        letter = Letter(LetterKind.TEST, "test", None, address, "A letter to try the mail server", _TEXT)
    except ValueError as error:
        raise BadInput.one(str(error)) from None
    way = mailer()
    if way is None:
        raise BadInput.one("No mail server is set. Set FOURFOLD_SMTP_URL (docs/operations/mail.md).")
    errand = Errand(uuid4(), 1, Channel.EMAIL, clock.now(), letter.body, letter.address, letter.subject_line)
    with way:
        handed = way.deliver(errand)
    if handed.outcome is not Outcome.SENT:
        typer.echo(handed.said, err=True)
        raise typer.Exit(1)
    typer.echo("The server took the letter. Look whether it arrives, and not as spam.")


_TEXT = "Fourfold can send mail from here.\n\nYou need not do anything."


@mail_app.command()
def bounced() -> None:
    """Read one message from standard input, from the mail server: a report of a letter that did not arrive.

    Exits 0 for anything that it can read, so that nothing bounces back; 75 (try later) while the database is away.
    """
    raw = sys.stdin.buffer.read(_MOST)
    try:
        _prepare()
        from fourfold.ground.kernel import clock
        from fourfold.trust.messages.operations import take_report

        typer.echo(take_report(now=clock.now(), raw=raw))
    except Exception as error:
        if not isinstance(error, FourfoldError) and not type(error).__module__.startswith(("django.db", "psycopg")):
            raise
        typer.echo(f"Not taken in: {error}", err=True)
        raise typer.Exit(_TRY_LATER) from None


_MOST = 1024 * 1024
_TRY_LATER = 75
"""EX_TEMPFAIL of sysexits.h: mail servers keep the message and pipe it again."""


def _prepare() -> None:
    from fourfold.project.bootstrap import prepare_django

    prepare_django()
