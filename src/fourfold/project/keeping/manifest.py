"""What a backup says of itself before its data: when, by what, which tables with how many rows and which mark."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.domain.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class TableMark:
    """How many rows a table has, and a hash over all of them that does not depend on their order."""

    rows: int
    mark: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first part of a backup.

    `server` is PostgreSQL's version number (180004), `client` the major version of the pg_dump that wrote it.
    `migrations` are `room.name`, in the order in which they were applied. `left_out` are tables whose rows are not
    kept. `checkpoint` is where the audit chain stood, or None where nothing had been sealed.
    """

    made_at: datetime
    fourfold: str
    server: int
    client: int
    database: str
    migrations: tuple[str, ...]
    tables: Mapping[str, TableMark]
    left_out: tuple[str, ...]
    checkpoint: Checkpoint | None

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return sum(table.rows for table in self.tables.values())

    @property
    def position(self) -> int:
        """How many entries of the audit log are sealed in this backup."""
        return self.checkpoint.position if self.checkpoint else 0

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(
            {
                "made_at": self.made_at.isoformat(),
                "fourfold": self.fourfold,
                "server": self.server,
                "client": self.client,
                "database": self.database,
                "migrations": self.migrations,
                "tables": {name: [table.rows, table.mark] for name, table in self.tables.items()},
                "left_out": self.left_out,
                "checkpoint": json.loads(self.checkpoint.to_json()) if self.checkpoint else None,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """The manifest in `text`. BadInput where it is none."""
        try:
            return _manifest(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput.one("The backup's manifest cannot be read: it was not written by Fourfold.") from error


def _manifest(given: dict[str, Any]) -> Manifest:
    checkpoint = given["checkpoint"]
    return Manifest(
        made_at=datetime.fromisoformat(given["made_at"]),
        fourfold=str(given["fourfold"]),
        server=int(given["server"]),
        client=int(given["client"]),
        database=str(given["database"]),
        migrations=tuple(map(str, given["migrations"])),
        tables={str(name): TableMark(int(rows), str(mark)) for name, (rows, mark) in given["tables"].items()},
        left_out=tuple(map(str, given["left_out"])),
        checkpoint=Checkpoint.from_json(json.dumps(checkpoint)) if checkpoint else None,
    )
