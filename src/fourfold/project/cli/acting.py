"""In whose name a command works: in transactions of their account; what is refused is logged, said, and undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from fourfold.ground.kernel.errors import BadInput, FourfoldError, NotAllowed, NotFound

if TYPE_CHECKING:
    from fourfold.ground.kernel.actors import Actor
    from fourfold.trust.partnership.domain.roles import Standing

BAD_INPUT, REFUSED = 2, 1

NOT_READY = (
    "The database is not set up. Run `fourfold init` for a new installation, `fourfold migrate` after an update, or "
    "`fourfold demo` for the demonstration."
)

Email = Annotated[str, typer.Option("--as", help="The e-mail address of the account in whose name this is done.")]


@contextmanager
def acting(email: str, *, missing: str) -> Iterator["Standing"]:
    """One transaction in the account's name. `missing` is said of what is not there, or hidden from it."""
    with working(email, missing=missing) as actor:
        from fourfold.ground.postgres.context import acting_as
        from fourfold.trust.partnership.queries import standing_of

        with acting_as(actor):
            yield standing_of(actor)


@contextmanager
def working(email: str, *, missing: str) -> Iterator["Actor"]:
    """The account, for work that takes transactions of its own. `missing`: as with `acting`."""
    from fourfold.project import bootstrap

    prepared = bootstrap.prepare_django()
    try:
        if bootstrap.pending_migrations():
            stop(NOT_READY, BAD_INPUT)
        actor = _account(email)
        with _refusals(actor, missing):
            yield actor
    finally:
        prepared.release()


def _account(email: str) -> "Actor":
    from fourfold.ground.kernel.actors import Actor
    from fourfold.project.demonstration.cast import CAST
    from fourfold.trust.partnership.queries import account_by_email, has_real_accounts

    if not email and has_real_accounts():
        stop("Say in whose name this is done, with --as and the address of their account.", BAD_INPUT)
    email = email or CAST[0].email
    user = account_by_email(email)
    if user is None:
        stop(f"There is no open account with the address {email}. Check it, or ask your administrator.", REFUSED)
    return Actor.person(user.pk)


@contextmanager
def _refusals(actor: "Actor", missing: str) -> Iterator[None]:
    try:
        yield
    except (NotAllowed, NotFound) as error:
        _log_denial(actor, error)
        stop(error.reason if isinstance(error, NotAllowed) else missing, REFUSED)
    except BadInput as error:
        stop(str(error), BAD_INPUT)
    except FourfoldError as error:
        stop(str(error), REFUSED)


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


def stop(message: str, code: int) -> NoReturn:
    """Say what is wrong, and end with this status."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
