"""An installation that was backed up, and what tests ask of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from tests import prepared
from tests.backups import inside
from tests.installations import Installation

from fourfold.ground.postgres import server
from fourfold.ground.postgres.endpoints import Endpoints, resolve
from fourfold.project.keeping import keys, marks
from fourfold.project.keeping.manifest import Manifest, TableMark

FOLDER = "backups"
"""In the home of the installation, so that its copies hold it."""


def begin(home: Path) -> str:
    """Make an installation with its first administrator, a key and a backup. What `fourfold backup` said."""
    prepared.take(prepared.SET_UP, home)
    installation = Installation(home=home)
    installation.environ["FOURFOLD_INSECURE_HTTP"] = "1"
    installation.run("init", "--email", "ada@council.example", "--name", "Ada Marsh")
    installation.run("audit", "seal")
    (home / FOLDER).mkdir()
    return back_up(installation, home / FOLDER)


def back_up(installation: Installation, folder: Path) -> str:
    """Make a key in `folder`, and a backup that it opens. Returns what `fourfold backup` said."""
    said = installation.run("backup-key", str(folder / "key.txt"))
    found = re.search(r"FOURFOLD_BACKUP_RECIPIENTS=(age1\w+)", said)
    assert found is not None
    return installation.run("backup", str(folder / "backup.age"), FOURFOLD_BACKUP_RECIPIENTS=found.group(1))


class Kept:
    """An installation with its first administrator, and in `folder` a key and a backup that it opens."""

    def __init__(self, installation: Installation, folder: Path, said: str) -> None:
        self.installation = installation
        self.folder = folder
        self.key, self.file = folder / "key.txt", folder / "backup.age"
        self.said = said
        installation.environ["FOURFOLD_BACKUP_RECIPIENTS"] = str(keys.identities(self.key)[0].to_public())

    def restore(self, database: str, *more: str, file: Path | None = None, status: int = 0) -> str:
        """What `fourfold restore` said, into a database of that name on the installation's server."""
        given = ["restore", str(file or self.file), "--identity", str(self.key), *more]
        return self.installation.run(*given, status=status, FOURFOLD_DATABASE_NAME=database)

    def contents(self) -> tuple[Manifest, str, bytes]:
        """The backup's manifest, secret key and dump."""
        return inside(self.file, keys.identities(self.key))

    def endpoints(self, database: str = "fourfold") -> Endpoints:
        """Where a database of the installation is."""
        return resolve(self.installation.environ | {"FOURFOLD_DATABASE_NAME": database})

    @contextmanager
    def connected(self, database: str = "fourfold") -> Iterator[psycopg.Connection]:
        """A connection as maintenance; the server runs meanwhile, and no longer on our account."""
        with (
            server.start(self.installation.home),
            psycopg.connect(**self.endpoints(database).maintenance) as connection,
        ):
            yield connection

    def marks(self, database: str = "fourfold") -> dict[str, TableMark]:
        """The marks of a database's tables as they are now."""
        with self.connected(database) as connection:
            marks.fix_settings(connection)
            return marks.marks(connection)

    def ask(self, question: str, database: str = "fourfold") -> list[tuple[object, ...]]:
        """The rows that a question has."""
        with self.connected(database) as connection:
            return connection.execute(question.encode()).fetchall()

    def copy_to(self, database: str) -> None:
        """A copy of the installation's database under another name, on the same server."""
        admin = str(self.endpoints().admin)
        with server.start(self.installation.home), psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"drop database if exists {database}".encode())
            connection.execute(f"create database {database} template fourfold owner fourfold_owner".encode())

    def databases(self) -> set[str]:
        """The databases on the installation's server."""
        return {str(name) for (name,) in self.ask("select datname from pg_database where datname like 'fourfold%'")}
