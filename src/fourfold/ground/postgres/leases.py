"""Leases: who uses the server now. The server runs as long as one is left."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from fourfold.ground.postgres.locations import Places


class Lease:
    """The right to a running server, held until `release` or the end of the process (by SIGKILL too).

    Processes forked from the holder share it: the server stays until the last of them has ended.
    A program started with `exec` does not keep it, and takes a lease of its own.
    """

    def __init__(self, home: Path) -> None:
        folder = Places(home).run / "leases"
        folder.mkdir(mode=0o700, exist_ok=True)
        self.home = home
        self._owner = os.getpid()
        self._path, self._handle = _locked_file(folder)

    def release(self) -> None:
        """Give it back. Safe to call twice."""
        if self._handle < 0:
            return
        if os.getpid() == self._owner:  # A forked child only closes its own side.
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1

    def __enter__(self) -> "Lease":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def count(home: Path) -> int:
    """How many leases are held now. Those left behind by processes that died are swept away."""
    held = 0
    try:
        found = list((Places(home).run / "leases").iterdir())
    except FileNotFoundError:
        return 0
    for path in found:
        held += _is_held_or_swept(path)
    return held


def _is_held_or_swept(path: Path) -> bool:
    """Whether the lease is held. One left behind is removed while we hold its lock: whoever is just taking it
    waits for us, sees that it is gone, and makes another."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(handle)


def _locked_file(folder: Path) -> tuple[Path, int]:
    while True:
        path = folder / f"{os.getpid()}-{uuid4().hex}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Between the two lines above a sweep may have taken the file for one left behind.
        if path.exists():
            return path, handle
        os.close(handle)
