"""An installation of its own, with real processes: commands are run as a person would from a shell."""

import subprocess
import tempfile
from pathlib import Path

from tests import prepared
from tests.prepared import COMMAND


class Installation:
    """A home of its own, on the embedded server, and commands in it.

    `begins_as`: the prepared home (`tests/prepared.py`) of which it is a copy; empty: nothing is there yet. `said` is
    what the command printed that made that one. `home`: one that is there; else a new one.
    """

    def __init__(self, begins_as: str = "", home: Path | None = None) -> None:
        self.home = home or Path(tempfile.mkdtemp(prefix="fourfold-main-"))
        self.environ = prepared.environ_of(self.home)
        self.said = prepared.take(begins_as, self.home) if begins_as else ""

    def run(self, *arguments: str, status: int = 0, **environ: str) -> str:
        """What a command printed; fails on another exit status."""
        found = subprocess.run(
            [*COMMAND, *arguments],
            env=self.environ | environ,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert found.returncode == status, found.stdout + found.stderr
        assert "Traceback" not in found.stderr
        return found.stdout + found.stderr

    def processes(self) -> list[str]:
        """The command lines of living processes that name this home."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().replace(b"\0", b" ").decode()
                environ = (entry.parent / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if str(self.home) in words or f"FOURFOLD_HOME={self.home}\0" in environ:
                found.append(words)
        return found
