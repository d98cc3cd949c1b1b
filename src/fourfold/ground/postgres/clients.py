"""pg_dump, pg_restore and psql: which of those on this machine fits a server, and how they are called."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import make_conninfo

from fourfold.ground.postgres import binaries
from fourfold.ground.postgres.binaries import Binaries
from fourfold.ground.postgres.trouble import DatabaseUnavailable

_NEEDED = ("pg_dump", "pg_restore", "psql")
_DEBIAN = Path("/usr/lib/postgresql")


def find_clients(at_least: int) -> Binaries:
    """The oldest programs on this machine of the major version `at_least` or newer.

    A dump by a newer version than the server's may hold what only newer servers know, so the nearest is best.
    Raises DatabaseUnavailable where all are older, or there are none.
    """
    found = sorted(_candidates(), key=lambda item: item.major)
    for item in found:
        if item.major >= at_least:
            return item
    known = ", ".join(str(item.major) for item in found) or "none"
    raise DatabaseUnavailable(
        f"PostgreSQL's own programs (pg_dump, pg_restore, psql) of version {at_least} or newer are needed, and "
        f"this machine has: {known}. Install the package postgresql-client-{at_least}."
    )


def arguments_for(parts: Mapping[str, str]) -> list[str]:
    """The arguments that name a connection to any of the programs, without its password."""
    return ["--dbname", make_conninfo(**{name: value for name, value in parts.items() if name != "password"})]


def environment_for(parts: Mapping[str, str]) -> dict[str, str]:
    """The environment for a program: the password, and none of the user's own PG settings, which would change it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"PGPASSWORD": parts.get("password", ""), "LC_ALL": "C", "PGCLIENTENCODING": "UTF8"}


def _candidates() -> Iterator[Binaries]:
    with suppress(DatabaseUnavailable):  # no embedded server for this platform: the system's programs will do
        yield binaries.find()
    for folder in sorted(_DEBIAN.glob("*/bin")):
        if folder.parent.name.isdigit() and _has_all(folder):
            yield Binaries(folder, int(folder.parent.name))
    on_path = shutil.which("pg_dump")
    if on_path and _has_all(Path(on_path).parent):
        yield Binaries(Path(on_path).parent, _major_of(on_path))


def _has_all(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _NEEDED)


def _major_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0
