"""The running server, as its own postmaster.pid and the process table show it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fourfold.ground.postgres.locations import PORT, Places

# How long a clean stop may take before we ask for a stop without a checkpoint. Nothing is lost by that:
# the next start reads the write-ahead log.
_CLEAN_STOP = 20.0
_HARD_STOP = 10.0


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A live server process that really serves our data folder. `state` is ready, starting or stopping."""

    pid: int
    state: str
    data: Path

    @property
    def is_ready(self) -> bool:
        """Whether it takes connections."""
        return self.state == "ready"

    def is_alive(self) -> bool:
        """Whether the process is still there, and still ours."""
        return _serves(self.pid, self.data)

    def stop(self) -> bool:
        """Stop it: first cleanly, ending open sessions; then at once. True when it has gone."""
        for how, seconds in ((signal.SIGINT, _CLEAN_STOP), (signal.SIGQUIT, _HARD_STOP)):
            with suppress(ProcessLookupError):
                os.kill(self.pid, how)
            if self._gone_within(seconds):
                return True
        return False

    def _gone_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self.is_alive():
            if time.monotonic() > until:
                return False
            with suppress(ChildProcessError):  # Adopted servers are not our children: init reaps them.
                os.waitpid(self.pid, os.WNOHANG)
            time.sleep(0.02)
        return True


def find(places: Places) -> Postmaster | None:
    """The server that runs on our data folder, or None. A file left by a crash, or copied, is no server."""
    try:
        lines = (places.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, PermissionError):
        return None
    first = lines[0].strip() if lines else ""
    if not first.isdigit() or not _serves(int(first), places.data):
        return None
    # Line 8 of the file is the state (LOCK_FILE_LINE_PM_STATUS in pidfile.h).
    state = lines[7].strip() if len(lines) > 7 else "starting"
    return Postmaster(int(first), state, places.data)


def forget_dead(places: Places) -> None:
    """Let PostgreSQL start although the lock files of a crashed server name a process number that exists.

    Another process may have the number by now, or init may not have buried the dead one (in a container it often
    never does); PostgreSQL then refuses to start. The caller holds the supervisor lock, so nobody else starts one.
    """
    if find(places) is not None:
        return
    # The folder of the socket is ours alone, and so is its lock file.
    (places.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    try:
        # As root we write in a folder of a lesser account: never through a link that it may have laid.
        handle = os.open(places.data / "postmaster.pid", os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    # This file is not removed: with it PostgreSQL checks that no process of the crashed server holds the shared
    # memory. The number of its own parent it takes for left over.
    with os.fdopen(handle, "r+", encoding="utf-8", errors="replace") as file:
        first, _, rest = file.read().partition("\n")
        if first.strip().isdigit():
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n{rest}")


def _serves(pid: int, data: Path) -> bool:
    """Whether process `pid` runs in the folder `data`, as a postmaster does from its start to its end."""
    if pid <= 1 or pid == os.getpid():
        return False
    if sys.platform.startswith("linux"):
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
        except OSError:  # Gone, a zombie, or somebody else's.
            return False
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return "postgres" in listed and str(data) in listed
