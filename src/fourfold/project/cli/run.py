"""`fourfold serve`, `worker` and `migrate`: the processes of an installation."""

import ipaddress
import os
import socket
from typing import Annotated

import typer

from fourfold.ground.kernel.errors import BadInput

Host = Annotated[str, typer.Option(help="The address to listen on. Put a TLS proxy before anything but loopback.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)]


def migrate() -> None:
    """Bring the installation up to date: tables, row-level security, registers and catalogue, static files."""
    from fourfold.project import bootstrap

    bootstrap.prepare_django()
    from fourfold.project import registers, static
    from fourfold.project.keeping import rekeying

    waiting = bootstrap.pending_migrations()
    bootstrap.migrate()
    registers.bring_up_to_date()
    rekeying.renew_contents(typer.echo)
    static.gather()
    typer.echo(f"Applied {len(waiting)} migrations." if waiting else "The database is up to date.")


def serve(host: Host = "localhost", port: Port = 8000) -> None:
    """Serve the pages, until stopped. Prepares static files first, and refuses a database that is not up to date."""
    from fourfold.project import bootstrap
    from fourfold.project.metrics import port as metrics_port

    addresses = listen_on(host, port)
    metrics_port.check()
    bootstrap.prepare_django()
    from django.db import connections

    from fourfold.project import server, static
    from fourfold.trust.sealing import queries as sealing

    waiting = bootstrap.pending_migrations()
    if waiting:
        raise BadInput.one(f"The database waits for {len(waiting)} migrations. Run `fourfold migrate` first.")
    sealing.ring()  # under a wrong secret key nothing is served
    static.gather()
    connections.close_all()  # the workers that are forked now open their own
    server.run(addresses)


def worker() -> None:
    """Do the background work (sealing the audit log), until stopped."""
    from fourfold.project import bootstrap

    bootstrap.prepare_django()
    from fourfold.project import jobs
    from fourfold.trust.sealing import queries as sealing

    sealing.ring()  # under a wrong secret key nothing is done
    jobs.work()


def listen_on(host: str, port: int) -> list[str]:
    """The addresses to bind: `localhost` is both loopbacks where there are two. Raises `BadInput` if one is taken.

    While the demonstration is on, anything but loopback is refused.
    """
    hosts = ["127.0.0.1", "::1"] if host == "localhost" else [host]
    if _is_demonstration() and not all(_is_loopback(item) for item in hosts):
        raise BadInput.one("The demonstration signs anybody in, so it listens on loopback alone.", "--host")
    found = [item for item in hosts if _can_bind(item, port)]
    if not found:
        raise BadInput.one(
            f"Port {port} on {host} is taken or not ours to use. Stop what uses it, or choose another with --port."
        )
    return [f"[{item}]:{port}" if ":" in item else f"{item}:{port}" for item in found]


def _is_demonstration() -> bool:
    # Whatever the settings take for a yes: they open the one-click sign-in by the same words.
    return os.environ.get("FOURFOLD_DEMONSTRATION", "0").lower() in ("1", "true", "yes", "on")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _can_bind(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True
