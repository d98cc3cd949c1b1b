"""Where things lie: the data home, what is in it, and the folder of the socket."""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fourfold.ground.postgres.accounts import Account
from fourfold.ground.postgres.trouble import DatabaseUnavailable

PORT = 5432
# sun_path of sockaddr_un, less its final zero: unix(7), and XNU's sys/un.h.
_LONGEST_SOCKET = 103 if sys.platform == "darwin" else 107


def data_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds this installation's data: FOURFOLD_HOME, else root's or the user's usual place."""
    if chosen := environ.get("FOURFOLD_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/fourfold")
    base = environ.get("XDG_DATA_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".local" / "share") / "fourfold"


@dataclass(frozen=True, slots=True)
class Places:
    """What lies where in a data home. Only `postgres` and `sockets` belong to the account of the server."""

    home: Path

    @property
    def run(self) -> Path:
        """Locks, leases and notes between our own processes."""
        return self.home / "run"

    @property
    def postgres(self) -> Path:
        """All that the server may write."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.postgres / "data"

    @property
    def logs(self) -> Path:
        """The server's log files."""
        return self.postgres / "log"

    @property
    def superuser_password(self) -> Path:
        """The password of the server's superuser, readable by you alone."""
        return self.home / "superuser-password"

    @property
    def sockets(self) -> Path:
        """The folder of the unix socket: in the home if its path is short enough, else the one noted there."""
        inside = self.postgres / "socket"
        if _fits(inside):
            return inside
        try:
            return Path(self._socket_note.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return _short_folder(self.home)

    @property
    def _socket_note(self) -> Path:
        return self.run / "socket-folder"

    def make(self, account: Account) -> None:
        """Create what is missing, each folder for its owner alone.

        Raises DatabaseUnavailable when a folder belongs to someone else or can be written by others.
        """
        ensure_home(self.home)
        _open_to(account, self.home)
        _make_private(self.run)
        # For root: initdb, as `nobody` with the server's own group, must get through.
        _make_private(self.postgres, account, mode=0o700 if account.is_ours else 0o710)
        _make_private(self.logs, account)
        sockets = self.sockets
        if not sockets.is_relative_to(self.postgres):
            if not sockets.parent.is_dir():  # The session in which it was noted is over, and its folder gone.
                sockets = _short_folder(self.home)
            self._socket_note.write_text(str(sockets), encoding="utf-8")
        _make_private(sockets, account)
        _check_reach(self.home, account)


def ensure_home(home: Path) -> None:
    """Create the home for its owner alone, or check that nobody else can replace what is in it.

    A home that exists keeps its permissions, for it may be a folder with another use as well: all that we put
    into it is private in itself. Raises DatabaseUnavailable for one that others can write into.
    """
    home.parent.mkdir(parents=True, exist_ok=True)
    try:
        home.mkdir(mode=0o700)
    except FileExistsError:
        found = home.stat()
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o022:
            raise DatabaseUnavailable(
                f"Others can write into the data folder {home}, or it belongs to someone else. Make it yours "
                f"alone (chown and chmod 700), or choose another folder with FOURFOLD_HOME."
            ) from None


def write_private(path: Path, text: str) -> None:
    """Write a file that you alone can read: whole or not at all, and on the disk when this returns."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    part.replace(path)


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET


def _short_folder(home: Path) -> Path:
    """A folder with a short path that only this home leads to."""
    name = "fourfold-" + hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    # Root's own XDG_RUNTIME_DIR is closed to the account of the server; nobody but root can write in /run.
    session = "/run" if os.geteuid() == 0 else os.environ.get("XDG_RUNTIME_DIR", "")
    for base in (session, tempfile.gettempdir(), "/tmp"):  # noqa: S108 (the folder in it is checked)
        folder = Path(base) / name
        if base and os.access(base, os.W_OK | os.X_OK) and _fits(folder):
            return folder
    raise DatabaseUnavailable(
        f"The path of the data folder {home} is too long for a unix socket, and there is no folder for "
        "temporary files to put it in. Choose a shorter path with FOURFOLD_HOME."
    )


def _make_private(folder: Path, account: Account | None = None, *, mode: int = 0o700) -> None:
    """Create `folder` for its owner alone, or check that it is so. It is never someone else's folder."""
    owner = account.uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
            raise DatabaseUnavailable(
                f"{folder} is not a folder of your own (it belongs to user id {found.st_uid}), "
                "so Fourfold does not use it. Remove it, or choose another folder with FOURFOLD_HOME."
            ) from None
    folder.chmod(mode)
    if account:
        account.owns(folder)


def _open_to(account: Account, home: Path) -> None:
    """Let root's own closed home be passed through by the group of the server, and by nobody else."""
    if not account.is_ours and not stat.S_IMODE(home.stat().st_mode) & 0o077:
        os.chown(home, -1, account.gid)
        home.chmod(0o710)


def _check_reach(home: Path, account: Account) -> None:
    """Refuse a home that the account of the server cannot reach, such as one in root's own home."""
    if account.is_ours:
        return
    for folder in (home, *home.parents):
        found = folder.stat()
        if not found.st_mode & 0o001 and not (found.st_gid == account.gid and found.st_mode & 0o010):
            raise DatabaseUnavailable(
                f"PostgreSQL does not run as root, so Fourfold gives it an account without rights (user id "
                f"{account.uid}). That account cannot reach {home}, because {folder} is closed to it. "
                "Choose another folder with FOURFOLD_HOME, for example /var/lib/fourfold."
            )
