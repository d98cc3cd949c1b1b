"""The list of removals outside backups: a file in the data folder, and how it is applied again after a restore.

A line is a JSON object of opaque ids and keyed hashes. The database's own list is the source: what a crash kept from
the file is written with the next removal, and each hour.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres.context import acting_as
from fourfold.ground.postgres.locations import data_home
from fourfold.records.feeds.operations.removing import remove_again
from fourfold.trust.partnership.domain.roles import INSTALLATION

NAME = "removals.jsonl"
BATCH = 500


class UnreadableRemovals(FourfoldError):
    """The list of removals cannot be read, so a restore would bring back what was removed."""


def place() -> Path:
    """Where the list is."""
    return data_home() / NAME


def copy_after_commit() -> None:
    """Write the list once the removal is committed. A failure to write is mended by the hourly job."""
    transaction.on_commit(copy_list, robust=True)


def copy_list() -> int:
    """Add to the file what the database's list has and the file has not; how many lines."""
    file = place()
    known = {entry["record"] for entry in _read(file)}
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute("select record_id, holder_id, row_mac, key_mac, removed_at from rights_removals()")
        rows = cursor.fetchall()
    lines = [
        json.dumps(
            {"record": str(record), "holder": str(holder), "row": row, "key": key, "at": at.isoformat()},
            separators=(",", ":"),
        )
        for record, holder, row, key, at in rows
        if str(record) not in known
    ]
    if lines:
        fresh = not file.exists()
        with file.open("a", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
            out.flush()
            os.fsync(out.fileno())
        if fresh:
            file.chmod(0o600)
    return len(lines)


def apply_again() -> int:
    """Remove again, from a database that was restored, what the file says; how many records were there.

    Raises `UnreadableRemovals` for a file that is damaged: what it named would be back, and nobody would know.
    """
    entries = _read(place())
    gone = 0
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        for first in range(0, max(len(entries), 1), BATCH):
            cursor.execute("select rights_list_again(%s::jsonb)", [json.dumps(entries[first : first + BATCH])])
            back = cursor.fetchone()[0]
            gone += remove_again(record_ids=back) if back else 0
    return gone


def _read(file: Path) -> list[dict[str, Any]]:
    """The entries of the file; none where there is no file. A last line that was cut by a crash is left out."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").split("\n")
    entries = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        with suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, dict) and {"record", "holder", "row", "key", "at"} <= entry.keys():
                entries.append(entry)
                continue
        if number < len(lines):
            raise UnreadableRemovals(
                f"Line {number} of {file} cannot be read. Put a good copy of the list in its place, and try again."
            )
    return entries
