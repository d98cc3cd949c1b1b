"""Real servers for the tests of `ground/postgres`, each in a short folder that another account can reach."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fourfold.ground.postgres import server
from fourfold.ground.postgres.locations import Places

OWNER = """
import sys, time
from pathlib import Path
from fourfold.ground.postgres import server
lease = server.start(Path(sys.argv[1]))
print(server.status(Path(sys.argv[1])).pid, flush=True)
time.sleep(120)
"""


class Owner:
    """Another process that starts, or shares, the server of a home, and keeps it until it ends."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWNER, str(home)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def server_pid(self) -> int:
        """The server that it shares; waits until it has it."""
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End it, and wait until it is gone."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=10)
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextlib.contextmanager
def homes() -> Iterator[Callable[..., Path]]:
    """Makes paths for homes, in memory where there is room; stops their servers and removes them in the end."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    folder = Path(tempfile.mkdtemp(prefix="ff-", dir=memory if roomy else "/tmp"))
    folder.chmod(0o755)
    made: list[Path] = []

    def make(name: str = "") -> Path:
        made.append(folder / (name or f"home{len(made)}"))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOURFOLD_POSTGRES_FAST", "1")
        yield make
    for home in made:
        if home.exists():
            server.stop_now(home)
            if not Places(home).sockets.is_relative_to(home):
                shutil.rmtree(Places(home).sockets, ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def lasting_home() -> Iterator[Callable[..., Path]]:
    """Makes homes that last as long as the tests of a file."""
    with homes() as make:
        yield make


@pytest.fixture
def new_home() -> Iterator[Callable[..., Path]]:
    """Makes homes that last as long as a test."""
    with homes() as make:
        yield make


@pytest.fixture
def home(new_home: Callable[..., Path]) -> Path:
    """A home that does not exist yet."""
    return new_home()


@pytest.fixture
def owner() -> Iterator[Callable[[Path], Owner]]:
    """Starts owners; kills those that are left."""
    started: list[Owner] = []

    def start(home: Path) -> Owner:
        started.append(Owner(home))
        return started[-1]

    yield start
    for each in started:
        each.kill()


@pytest.fixture
def within() -> Callable[[float, Callable[[], bool]], float]:
    """Waits until something is true, and answers how long it took; fails after `seconds`."""

    def wait(seconds: float, is_so: Callable[[], bool]) -> float:
        begun = time.monotonic()
        while not is_so():
            if time.monotonic() - begun > seconds:
                pytest.fail(f"not so after {seconds} seconds")
            time.sleep(0.05)
        return time.monotonic() - begun

    return wait
