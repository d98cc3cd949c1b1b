"""The supervisor: one small process a data home, which keeps the server running as long as someone uses it.

`python -m fourfold.ground.postgres.supervisor HOME`. It starts (or adopts) the server, starts it again should it
crash while in use, and stops it when no lease has been held for a few seconds. It runs in a session of its own,
so that Ctrl-C in a terminal reaches the users of the server and not the server.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from fourfold.ground.postgres import binaries, cluster, leases, postmaster
from fourfold.ground.postgres.accounts import server_account
from fourfold.ground.postgres.locations import Places
from fourfold.ground.postgres.locks import Lock
from fourfold.ground.postgres.postmaster import Postmaster
from fourfold.ground.postgres.trouble import DatabaseUnavailable, explain, from_os_error

LOCK = "supervisor.lock"
START_LOCK = "start.lock"
FAILURE = "failure"

# Long enough that one command after another finds the server running, short enough to leave nothing behind.
_GRACE = 2.5
_TICK = 0.2
_PRUNE_EVERY = 60.0
_MOST_CRASHES = 3
_CRASH_WINDOW = 60.0
_READY_WITHIN = 150.0
# Back ends of a killed postmaster notice within a second or two; until then they hold its shared memory.
_OLD_MEMORY_TRIES = 30
# Its log collector outlives a server that ends, to write down why.
_LAST_WORDS = 0.5
_OLD_MEMORY_SIGN = "pre-existing shared memory block"


class Supervisor:
    """Watches over the server of one home. Not shared between threads."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._child: subprocess.Popen[bytes] | None = None
        self._server: Postmaster | None = None
        self._told_to_stop = False
        self._crashes: list[float] = []

    def tell_to_stop(self, *_signal: object) -> None:
        """Signal handler: end at the next tick, whoever uses the server."""
        self._told_to_stop = True

    def start(self) -> None:
        """Adopt the server that runs on our data, or start one. Returns when it takes connections."""
        running = postmaster.find(self._places)
        if running is not None:
            self._wait_until_ready()
            if self._server is not None:
                return
        programs = binaries.find()
        cluster.ensure(self._places, programs, os.environ)
        for _ in range(_OLD_MEMORY_TRIES):
            postmaster.forget_dead(self._places)
            self._child = cluster.launch(self._places, programs, os.environ)
            self._wait_until_ready()
            if self._server is not None:
                return
            time.sleep(_LAST_WORDS)
            if _OLD_MEMORY_SIGN not in cluster.log_tail(self._places):
                break
        raise explain("PostgreSQL did not start.", cluster.log_tail(self._places))

    def watch(self) -> None:
        """Until told to stop, or until nobody has used the server for the grace period."""
        unused_since = time.monotonic()
        pruned = 0.0
        while not self._told_to_stop:
            now = time.monotonic()
            if leases.count(self._places.home):
                unused_since = now
            elif now - unused_since > _GRACE and self._stop_if_unused():
                return
            self._start_again_after_crash()
            if now - pruned > _PRUNE_EVERY:
                cluster.prune_logs(self._places)
                pruned = now
            time.sleep(_TICK)
        self._stop()

    def _wait_until_ready(self) -> None:
        """Leave the ready server in `_server`, or None there when it ended first."""
        until = time.monotonic() + _READY_WITHIN
        self._server = None
        while time.monotonic() < until and not self._told_to_stop:
            found = postmaster.find(self._places)
            if found is not None and found.is_ready:
                self._server = found
                return
            if self._child is not None and self._child.poll() is not None:
                return
            if self._child is None and found is None:
                return
            time.sleep(0.02)

    def _stop_if_unused(self) -> bool:
        """Stop under the start lock, so that nobody takes a lease on a server that is just going."""
        lock = Lock(self._places.run / START_LOCK)
        if not lock.take():
            return False
        try:
            if leases.count(self._places.home):
                return False
            self._stop()
            return True
        finally:
            lock.free()

    def _stop(self) -> None:
        if self._server is not None:
            self._server.stop()
        elif self._child is not None:  # Told to stop before it was ready.
            self._child.send_signal(signal.SIGINT)
        if self._child is not None:
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout=20)

    def _start_again_after_crash(self) -> None:
        if self._server is not None and self._server.is_alive():
            return
        now = time.monotonic()
        self._crashes = [*(at for at in self._crashes if now - at < _CRASH_WINDOW), now]
        if len(self._crashes) > _MOST_CRASHES:
            raise explain("PostgreSQL ended again and again.", cluster.log_tail(self._places))
        if self._child is not None:
            self._child.poll()
        self._child = None
        self.start()


def main(home: Path) -> int:
    """Run until the server is no longer needed. Returns the exit code: 0, or 1 with the reason in a note."""
    places = Places(home)
    places.make(server_account())
    lock = Lock(places.run / LOCK)
    if not _take(lock):
        return 0  # Another supervisor is at work.
    # The lock is taken before the fork and stays with the child: whoever waits for us finds it held.
    if os.fork():
        os._exit(0)
    lock.write(str(os.getpid()))
    supervisor = Supervisor(places)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.tell_to_stop)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    note = places.run / FAILURE
    try:
        supervisor.start()
        supervisor.watch()
    except DatabaseUnavailable as error:
        note.write_text(str(error), encoding="utf-8")
        return 1
    except OSError as error:
        note.write_text(str(from_os_error("PostgreSQL did not start.", error)), encoding="utf-8")
        return 1
    return 0


def _take(lock: Lock) -> bool:
    for _ in range(25):
        if lock.take():
            return True
        time.sleep(0.02)  # Someone may only be looking whether it is held.
    return False


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
