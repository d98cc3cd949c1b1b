"""Backing up from a shell, while people work: one snapshot, whole or not at all."""

import subprocess
import threading
import time

import psycopg
import pytest
from tests.backups import inside
from tests.installations import COMMAND
from tests.kept import Kept

from fourfold.ground.postgres import server
from fourfold.project.keeping import keys, making, marks
from fourfold.project.keeping.manifest import TableMark

pytestmark = pytest.mark.embedded


def test_a_backup_is_audited_and_says_what_is_in_it(kept: Kept) -> None:
    manifest = kept.contents()[0]
    assert f"{manifest.rows:,} rows" in kept.said
    detail = {"tables": len(manifest.tables), "rows": manifest.rows, "position": manifest.position}
    assert ("installation:backup", detail) in kept.ask(
        "select permission, detail from audit_entry where permission = 'installation:backup' order by seq limit 1"
    )


def test_what_is_entered_meanwhile_is_in_all_of_it_or_none(kept: Kept) -> None:
    """Marks and dump come from one snapshot: with two, the restore would find the difference."""
    stop = threading.Event()

    def enter() -> None:
        with kept.connected() as connection:
            connection.autocommit = True
            while not stop.is_set():
                connection.execute(
                    "insert into django_content_type (app_label, model) values ('meanwhile', gen_random_uuid()::text)"
                )

    writer = threading.Thread(target=enter)
    writer.start()
    file = kept.folder / "meanwhile.age"
    try:
        kept.installation.run("backup", str(file))
    finally:
        stop.set()
        writer.join()
    entered = kept.ask("select count(*) from django_content_type where app_label = 'meanwhile'")
    assert entered > [(50,)], "nothing was entered meanwhile"
    assert "each as in the backup" in kept.restore("fourfold_meanwhile", file=file)


def test_the_marks_do_not_depend_on_anybodys_settings(kept: Kept) -> None:
    before = kept.marks()
    role = "alter role fourfold_maintenance set"
    odd = {"timezone": "'Pacific/Auckland'", "datestyle": "'German, DMY'", "extra_float_digits": "-10"}
    admin = kept.endpoints().admin
    assert admin is not None
    with server.start(kept.installation.home), psycopg.connect(admin, autocommit=True) as connection:
        for name, value in odd.items():
            connection.execute(f"{role} {name} = {value}".encode())
        try:
            assert kept.marks() == before
        finally:
            for name in odd:
                connection.execute(f"alter role fourfold_maintenance reset {name}".encode())


def test_marks_find_a_changed_a_lost_and_a_doubled_row(kept: Kept) -> None:
    with kept.connected() as connection:
        marks.fix_settings(connection)
        connection.execute("create temp table seen (a int, b text) on commit drop")
        connection.execute("create table public.marked (a int, b text)")

        def mark_of(rows: list[tuple[int, str | None]]) -> TableMark:
            connection.execute("truncate public.marked")
            for row in rows:
                connection.execute("insert into public.marked values (%s, %s)", row)
            return marks.mark_of(connection, "marked")

        rows: list[tuple[int, str | None]] = [(1, "x"), (2, None), (2, "")]
        here = mark_of(rows)
        assert mark_of(rows[::-1]) == here
        different = [rows[:2], [*rows, rows[0]], [(1, "y"), *rows[1:]], [(1, "x"), (2, ""), (2, "")], []]
        assert here not in [mark_of(other) for other in different]
        connection.rollback()


def test_into_a_folder_the_oldest_go(kept: Kept) -> None:
    folder = kept.folder / "nightly"
    folder.mkdir()
    for _night in range(3):
        said = kept.installation.run("backup", "--into", str(folder), "--keep", "2")
        time.sleep(1.1)  # a name a second
    assert "Took away 1 older" in said
    assert len(list(folder.iterdir())) == 2


def test_to_a_pipe_and_refused_without_a_place(kept: Kept) -> None:
    process = subprocess.run(
        [*COMMAND, "backup", "-"], env=kept.installation.environ, capture_output=True, check=True, timeout=60
    )
    piped = kept.folder / "piped.age"
    piped.write_bytes(process.stdout)
    assert inside(piped, keys.identities(kept.key))[0].rows > 100
    assert "Name either a file" in kept.installation.run("backup", status=2)


def test_a_place_that_is_full_is_told_and_leaves_nothing(kept: Kept) -> None:
    said = kept.installation.run("backup", "/dev/full.d/backup.age", status=2)
    assert "cannot be written" in said

    class Full:
        def write(self, _piece: bytes) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            pass

    recipients = keys.recipients([kept.installation.environ["FOURFOLD_BACKUP_RECIPIENTS"]])
    with server.start(kept.installation.home), pytest.raises(making.CannotWrite, match="No space left"):
        making.make(
            Full(),
            recipients=recipients,
            endpoints=kept.endpoints(),
            secret_key="key",
            now=kept.contents()[0].made_at,
        )
