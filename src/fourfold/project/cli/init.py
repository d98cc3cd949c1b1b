"""`fourfold init`: the first administrator of an installation, and what to put around it."""

from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput

NOTES = """
To serve it (docs/operations/install.md has the whole):
  - run `fourfold serve` and `fourfold worker` under your service manager, as a user of their own;
  - put a proxy with TLS before port 8000, and set FOURFOLD_BEHIND_PROXY=1 and FOURFOLD_HOSTS=your.host.name;
    any other WSGI server may serve fourfold.project.wsgi:application;
  - static files are served by Fourfold itself (hashed, compressed, cached for a year);
  - keep FOURFOLD_HOME, and DATABASE_URL with MAINTENANCE_DATABASE_URL if you use a server of your own, out of
    reach of others;
  - run `fourfold doctor` after each change.
"""


def init(
    email: Annotated[str, typer.Option(prompt="The first administrator's e-mail address")],
    name: Annotated[str, typer.Option(prompt="Their name")],
    agency: Annotated[str, typer.Option(help="Their agency, by its key in the register.")] = "kent-county-council",
    address: Annotated[str, typer.Option(help="Where the service will be reached.")] = "https://fourfold.example",
) -> None:
    """Make the tables, the register of agencies and the first administrator. Refuses where there is one already."""
    from fourfold.project import bootstrap

    bootstrap.prepare_django()
    from fourfold.project import static

    bootstrap.migrate()
    static.gather()
    token = _first_administrator(email, name, agency)
    typer.echo(f"{name} is the first administrator. Give them this link; it works once, for seven days:")
    typer.echo(f"  {address.rstrip('/')}/invitations/{token}/")
    typer.echo("They set a password and then a second factor before they see anything.")
    typer.echo(NOTES)


def _first_administrator(email: str, name: str, agency: str) -> str:
    from fourfold.accountability.indicators.operations.catalogue import register_indicators
    from fourfold.ground.kernel.clock import now, today
    from fourfold.ground.postgres.context import acting_as
    from fourfold.records.identity.operations.places import register_places
    from fourfold.trust.catalogue.operations import register_catalogue
    from fourfold.trust.partnership import operations
    from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
    from fourfold.trust.partnership.queries import (
        agency_ids_by_key,
        has_administrator,
        has_made_up_accounts,
        known_register,
    )

    with acting_as(INSTALLATION.actor):
        if has_made_up_accounts():
            raise BadInput.one(
                "This database holds the demonstration. Give the installation a home of its own: set FOURFOLD_HOME "
                "to an empty folder, or FOURFOLD_DATABASE_NAME to another name."
            )
        if has_administrator():
            raise BadInput.one("This installation has an administrator already. Ask them to add you.")
        operations.register_agencies(actor=INSTALLATION, now=now(), register=known_register())
        agency_id = agency_ids_by_key().get(agency)
        if agency_id is None:
            raise BadInput.one(f"The register has no agency with the key {agency!r}.", "--agency")
        new = operations.NewPerson(name=name, agency_id=agency_id, kind=RoleKind.ADMINISTRATOR, email=email)
        person = operations.add_person(actor=INSTALLATION, now=now(), new=new, since=today())
        operations.give_role(
            actor=INSTALLATION,
            now=now(),
            person_id=person.pk,
            agency_id=agency_id,
            kind=RoleKind.PLAN_COORDINATOR,
            since=today(),
        )
        register_catalogue(actor=INSTALLATION, now=now())
        register_indicators(actor=INSTALLATION, now=now())
        register_places(actor=INSTALLATION, now=now())
        return operations.invite(actor=INSTALLATION, now=now(), person_id=person.pk)
