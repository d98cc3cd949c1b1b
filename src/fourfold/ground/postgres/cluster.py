"""The data folder (set up once, by initdb) and the server process on it."""

import locale
import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fourfold.ground.postgres.accounts import Account, initdb_account, server_account
from fourfold.ground.postgres.binaries import Binaries
from fourfold.ground.postgres.locations import PORT, Places, write_private
from fourfold.ground.postgres.trouble import DatabaseUnavailable, explain

SUPERUSER = "postgres"
_KEPT_LOGS = 5
_LOCALE = "C.UTF-8"

# For a small machine. On the command line, so that they hold whatever an older version wrote into the folder.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    "logging_collector": "on",
    "log_filename": "postgresql-%Y%m%d-%H%M%S.log",
    "log_rotation_age": "0",
    "log_rotation_size": "5MB",
    "log_file_mode": "0600",
}
# For tests only: a power cut would cost the data.
# For tests alone. Every test rolls back, so autovacuum would find empty tables, and plans would be made for these.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def ensure(places: Places, binaries: Binaries, environ: Mapping[str, str]) -> None:
    """Set up the data folder if there is none, whole or not at all. Refuses one of another major version."""
    try:
        found = (places.data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        _create(places, binaries, sync=not _is_for_tests(environ))
        return
    if found != str(binaries.major):
        raise DatabaseUnavailable(
            f"The data in {places.data} was written by PostgreSQL {found}, and this Fourfold brings PostgreSQL "
            f"{binaries.major}. Nothing was changed. To keep the data, either start the version of Fourfold that "
            f"wrote it, save everything with pg_dumpall, move {places.data} away and load what you saved; "
            f"or let a PostgreSQL {found} server of your own serve the folder, and set DATABASE_URL to it."
        )


def launch(places: Places, binaries: Binaries, environ: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Start the server process. It is not ready yet."""
    settings = _SETTINGS | {
        "unix_socket_directories": str(places.sockets),
        "log_directory": str(places.logs),
    }
    if _is_for_tests(environ):
        settings |= _FAST
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (places.run / "server-start.log").open("wb") as log:
        return subprocess.Popen(
            [binaries.program("postgres"), "-D", str(places.data), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            **_as_account(server_account()),
        )


def log_tail(places: Places, lines: int = 15) -> str:
    """The last lines that the server wrote, newest last; empty if there are none."""
    start = places.run / "server-start.log"
    newest = [path for path in (start, *_logs(places)[-1:]) if path.is_file()]
    text = "\n".join(_end_of(path) for path in newest)
    return "\n".join([line for line in text.splitlines() if line.strip()][-lines:])


def prune_logs(places: Places) -> None:
    """Remove all but the newest log files, so that they never take more than about 30 MB."""
    for path in _logs(places)[:-_KEPT_LOGS]:
        path.unlink(missing_ok=True)


def _create(places: Places, binaries: Binaries, *, sync: bool) -> None:
    part = places.postgres / "part"
    shutil.rmtree(part, ignore_errors=True)  # Left by a set-up that was interrupted.
    account, server = initdb_account(), server_account()
    part.mkdir(mode=0o700)
    account.owns(part)
    try:
        password = secrets.token_urlsafe(32)
        _run_initdb(part, binaries, account, password, *([] if sync else ["--no-sync"]))
        write_private(places.superuser_password, password)
        server.owns_tree(part / "data")
        (part / "data").rename(places.data)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _run_initdb(part: Path, binaries: Binaries, account: Account, password: str, *options: str) -> None:
    note = part / "password"
    write_private(note, password)
    account.owns(note)
    done = subprocess.run(
        [
            *(binaries.program("initdb"), "--pgdata", str(part / "data"), "--username", SUPERUSER),
            *("--pwfile", str(note), "--auth", "scram-sha-256", "--data-checksums", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", _LOCALE, "--locale", _system_locale()),
            *options,
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        **_as_account(account),
    )
    note.unlink(missing_ok=True)
    if done.returncode:
        raise explain("PostgreSQL could not set up its data folder.", done.stderr.strip())


def _is_for_tests(environ: Mapping[str, str]) -> bool:
    return environ.get("FOURFOLD_POSTGRES_FAST") == "1"


def _system_locale() -> str:
    """C.UTF-8 where the system's C library knows it (Debian does), else C; the order of text is C.UTF-8 anyway."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, _LOCALE)
    except locale.Error:
        return "C"
    locale.setlocale(locale.LC_CTYPE, before)
    return _LOCALE


def _environment() -> dict[str, str]:
    # Nothing of the user's: a PGOPTIONS or LC_ALL of theirs would change the server for everybody.
    return {"PATH": os.defpath, "LC_MESSAGES": "C"}


def _as_account(account: Account) -> dict[str, Any]:
    change = {} if account.is_ours else {"user": account.uid, "group": account.gid, "extra_groups": []}
    return {"umask": 0o077, **change}


def _logs(places: Places) -> list[Path]:
    return sorted(places.logs.glob("postgresql-*.log"))


def _end_of(path: Path, most: int = 8192) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - most))
        return file.read().decode("utf-8", errors="replace")
