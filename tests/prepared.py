"""Homes that take long to make, made once a run and copied by whoever needs one, whichever worker comes first."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fourfold.ground.postgres import server

COMMAND = [sys.executable, "-m", "fourfold.project.cli"]
FOLDER = "FOURFOLD_TESTS_PREPARED"
"""Where they are: named by the process that starts the run, and known to its workers."""
WITHIN = 600
"""Seconds for one, on a busy machine."""
SET_UP = "set-up"
"""An installation as `fourfold migrate` leaves it."""
DEMONSTRATION = "demonstration"
"""The demonstration, loaded."""

_MADE_BY = {SET_UP: ["migrate"], DEMONSTRATION: ["demo", "--no-serve", "--reset"]}


def begin() -> None:
    """Make the folder, if no process above has. PostgreSQL has an account of its own, which must reach into it."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="fourfold-prepared-")
        Path(os.environ[FOLDER]).chmod(0o711)


def end() -> None:
    """Take the folder away."""
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def take(name: str, home: Path, environ: dict[str, str]) -> str:
    """Make `home` a copy of the prepared home of that name. Returns what the command said that made it."""
    prepared = Path(os.environ[FOLDER]) / name
    prepared.mkdir(exist_ok=True)
    said = prepared / "said"
    with (prepared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            _make(_MADE_BY[name], prepared / "home", environ, said)
        shutil.rmtree(home)
        subprocess.run(["cp", "-a", str(prepared / "home"), str(home)], check=True)
    return said.read_text(encoding="utf-8")


def _make(words: list[str], home: Path, environ: dict[str, str], said: Path) -> None:
    command = [*COMMAND, *words]
    made = subprocess.run(
        command,
        env=environ | {"FOURFOLD_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{made.stdout}{made.stderr}"[-3000:])
    server.stop_now(home)  # only what stands still is copied
    said.write_text(made.stdout + made.stderr, encoding="utf-8")
