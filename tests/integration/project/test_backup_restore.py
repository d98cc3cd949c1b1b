"""Restoring from a shell: real processes, a real server, the same rows afterwards, or what was there before."""

import re
import shutil
import signal
import subprocess
import time
from dataclasses import replace

import psycopg
import pytest
from tests.backups import write_backup
from tests.installations import COMMAND, Installation
from tests.kept import Kept

from fourfold.ground.postgres import server
from fourfold.ground.postgres.endpoints import resolve
from fourfold.project.keeping import keys, marks
from fourfold.project.keeping.manifest import TableMark

pytestmark = pytest.mark.embedded


def test_a_fresh_machine_gets_everything_back(kept: Kept) -> None:
    manifest, secret_key, _dump = kept.contents()
    fresh = Installation()
    try:
        said = fresh.run("restore", str(kept.file), "--identity", str(kept.key))
        assert f"{manifest.rows:,} rows, each as in the backup" in said
        assert "audit: sound" in said
        assert (fresh.home / "secret_key").read_text() == secret_key
        doctor = fresh.run("doctor")
        assert "This installation is sound." in doctor
        with server.start(fresh.home), psycopg.connect(**resolve(fresh.environ).maintenance) as connection:
            marks.fix_settings(connection)
            here = marks.marks(connection)
            acts = connection.execute(
                "select permission, detail from audit_entry where permission like 'installation:%%'"
            ).fetchall()
            left_out = [connection.execute(f"select count(*) from {name}").fetchone() for name in marks.LEFT_OUT]
        assert [name for name, mark in manifest.tables.items() if here[name] != mark] == ["audit_entry", "audit_link"]
        assert acts == [("installation:restore", {"position": manifest.position, "lost_entries": 0})]
        assert left_out == [(0,)] * len(marks.LEFT_OUT)
        assert "sound" in fresh.run("audit", "verify")
    finally:
        shutil.rmtree(fresh.home, ignore_errors=True)


def test_check_reads_all_of_it_and_changes_nothing(kept: Kept) -> None:
    before = kept.databases()
    said = kept.installation.run("restore", str(kept.file), "--identity", str(kept.key), "--check")
    assert "are whole" in said
    assert kept.databases() == before


def test_a_database_with_people_in_it_is_not_overwritten_unless_its_name_is_typed(kept: Kept) -> None:
    kept.copy_to("fourfold_taken")
    kept.installation.run("audit", "seal", FOURFOLD_DATABASE_NAME="fourfold_taken")  # the entry of the backup itself
    for more in ([], ["--replace", "fourfold"]):
        assert "--replace fourfold_taken" in kept.restore("fourfold_taken", *more, status=2)
    said = kept.restore("fourfold_taken", "--replace", "fourfold_taken", "--keep-old")
    assert "older than what is known here" in said
    assert {"fourfold_taken", "fourfold_taken_before_restore"} <= kept.databases()
    lost = kept.ask("select detail -> 'lost_entries' from audit_entry where permission = 'installation:restore'",
                    "fourfold_taken")  # fmt: skip
    assert len(lost) == 1
    assert lost > [(0,)]


def test_it_refuses_while_somebody_uses_the_installation(kept: Kept) -> None:
    worker = subprocess.Popen([*COMMAND, "worker"], env=kept.installation.environ)
    try:
        until = time.monotonic() + 30
        while not kept.ask("select 1 from procrastinate_workers") and time.monotonic() < until:
            time.sleep(0.2)
        assert "Stop `fourfold serve`" in kept.restore("fourfold", "--replace", "fourfold", status=2)
    finally:
        worker.terminate()
        worker.wait(timeout=20)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"migrations": ("plan.9999_of_tomorrow",)}, "plan.9999_of_tomorrow"),
        ({"server": 990001}, "is from PostgreSQL 99"),
    ],
)
def test_a_backup_from_the_future_is_refused_before_anything_is_made(
    kept: Kept, change: dict[str, object], says: str
) -> None:
    manifest, _key, dump = kept.contents()
    identity = keys.identities(kept.key)[0]
    file = write_backup(kept.folder / "future.age", identity, manifest=replace(manifest, **change), dump=dump)  # type: ignore[arg-type]
    before = kept.databases()
    assert says in kept.restore("fourfold_future", file=file, status=2)
    assert kept.databases() - before <= {"fourfold_future"}


@pytest.mark.parametrize("what", ["another mark", "half a dump"])
def test_what_does_not_come_back_as_it_was_is_undone(kept: Kept, what: str) -> None:
    manifest, _key, dump = kept.contents()
    tables = dict(manifest.tables)
    if what == "another mark":
        tables["partnership_agency"] = TableMark(tables["partnership_agency"].rows, "0:0")
    else:
        dump = dump[: len(dump) // 2]
    file = write_backup(
        kept.folder / "odd.age", keys.identities(kept.key)[0], manifest=replace(manifest, tables=tables), dump=dump
    )
    before, databases = kept.marks(), kept.databases()
    said = kept.restore("fourfold", "--replace", "fourfold", file=file, status=2)
    assert re.search(r"partnership_agency|could not be loaded", said)
    assert kept.marks() == before
    assert kept.databases() == databases


def test_a_log_that_is_not_sound_is_restored_only_on_request(kept: Kept) -> None:
    """Tampered with before the backup, so that the rows are those of the backup and the chain is not sound."""
    kept.copy_to("fourfold_tampered")
    with kept.connected("fourfold_tampered") as connection:
        connection.execute("alter table audit_entry disable trigger audit_entry_append_only")
        connection.execute("update audit_entry set purpose = 'x' where seq = 5")
        connection.execute("alter table audit_entry enable always trigger audit_entry_append_only")
    file = kept.folder / "tampered.age"
    kept.installation.run("backup", str(file), FOURFOLD_DATABASE_NAME="fourfold_tampered")
    assert "tampered with" in kept.restore("fourfold_tampered2", file=file, status=2)
    said = kept.restore("fourfold_tampered2", "--accept-unsound-audit", file=file)
    assert "✗ audit" in said


@pytest.mark.parametrize("line", ["Loading", "✓ rows", "✓ sealed"])
def test_a_restore_that_is_killed_leaves_what_was_there(kept: Kept, line: str) -> None:
    """Killed while it loads, while it migrates, and when all but the switch is done."""
    kept.copy_to("fourfold_killed")
    before = kept.marks("fourfold_killed")
    process = subprocess.Popen(
        [*COMMAND, "restore", str(kept.file), "--identity", str(kept.key), "--replace", "fourfold_killed"],
        env=kept.installation.environ | {"FOURFOLD_DATABASE_NAME": "fourfold_killed"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for said in process.stdout:
        if said.startswith(line):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert kept.marks("fourfold_killed") == before


def test_the_next_restore_takes_away_what_a_killed_one_left(kept: Kept) -> None:
    kept.copy_to("fourfold_next_restoring")
    kept.restore("fourfold_next")
    assert "fourfold_next_restoring" not in kept.databases()
    assert kept.marks("fourfold_next")["partnership_agency"] == kept.marks()["partnership_agency"]


@pytest.mark.long
def test_nothing_at_all_can_be_backed_up_and_restored(kept: Kept) -> None:
    file = kept.folder / "nothing.age"
    said = kept.installation.run("backup", str(file), FOURFOLD_DATABASE_NAME="fourfold_nothing")
    assert "0 tables, 0 rows" in said
    kept.restore("fourfold_nothing2", file=file)
    assert "sound" in kept.installation.run("doctor", FOURFOLD_DATABASE_NAME="fourfold_nothing2")
