"""pg_dump as a stream: read piece by piece, and an error where it did not end well."""

import subprocess
import tempfile
from collections.abc import Mapping

from fourfold.ground.postgres.binaries import Binaries
from fourfold.ground.postgres.clients import arguments_for, environment_for
from fourfold.ground.postgres.trouble import DatabaseUnavailable
from fourfold.project.keeping.marks import LEFT_OUT

_LAST_WORDS = 2_000


class Dump:
    """pg_dump's output, with an opening before it. For reading once, from beginning to end."""

    def __init__(self, opening: bytes, client: Binaries, parts: Mapping[str, str], snapshot: str) -> None:
        self._opening = opening
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
        self.failure: DatabaseUnavailable | None = None
        self._process = subprocess.Popen(
            [
                *(client.program("pg_dump"), *arguments_for(parts), "--no-password"),
                *("--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60000"),
                *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=environment_for(parts),
        )

    def read(self, size: int = -1) -> bytes:
        """The next bytes; empty at the end. Raises DatabaseUnavailable if pg_dump ended badly."""
        if self._opening:
            piece, self._opening = (self._opening, b"") if size < 0 else (self._opening[:size], self._opening[size:])
            return piece
        if self._process.stdout is None:
            raise DatabaseUnavailable("pg_dump has no output to read.")
        piece = self._process.stdout.read(size)
        if not piece and self._process.wait():
            self.failure = DatabaseUnavailable(f"pg_dump could not finish. {self._last_words()}")
            raise self.failure
        return piece

    def close(self) -> None:
        """End pg_dump if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._words.close()

    def _last_words(self) -> str:
        self._words.seek(0)
        return self._words.read(_LAST_WORDS).decode("utf-8", errors="replace").strip()
