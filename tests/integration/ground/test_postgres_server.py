"""The embedded server: one a home, for as long as someone uses it, closed to everybody else."""

import contextlib
import os
import shutil
import socket
import stat
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from fourfold.ground.postgres import server
from fourfold.ground.postgres.accounts import server_account
from fourfold.ground.postgres.locations import Places
from fourfold.ground.postgres.locks import Lock
from fourfold.ground.postgres.trouble import DatabaseUnavailable

pytestmark = pytest.mark.embedded

STRANGER = 12345
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="takes another account")
PACKAGES = os.pathsep.join(
    [str(Path(server.__file__).parents[3]), *(str(Path(module.__file__).parents[1]) for module in (psycopg,))]
)


def connect(home: Path, password: str | None = None) -> psycopg.Connection:
    places = Places(home)
    known = places.superuser_password.read_text()
    return psycopg.connect(
        host=str(places.sockets), user="postgres", dbname="postgres", password=known if password is None else password
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def python_for_others() -> str:
    """An interpreter like ours that another account can run; our own may lie in root's home."""
    for found in (
        sys.executable,
        shutil.which(f"python{sys.version_info[0]}.{sys.version_info[1]}", path="/usr/bin"),
    ):
        with contextlib.suppress(PermissionError, TypeError, subprocess.CalledProcessError):
            subprocess.run([found, "-c", "import json"], user="nobody", capture_output=True, check=True, cwd="/")
            return found
    pytest.skip("no Python that another account can run")


@pytest.fixture(scope="module")
def running(lasting_home):
    """A home whose server runs, for tests that only look."""
    home = lasting_home()
    with server.start(home):
        yield home


def test_runs_while_it_is_used_and_keeps_its_data(home, within):
    with server.start(home) as lease, connect(home) as connection:
        connection.execute("create table kept as select 1 as one")
        connection.commit()
        running = server.status(home)
        assert running.running
        assert running.leases == 1
        assert running.version.startswith("18")
        assert running.data_dir == home / "postgres" / "data"
        assert lease.home == home
    assert within(10, lambda: server.status(home).pid is None) > 1.5, "no grace for the next command"
    assert server.status(home).leases == 0

    with server.start(home), connect(home) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)


def test_is_set_up_for_safety_on_a_small_machine(running):
    with connect(running) as connection:
        settings = dict(connection.execute("select name, setting from pg_settings").fetchall())
        assert settings["listen_addresses"] == ""
        assert settings["data_checksums"] == "on"
        assert settings["password_encryption"] == "scram-sha-256"
        assert settings["TimeZone"] == "UTC"
        assert settings["shared_buffers"] == str(128 * 1024 // 8)
        methods = connection.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        assert methods == [("scram-sha-256",)]
        locale = connection.execute("select datlocprovider, datlocale from pg_database where datname = 'postgres'")
        assert locale.fetchone() == ("b", "C.UTF-8")


def test_only_tests_do_without_fsync(home, monkeypatch):
    monkeypatch.delenv("FOURFOLD_POSTGRES_FAST")
    with server.start(home), connect(home) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"show {name}").fetchone() == ("on",)


def test_every_folder_is_private(running):
    home, places = running, Places(running)
    # For root, the group is the server's own, which no process but the server has.
    for folder in (home, places.postgres):
        assert mode(folder) == (0o710 if os.geteuid() == 0 else 0o700), folder
        assert folder.stat().st_gid == server_account().gid
    for folder in (places.run, places.data, places.logs, places.sockets):
        assert mode(folder) == 0o700, folder
    assert mode(places.superuser_password) == 0o600
    assert mode(places.sockets / ".s.PGSQL.5432") == 0o700
    assert places.data.stat().st_uid == server_account().uid
    password = places.superuser_password.read_bytes()
    # initdb's copy of the password is gone, and the server wrote it nowhere.
    holding = [path for path in home.rglob("*") if path.is_file() and password in path.read_bytes()]
    assert holding == [places.superuser_password]


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_is_refused_over_the_socket(running, password, monkeypatch):
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")
    with pytest.raises(psycopg.OperationalError, match="password"):
        connect(running, password)


@needs_root
def test_another_account_gets_neither_to_the_socket_nor_past_the_password(home):
    with server.start(home):
        places = Places(home)
        path = places.sockets / ".s.PGSQL.5432"
        knock = f"import socket; socket.socket(socket.AF_UNIX).connect({str(path)!r})"
        as_stranger = {"user": STRANGER, "group": STRANGER, "extra_groups": [], "cwd": "/"}
        done = subprocess.run(
            [python_for_others(), "-c", knock], capture_output=True, text=True, check=False, **as_stranger
        )
        assert "PermissionError" in done.stderr

        for opened in (home, places.postgres, places.sockets):
            opened.chmod(0o755)
        path.chmod(0o777)
        done = subprocess.run(
            [python_for_others(), "-c", knock], capture_output=True, text=True, check=False, **as_stranger
        )
        assert done.returncode == 0, "the second wall is not what was tried"
        assert first_question(path) == ("R", 10), "let in without SCRAM"


def first_question(path: Path) -> tuple[str, int]:
    """What the server asks of someone who comes as its superuser: 10 is SASL (SCRAM), 0 would be 'come in'."""
    words = b"user\0postgres\0database\0postgres\0\0"
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(str(path))
        door.sendall(struct.pack("!ii", 8 + len(words), 196608) + words)
        kind, _length, code = struct.unpack("!cii", door.recv(9))
    return kind.decode(), code


def test_two_who_start_at_once_get_one_server(home, owner):
    starters = [owner(home) for _ in range(4)]
    assert len({each.server_pid() for each in starters}) == 1
    assert server.status(home).leases == 4


def test_two_share_it_and_the_last_one_stops_it(home, owner, within):
    first, second = owner(home), owner(home)
    pid = first.server_pid()
    assert second.server_pid() == pid
    first.kill()
    within(2, lambda: server.status(home).leases == 1)
    with pytest.raises(pytest.fail.Exception):
        within(4, lambda: server.status(home).pid != pid)
    second.kill()
    within(10, lambda: server.status(home).pid is None)


def test_a_forked_worker_keeps_it_when_its_parent_dies(home, within):
    lease = server.start(home)
    read, write = os.pipe()
    if (child := os.fork()) == 0:  # pragma: no cover (another process)
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    os.close(read)
    os.close(lease._handle)  # What the kernel does when the parent dies.
    lease._handle = -1
    try:
        assert server.status(home).leases == 1
    finally:
        os.close(write)
        os.waitpid(child, 0)
    within(10, lambda: server.status(home).pid is None)


def test_nobody_gets_a_lease_on_a_server_that_is_just_going(home):
    lease = server.start(home)
    with ThreadPoolExecutor() as pool, Lock(Places(home).run / "start.lock").held():
        lease.release()
        time.sleep(3.5)
        assert server.status(home).running, "stopped while somebody was about to use it"
        following = pool.submit(server.start, home)
        time.sleep(0.3)
        assert not following.done(), "a lease while the server might be stopping"
    with following.result(), connect(home) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(home, owner):
    user = owner(home)
    pid = user.server_pid()
    supervisor = int((Places(home).run / "supervisor.lock").read_text())
    mine = os.getsid(user.process.pid)
    assert os.getsid(supervisor) != mine
    assert os.getsid(pid) != mine


def test_stop_now_ends_it_whoever_uses_it(home):
    with server.start(home), connect(home) as connection:
        server.stop_now(home)
        assert server.status(home).pid is None
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
        with server.start(home), connect(home) as again:
            assert again.execute("select 1").fetchone() == (1,)
    server.stop_now(home)
    server.stop_now(home)


def test_stopping_what_was_never_started_is_no_error(home):
    server.stop_now(home)
    assert not home.exists()
    assert server.status(home).running is False


def test_a_long_path_gets_its_socket_elsewhere(new_home, monkeypatch):
    home = new_home("a-long-name-" * 10)
    with server.start(home), connect(home) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        sockets = server.status(home).socket_dir
        assert not sockets.is_relative_to(home)
        assert mode(sockets) == 0o700
        assert sockets.stat().st_uid == server_account().uid
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/elsewhere")
        monkeypatch.setenv("TMPDIR", "/elsewhere")
        assert server.status(home).socket_dir == sockets, "found by another session too"


@needs_root
def test_a_socket_folder_of_someone_elses_is_refused(new_home):
    home = new_home("another-long-name-" * 7)
    sockets = Places(home).sockets
    sockets.mkdir()
    os.chown(sockets, STRANGER, STRANGER)
    try:
        with pytest.raises(DatabaseUnavailable, match=f"not a folder of your own.*{STRANGER}"):
            server.start(home)
    finally:
        sockets.rmdir()


def test_a_home_that_others_can_write_is_refused(home):
    home.mkdir()
    home.chmod(0o777)
    with pytest.raises(DatabaseUnavailable, match="Others can write"):
        server.start(home)
    assert list(home.iterdir()) == []


@needs_root
def test_root_is_told_of_a_home_that_the_server_cannot_reach(home):
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseUnavailable, match=f"{closed} is closed to it"):
        server.start(closed / "home")


@needs_root
def test_an_ordinary_user_runs_it_under_their_own_account(home):
    trial = """
import os, sys
from pathlib import Path
import psycopg
from fourfold.ground.postgres import server
from fourfold.ground.postgres.locations import Places
home = Path(sys.argv[1])
with server.start(home):
    places = Places(home)
    password = places.superuser_password.read_text()
    with psycopg.connect(host=str(places.sockets), user="postgres", dbname="postgres", password=password) as c:
        print(c.execute("show data_checksums").fetchone()[0], oct(home.stat().st_mode & 0o777))
    print(all(p.lstat().st_uid == os.geteuid() for p in home.rglob("*")))
server.stop_now(home)
"""
    home.mkdir(mode=0o700)
    place = home / "data"
    shutil.chown(home, "nobody")
    done = subprocess.run(
        [python_for_others(), "-c", trial, str(place)],
        user="nobody",
        group="nogroup",
        extra_groups=[],
        cwd="/",
        env={"PATH": os.defpath, "PYTHONPATH": PACKAGES, "FOURFOLD_POSTGRES_FAST": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["on", "0o700", "True"], done.stderr
