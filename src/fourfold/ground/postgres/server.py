"""The embedded server, for its users: start (or share) it, ask how it is, stop it now."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fourfold.ground.postgres import binaries, cluster, leases, postmaster
from fourfold.ground.postgres.accounts import server_account
from fourfold.ground.postgres.leases import Lease
from fourfold.ground.postgres.locations import Places
from fourfold.ground.postgres.locks import Lock, is_held
from fourfold.ground.postgres.supervisor import FAILURE, LOCK, START_LOCK
from fourfold.ground.postgres.trouble import DatabaseUnavailable, explain, from_os_error

_START_WITHIN = 170.0
_STOP_WITHIN = 45.0
_TICK = 0.02


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """How the embedded server of a home is. `pid` is None when it does not run; `leases` counts its users."""

    running: bool
    pid: int | None
    version: str
    socket_dir: Path
    data_dir: Path
    leases: int
    log_tail: str


def start(home: Path) -> Lease:
    """A lease on the running server; starts it (and sets up the data folder) if need be.

    Keep the lease as long as you use the server. Raises DatabaseUnavailable with what to do about it.
    """
    places = Places(home)
    try:
        places.make(server_account())
        with Lock(places.run / START_LOCK).held():
            lease = Lease(home)
            try:
                _wait_for_server(places)
            except BaseException:
                lease.release()
                raise
            return lease
    except OSError as error:
        raise from_os_error(f"The data folder {home} cannot be used.", error) from error


def status(home: Path) -> ServerStatus:
    """How the server is. Starts and changes nothing."""
    places = Places(home)
    found = postmaster.find(places)
    return ServerStatus(
        running=found is not None and found.is_ready,
        pid=found.pid if found else None,
        version=binaries.find().version(),
        socket_dir=places.sockets,
        data_dir=places.data,
        leases=leases.count(home),
        log_tail=cluster.log_tail(places),
    )


def stop_now(home: Path) -> None:
    """Stop the server, whoever uses it: their open transactions are rolled back. Does nothing if none runs."""
    places = Places(home)
    if not places.run.is_dir():
        return
    with Lock(places.run / START_LOCK).held():
        until = time.monotonic() + _STOP_WITHIN
        while is_held(places.run / LOCK) and time.monotonic() < until:
            _signal_supervisor(places)
            time.sleep(_TICK)
        left = postmaster.find(places)  # Its supervisor was killed before.
        if left is not None and not left.stop():
            raise explain("PostgreSQL did not stop.", cluster.log_tail(places))


def _wait_for_server(places: Places) -> None:
    """Until the server is ready under a living supervisor, which is started if there is none."""
    note = places.run / FAILURE
    spawned = False
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until:
        if is_held(places.run / LOCK):
            found = postmaster.find(places)
            if found is not None and found.is_ready:
                return
        elif spawned and note.exists():
            raise DatabaseUnavailable(note.read_text(encoding="utf-8"))
        else:
            note.unlink(missing_ok=True)
            _spawn_supervisor(places)
            spawned = True
        time.sleep(_TICK)
    raise explain(f"PostgreSQL was not ready after {_START_WITHIN:.0f} seconds.", cluster.log_tail(places))


def _spawn_supervisor(places: Places) -> None:
    """Start a supervisor in a session of its own. It detaches itself, so this returns at once."""
    log = places.run / "supervisor.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "fourfold.ground.postgres.supervisor", str(places.home)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
            check=False,
        )
    if done.returncode:
        raise explain("The supervisor of PostgreSQL did not start.", log.read_text(errors="replace").strip())


def _signal_supervisor(places: Places) -> None:
    with suppress(ProcessLookupError, ValueError, FileNotFoundError):
        os.kill(int((places.run / LOCK).read_text(encoding="ascii")), signal.SIGTERM)
