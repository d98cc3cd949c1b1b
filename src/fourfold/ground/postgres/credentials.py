"""The passwords of our roles: made here, kept in the data home, readable by you alone."""

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fourfold.ground.postgres.locations import write_private
from fourfold.ground.postgres.trouble import DatabaseUnavailable

EMBEDDED = "embedded"
_FILE = "credentials.json"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The passwords of `fourfold_app` and `fourfold_maintenance` on one server. Never shown, never logged."""

    app: str = field(repr=False)
    maintenance: str = field(repr=False)

    @classmethod
    def generate(cls) -> "Credentials":
        """New ones, 256 bits each."""
        return cls(app=secrets.token_urlsafe(32), maintenance=secrets.token_urlsafe(32))


def read(home: Path, server: str) -> Credentials | None:
    """What we know of `server` (`EMBEDDED`, or host:port), or None.

    A server has one set for all its databases, because roles belong to the server: a second set would shut out
    the first database.
    """
    found = _read_all(home).get(server)
    return Credentials(app=found["app"], maintenance=found["maintenance"]) if found else None


def save(home: Path, server: str, credentials: Credentials) -> None:
    """Keep them. The caller holds the prepare lock of the home."""
    servers = _read_all(home)
    servers[server] = {"app": credentials.app, "maintenance": credentials.maintenance}
    write_private(home / _FILE, json.dumps({"servers": servers}, indent=2) + "\n")


def _read_all(home: Path) -> dict[str, dict[str, str]]:
    path = home / _FILE
    try:
        servers = json.loads(path.read_text(encoding="utf-8"))["servers"]
        if all({"app", "maintenance"} <= set(entry) for entry in servers.values()):
            return dict(servers)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DatabaseUnavailable(
        f"{path} cannot be read as the file of passwords that Fourfold wrote. Restore it from a backup, or remove "
        "it: for the embedded PostgreSQL, new passwords are made and the data is kept."
    )
