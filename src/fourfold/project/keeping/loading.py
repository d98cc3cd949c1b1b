"""Loading a dump: pg_restore turns it into statements, psql runs them in one transaction."""

import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import IO

from fourfold.ground.postgres.binaries import Binaries
from fourfold.ground.postgres.clients import arguments_for, environment_for
from fourfold.ground.postgres.trouble import DatabaseUnavailable

_PIECE = 256 * 1024
_HEAD_LINES = 60
_SINCE_17 = b"SET transaction_timeout = 0;\n"
"""What newer programs write at the head of every dump, and servers before 17 do not know."""


class Loader:
    """Takes a dump in pieces. Nothing of it stays unless `finish` returns: the last word is our own `commit`."""

    def __init__(self, client: Binaries, parts: Mapping[str, str], *, server_major: int) -> None:
        self._drops = {_SINCE_17} if server_major < 17 else set()
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
        self._reader = subprocess.Popen(
            [client.program("pg_restore"), "--format=custom", "--file=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=environment_for(parts),
        )
        self._runner = subprocess.Popen(
            [
                *(client.program("psql"), *arguments_for(parts), "--no-password", "--no-psqlrc", "--quiet"),
                *("--set=ON_ERROR_STOP=1", "--file=-"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._words,
            env=environment_for(parts),
        )
        self._pump = Thread(target=self._pass_on, daemon=True)
        self._pump.start()

    def write(self, piece: bytes) -> None:
        """Take a piece. Raises DatabaseUnavailable where loading has failed."""
        try:
            _pipe(self._reader.stdin).write(piece)
        except OSError as error:
            raise self._failed() from error

    def finish(self) -> None:
        """Nothing more comes: commit. Raises DatabaseUnavailable, with nothing kept, where something failed."""
        with suppress(OSError):
            _pipe(self._reader.stdin).close()
        self._pump.join()
        if self._reader.wait():
            self._runner.kill()
            raise self._failed()
        with suppress(OSError):
            _pipe(self._runner.stdin).write(b"\ncommit;\n")
        with suppress(OSError):
            _pipe(self._runner.stdin).close()
        if self._runner.wait():
            raise self._failed()

    def close(self) -> None:
        """End both programs if they still run."""
        for process in (self._reader, self._runner):
            if process.poll() is None:
                process.kill()
            process.wait()
        self._pump.join()
        for stream in (self._reader.stdin, self._reader.stdout, self._runner.stdin, self._words):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _pass_on(self) -> None:
        source, target = _pipe(self._reader.stdout), _pipe(self._runner.stdin)
        try:
            target.write(b"begin;\n")
            for _number in range(_HEAD_LINES):
                line = source.readline()
                if line not in self._drops:
                    target.write(line)
            while piece := source.read(_PIECE):
                target.write(piece)
            target.flush()
        except OSError:  # psql has ended: its own words say why. Whoever writes to us finds the pipe closed.
            self._reader.kill()

    def _failed(self) -> DatabaseUnavailable:
        for process in (self._runner, self._reader):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
        self._words.seek(0)
        said = self._words.read(4_000).decode("utf-8", errors="replace").strip()
        return DatabaseUnavailable(f"The backup could not be loaded; nothing of it is kept. PostgreSQL said:\n{said}")


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise DatabaseUnavailable("A program of PostgreSQL's has no pipe to us.")
    return stream
