"""`fourfold demo`: sets the demonstration up, keeps it, and serves it on loopback with a worker."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Annotated

import typer

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.project.cli.run import Port, listen_on

STOP_WITHIN = 15


def demo(
    port: Port = 8000,
    serve: Annotated[bool, typer.Option(help="Serve after setting up.")] = True,
    reset: Annotated[bool, typer.Option("--reset", help="Throw away what was entered and start afresh.")] = False,
) -> None:
    """Set up and serve the demonstration. A second run keeps what you entered and takes seconds."""
    os.environ["FOURFOLD_DEMONSTRATION"] = "1"
    os.environ.setdefault("FOURFOLD_ADDRESS", f"http://localhost:{port}")
    if serve:
        listen_on("localhost", port)
    from fourfold.project.demonstration import setting_up

    prepared = setting_up.set_up(reset=reset, say=typer.echo)
    if not serve:
        typer.echo("The demonstration is ready. Run `make demo` to serve it.")
        return
    _say_where(port)
    try:
        _serve(port)
    finally:
        setting_up.seal()
        prepared.release()
    setting_up.wait_for_database_to_stop()
    typer.echo("Stopped. What you entered is kept.")


def _say_where(port: int) -> None:
    from fourfold.project.demonstration.cast import CAST

    address = f"http://localhost:{port}"
    typer.echo(f"\nFourfold: {address}\n")
    typer.echo("Sign in with one click as one of these made-up people:")
    for character in CAST:
        if character.signs_in:
            typer.echo(f"  {character.name:<18} {character.signs_in}")
    typer.echo(f"\n{address}/demonstration/ lists them. Press Ctrl-C to stop everything.\n")
    sys.stdout.flush()


def _serve(port: int) -> None:
    """Run server and worker until one ends or we are told to stop; then stop both."""
    children = [_start("serve", "--port", str(port)), _start("worker")]
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wanted, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    ended = [child for child in children if child.poll() is not None]
    _stop_all(children)
    if ended and not stopping:
        raise FourfoldError("A part of the demonstration ended by itself; its last words are above.")


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we stop our children in order.
    return subprocess.Popen([sys.executable, "-m", "fourfold.project.cli", *arguments], start_new_session=True)


def _stop_all(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
