"""`fourfold recover`: back in, for an administrator whom no other administrator can help."""

from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput


def recover(
    email: Annotated[str, typer.Argument(help="The address of an administrator's open account.")],
    address: Annotated[str, typer.Option(help="Where the service is reached; else FOURFOLD_ADDRESS.")] = "",
) -> None:
    """Remove an administrator's second factors and print a link for a new password. It works once, for seven days.

    Whoever may run this owns the installation. Everybody else is helped by an administrator, on the page of their
    account. The audit log has an entry for both steps.
    """
    from fourfold.project import bootstrap

    bootstrap.prepare_django()
    from django.conf import settings

    removed, token = _let_in(email)
    where = (address or settings.PUBLIC_ADDRESS).rstrip("/")
    typer.echo(f"Removed {removed} second factor{'s' if removed != 1 else ''} of {email}. Give them this link:")
    typer.echo(f"  {where}/invitations/{token}/")
    typer.echo("They set a password and then a second factor before they see anything.")


def _let_in(email: str) -> tuple[int, str]:
    from fourfold.ground.kernel.clock import now, today
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.partnership import operations
    from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
    from fourfold.trust.partnership.queries import account_by_email, person_for_actor

    account = account_by_email(email)
    if account is None:
        raise BadInput.one(f"There is no open account with the address {email}.")
    with acting_as(INSTALLATION.actor):
        person = person_for_actor(INSTALLATION, account.person.pk)
        now_held = [role.kind for role in person.roles.all() if role.until is None or role.until > today()]
        if RoleKind.ADMINISTRATOR not in now_held:
            raise BadInput.one("That is no administrator. An administrator helps them, on the page of their account.")
        removed = operations.remove_second_factors(actor=INSTALLATION, now=now(), person_id=person.pk)
        return removed, operations.invite(actor=INSTALLATION, now=now(), person_id=person.pk)
