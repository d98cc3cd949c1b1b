"""Removals and legal holds outside backups: a file in the data folder, and how it is applied again after a restore.

A line is a JSON object of opaque ids, keyed hashes and days; of a hold that changed, the last line counts. The
database's own list is the source: what a crash kept from the file is written with the next one, and each hour.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres.context import acting_as
from fourfold.ground.postgres.locations import data_home
from fourfold.records.feeds.operations.removing import remove_again
from fourfold.trust.partnership.domain.roles import INSTALLATION

NAME = "removals.jsonl"
BATCH = 500
CHUNK = 4096
REMOVAL = frozenset({"record", "holder", "row", "key", "at"})
HOLD = frozenset({"hold", "holder", "subject", "also", "placed_at", "placed_by", "review_on", "lifted"})


@dataclass(frozen=True, slots=True)
class Again:
    """What was done again after a restore: records removed, holds placed; and the ids of holds that could not be."""

    removed: int
    placed: int
    lost: tuple[str, ...]


class UnreadableRemovals(FourfoldError):
    """The list of removals cannot be read, so a restore would bring back what was removed."""


def place() -> Path:
    """Where the list is."""
    return data_home() / NAME


def copy_after_commit() -> None:
    """Write the list once a removal or a hold is committed. A failure to write is mended by the hourly job."""
    transaction.on_commit(copy_list, robust=True)


def copy_removed_after_commit(since: datetime, until: datetime) -> None:
    """Write what one batch removed, by the database's clock, once it is committed: the file is added to, not read."""
    transaction.on_commit(lambda: _add(_removals(since, until)), robust=True)


def copy_list() -> int:
    """Add to the file what the database has and the file has not, or has otherwise; how many lines."""
    kept = _read(place())
    removed, held = {one["record"] for one in kept if "record" in one}, _holds(kept)
    entries = [one for one in _removals() if one["record"] not in removed]
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute("select said from rights_holds()")
        holds = [json.loads(said) for (said,) in cursor.fetchall()]
    entries += [hold for hold in holds if held.get(hold["hold"]) != hold]
    _add(entries)
    return len(entries)


def _removals(since: datetime | None = None, until: datetime | None = None) -> list[dict[str, Any]]:
    """The database's list, between two moments or the whole, as lines of the file."""
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute(
            "select record_id, holder_id, row_mac, key_mac, removed_at from rights_removals(%s, %s)", [since, until]
        )
        return [
            {"record": str(record), "holder": str(holder), "row": row, "key": key, "at": at.isoformat()}
            for record, holder, row, key, at in cursor.fetchall()
        ]


def _add(entries: list[dict[str, Any]]) -> None:
    """Lines at the end of the file, on the disk before this ends; two that write at once wait for each other."""
    if not entries:
        return
    file = place()
    fresh = not file.exists()
    with file.open("a+b") as out:
        flock(out, LOCK_EX)
        _drop_cut_line(out)
        out.writelines(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in entries)
        out.flush()
        os.fsync(out.fileno())
    if fresh:
        file.chmod(0o600)


def _drop_cut_line(out: BinaryIO) -> None:
    """Take away a last line that a crash cut: what is added to it would make a line that none can read."""
    size = end = out.seek(0, os.SEEK_END)
    while end:
        out.seek(max(end - CHUNK, 0))
        part = out.read(end - out.tell())
        if (found := part.rfind(b"\n")) >= 0:
            end = end - len(part) + found + 1
            break
        end -= len(part)
    if end < size:
        out.truncate(end)


def apply_again() -> Again:
    """Remove and hold again, in a database that was restored, what the file says.

    Raises `UnreadableRemovals` for a file that is damaged: what it named would be back, and nobody would know.
    """
    entries = _read(place())
    removals = [one for one in entries if "record" in one]
    gone = 0
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        for first in range(0, max(len(removals), 1), BATCH):
            cursor.execute("select rights_list_again(%s::jsonb)", [json.dumps(removals[first : first + BATCH])])
            back = cursor.fetchone()[0]
            gone += remove_again(record_ids=back) if back else 0
        holds = list(_holds(entries).values())
        cursor.execute("select placed, lost from rights_hold_again(%s::jsonb)", [json.dumps(holds)])
        placed, lost = cursor.fetchone()
    return Again(gone, placed, tuple(str(one) for one in lost))


def _holds(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The last word on each hold, by its id."""
    return {one["hold"]: one for one in entries if "hold" in one}


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
            if isinstance(entry, dict) and (entry.keys() >= REMOVAL or entry.keys() >= HOLD):
                entries.append(entry)
                continue
        if number < len(lines):
            raise UnreadableRemovals(
                f"Line {number} of {file} cannot be read. Put a good copy of the list in its place, and try again."
            )
    return entries
