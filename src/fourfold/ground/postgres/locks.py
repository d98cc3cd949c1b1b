"""Locks between processes. The kernel frees them when their holder dies, by SIGKILL too."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fourfold.ground.postgres.trouble import DatabaseUnavailable

_LONGEST_WAIT = 180.0  # Longer than a start or a stop may take, with recovery after a crash.


class Lock:
    """An exclusive lock on a file. The file stays when the lock is freed, and may hold a short note."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def take(self) -> bool:
        """Take it, or answer False at once because another holds it. Its folder is made where it is missing."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def free(self) -> None:
        """Let it go. A lock that was not taken stays so."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def write(self, note: str) -> None:
        """Leave a note in the file, for those who find it taken."""
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, note.encode(), 0)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for a block; wait for another holder first. Raises DatabaseUnavailable after three minutes."""
        until = time.monotonic() + _LONGEST_WAIT
        while not self.take():
            if time.monotonic() > until:
                raise DatabaseUnavailable(
                    f"Another process has been starting or stopping the database for {_LONGEST_WAIT:.0f} seconds "
                    f"and holds {self._path}. See which with `fuser {self._path}`, and end it."
                )
            time.sleep(0.02)
        try:
            yield
        finally:
            self.free()


def is_held(path: Path) -> bool:
    """Whether a process, this one or another, holds the lock on `path` now."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two who only look do not take each other for the holder.
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
