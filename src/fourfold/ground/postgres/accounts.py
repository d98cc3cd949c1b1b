"""Under which account PostgreSQL runs. It refuses to run as root, so root lends it an account without rights."""

import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fourfold.ground.postgres.trouble import OWN_SERVER, DatabaseUnavailable

# 65520 to 65533 are kept free by Debian policy (9.2.2) and by systemd (UIDS-GIDS): nobody is given them.
_FREE_IDS = range(65529, 65519, -1)


@dataclass(frozen=True, slots=True)
class Account:
    """A user id and a group id. PostgreSQL runs under them, without further groups."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process already runs under it, so that nothing needs to be given away."""
        return self.uid == os.geteuid()

    def owns(self, path: Path) -> None:
        """Give `path` to the account. A link is given away itself, never what it points to."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def owns_tree(self, top: Path) -> None:
        """Give `top` and everything in it to the account."""
        self.owns(top)
        for path in _walk(top):
            self.owns(path)


def server_account() -> Account:
    """Who runs the server: you, or for root a user id that nobody else has."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for number in _FREE_IDS:
        if not _is_taken(number):
            return Account(number, number)
    raise DatabaseUnavailable(
        f"PostgreSQL does not run as root, and every account number from {_FREE_IDS[-1]} to {_FREE_IDS[0]} "
        f"is taken on this machine. Start Fourfold as an ordinary user. {OWN_SERVER}"
    )


def initdb_account() -> Account:
    """Who runs initdb, which (unlike the server) insists on an account with a name.

    For root it is `nobody`, with the server's own group: no other process of `nobody` can read or trace it.
    """
    if os.geteuid() != 0:
        return server_account()
    try:
        return Account(pwd.getpwnam("nobody").pw_uid, server_account().gid)
    except KeyError:
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root, and this machine has no account named 'nobody' to set up its "
            f"data with. Start Fourfold as an ordinary user. {OWN_SERVER}"
        ) from None


def _is_taken(number: int) -> bool:
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            yield Path(folder) / name
