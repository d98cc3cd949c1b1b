"""What survives a kill, a crash, a full disk and a folder from elsewhere."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest

from fourfold.ground.postgres import server
from fourfold.ground.postgres.accounts import server_account
from fourfold.ground.postgres.locations import Places
from fourfold.ground.postgres.trouble import DatabaseUnavailable

pytestmark = pytest.mark.embedded


def connect(home: Path) -> psycopg.Connection:
    places = Places(home)
    password = places.superuser_password.read_text()
    return psycopg.connect(host=str(places.sockets), user="postgres", dbname="postgres", password=password)


def supervisor_pid(home: Path) -> int:
    return int((Places(home).run / "supervisor.lock").read_text())


def keep_a_row(home: Path) -> None:
    with connect(home) as connection:
        connection.execute("create table kept as select 1 as one")


def kept_row(home: Path) -> object:
    with connect(home) as connection:
        return connection.execute("select one from kept").fetchone()


def can_connect(home: Path) -> bool:
    with contextlib.suppress(psycopg.OperationalError), connect(home):
        return True
    return False


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}/cwd").exists()


def test_it_stops_after_its_only_owner_was_killed(home, owner, within):
    only = owner(home)
    pid = only.server_pid()
    only.kill(signal.SIGKILL)
    within(10, lambda: gone(pid))
    within(2, lambda: not (Places(home).data / "postmaster.pid").exists())


def test_an_owner_killed_while_it_starts_leaves_nothing_running(home, owner, within):
    early = owner(home)
    within(5, (Places(home).run / "supervisor.lock").exists)
    early.kill(signal.SIGKILL)
    within(15, lambda: not server.is_held(Places(home).run / "supervisor.lock"))
    assert server.status(home).pid is None


def test_a_server_whose_supervisor_was_killed_is_adopted(home, owner, within):
    user = owner(home)
    pid = user.server_pid()
    keep_a_row(home)
    before = supervisor_pid(home)
    os.kill(before, signal.SIGKILL)
    within(5, lambda: not server.is_held(Places(home).run / "supervisor.lock"))
    assert kept_row(home) == (1,), "its users go on"

    with server.start(home):
        assert server.status(home).pid == pid
        assert supervisor_pid(home) != before
        user.kill()
        assert kept_row(home) == (1,)
    within(10, lambda: gone(pid))


def test_a_server_left_without_anybody_is_stopped_on_request(home, owner, within):
    user = owner(home)
    pid = user.server_pid()
    os.kill(supervisor_pid(home), signal.SIGKILL)
    user.kill()
    assert not gone(pid)
    server.stop_now(home)
    within(2, lambda: gone(pid))


def test_a_killed_server_is_started_again_under_its_users(home, within, monkeypatch):
    monkeypatch.delenv("FOURFOLD_POSTGRES_FAST")  # Which may lose the last commits in a crash.
    with server.start(home):
        keep_a_row(home)
        before = server.status(home).pid
        os.kill(before, signal.SIGKILL)
        within(20, lambda: server.status(home).pid not in (None, before))
        within(20, lambda: can_connect(home))
        assert kept_row(home) == (1,)


def test_after_a_power_cut_the_next_start_recovers(home, owner, within, monkeypatch):
    monkeypatch.delenv("FOURFOLD_POSTGRES_FAST")
    user = owner(home)
    pid = user.server_pid()
    keep_a_row(home)
    os.kill(supervisor_pid(home), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    user.kill()
    within(5, lambda: gone(pid))
    with server.start(home):
        assert kept_row(home) == (1,)


def test_a_lock_file_that_names_a_stranger_does_not_stop_it(home):
    with server.start(home):
        keep_a_row(home)
    server.stop_now(home)
    account = server_account()
    stranger = subprocess.Popen(
        ["sleep", "60"], **({} if account.is_ours else {"user": account.uid, "group": account.gid})
    )
    try:
        note = Places(home).data / "postmaster.pid"
        (Places(home).sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        note.write_text(f"{stranger.pid}\n{Places(home).data}\n1\n5432\n\n\n  1 1\nready   \n")
        account.owns(note)
        assert server.status(home).pid is None, "taken for the server"
        with server.start(home):
            assert kept_row(home) == (1,)
        server.stop_now(home)
        assert stranger.poll() is None, "a stranger was stopped"
    finally:
        stranger.kill()
        stranger.wait()


def test_a_set_up_that_was_interrupted_begins_anew(home):
    places = Places(home)
    places.make(server_account())
    (places.postgres / "part" / "data").mkdir(parents=True)
    (places.postgres / "part" / "data" / "PG_VERSION").write_text("18\n")
    (places.postgres / "part" / "password").write_text("left behind")
    with server.start(home):
        assert can_connect(home)
    assert not (places.postgres / "part").exists()


def test_data_of_another_major_version_is_left_alone(home):
    with server.start(home):
        pass
    server.stop_now(home)
    (Places(home).data / "PG_VERSION").write_text("17\n")
    with pytest.raises(DatabaseUnavailable, match=r"written by PostgreSQL 17.*pg_dumpall") as caught:
        server.start(home)
    assert "DATABASE_URL" in str(caught.value)
    assert server.status(home).leases == 0
    (Places(home).data / "PG_VERSION").write_text("18\n")
    with server.start(home):
        assert can_connect(home)


def test_a_broken_setting_is_reported_with_the_log(home):
    with server.start(home):
        pass
    server.stop_now(home)
    with (Places(home).data / "postgresql.conf").open("a") as settings:
        settings.write("work_mem = 'plenty'\n")
    with pytest.raises(DatabaseUnavailable, match="did not start") as caught:
        server.start(home)
    assert "work_mem" in caught.value.args[0]
    assert "Traceback" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="mounts a small disk")
def test_a_full_disk_is_said_to_be_full(home):
    home.mkdir(mode=0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", str(home)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(DatabaseUnavailable, match="disk is full"):
            server.start(home / "data")
        assert server.status(home / "data").pid is None
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)
