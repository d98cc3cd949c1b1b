"""Homes that take long to make, made once a run and copied by whoever needs one, whichever worker comes first.

All of them have the secret key and the passwords of the run, as the homes of its workers: so a worker reads its
settings while the home of which its own will be a copy is still being made.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from fourfold.ground.postgres import credentials, server
from fourfold.project.secrets import secret_key

COMMAND = [sys.executable, "-m", "fourfold.project.cli"]
FOLDER = "FOURFOLD_TESTS_PREPARED"
"""Where they are: named by the process that starts the run, and known to its workers."""
WITHIN = 600
"""Seconds for one, on a busy machine."""
SET_UP = "set-up"
"""An installation as `fourfold migrate` leaves it."""
DEMONSTRATION = "demonstration"
"""The demonstration, loaded."""

_KEYS = "keys"
_MADE_BY = {SET_UP: ["migrate"], DEMONSTRATION: ["demo", "--no-serve", "--reset"]}
_ahead: list[Thread] = []


def begin() -> None:
    """Make the folder, if no process above has. PostgreSQL has an account of its own, which must reach into it."""
    if FOLDER in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="fourfold-prepared-"))
    folder.chmod(0o711)
    secret_key(folder / _KEYS)
    credentials.save(folder / _KEYS, credentials.EMBEDDED, credentials.Credentials.generate())
    os.environ[FOLDER] = str(folder)


def end() -> None:
    """Take the folder away."""
    for thread in _ahead:
        thread.join()
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def give_keys(home: Path) -> None:
    """Give a home without any the keys of the run."""
    shutil.copytree(Path(os.environ[FOLDER]) / _KEYS, home, dirs_exist_ok=True)


def environ_of(home: Path) -> dict[str, str]:
    """The environment of a command in a home on the embedded server, without what is the tests' own."""
    ours = ("FOURFOLD_", "PYTEST", "DJANGO")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours) and key != "DATABASE_URL"}
    return kept | {"FOURFOLD_HOME": str(home), "FOURFOLD_POSTGRES_FAST": "1"}


def make_ahead(*names: str) -> None:
    """Make these homes, one after another, while the workers find their tests and begin."""

    def make() -> None:
        for name in names:
            with suppress(RuntimeError):  # whoever takes it makes it again, and fails with the reason
                _made(name, _by_command(name))

    _ahead.append(Thread(target=make))
    _ahead[-1].start()


def take(name: str, home: Path) -> str:
    """Make `home` a copy of the prepared home of that name. Returns what the command said that made it."""
    return take_made(name, home, _by_command(name))


def take_made(name: str, home: Path, make: Callable[[Path], str]) -> str:
    """Make `home` a copy of the home that `make` makes at the path it is given. Returns what `make` answered."""
    prepared = _made(name, make)
    shutil.rmtree(home)
    subprocess.run(["cp", "-a", str(prepared / "home"), str(home)], check=True)
    return (prepared / "said").read_text(encoding="utf-8")


def _made(name: str, make: Callable[[Path], str]) -> Path:
    """The folder of a prepared home, once that is made."""
    prepared = Path(os.environ[FOLDER]) / name
    prepared.mkdir(exist_ok=True)
    home, said = prepared / "home", prepared / "said"
    with (prepared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(mode=0o700)
            answer = make(home)
            server.stop_now(home)  # only what stands still is copied
            said.write_text(answer, encoding="utf-8")
    return prepared


def _by_command(name: str) -> Callable[[Path], str]:
    def make(home: Path) -> str:
        give_keys(home)
        command = [*COMMAND, *_MADE_BY[name]]
        made = subprocess.run(
            command, env=environ_of(home), capture_output=True, text=True, timeout=WITHIN, check=False
        )
        if made.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{made.stdout}{made.stderr}"[-3000:])
        return made.stdout + made.stderr

    return make
