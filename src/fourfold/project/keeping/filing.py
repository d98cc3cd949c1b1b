"""Where backups lie: written whole under their name or not at all, the oldest taken away, the last one noted."""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.locations import write_private
from fourfold.project.keeping.manifest import Manifest
from fourfold.trust.audit.domain.checkpoints import Checkpoint

_NAME = "fourfold-%Y%m%d-%H%M%S.age"
_OURS = re.compile(r"fourfold-\d{8}-\d{6}\.age")
_NOTE = "last-backup.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """What this machine remembers of the last backup it made. It outlives the database, so a rollback shows."""

    made_at: datetime
    size: int
    checkpoint: Checkpoint | None


def name_for(now: datetime) -> str:
    """The name of a backup in a folder of backups; by name is by age."""
    return now.strftime(_NAME)


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone that takes the name `file` once all is on the disk. Never replaces one."""
    if file.exists():
        raise BadInput.one(f"{file} exists already, and a backup is never overwritten. Name a new file.")
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:50]}.")
        part = Path(name)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        # A link fails where a file of that name has come up since; a rename would replace it.
        os.link(part, file)
        _sync(file.parent)
    except FileExistsError as error:
        raise BadInput.one(f"{file} exists already, and a backup is never overwritten. Name a new file.") from error
    except OSError as error:
        raise BadInput.one(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def prune(folder: Path, *, keep: int) -> int:
    """Take away all but the newest `keep` backups of a folder, and nothing that has another name; how many."""
    found = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name) and path.is_file())
    gone = found[:-keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def note(home: Path, manifest: Manifest, size: int) -> None:
    """Remember this backup as the last."""
    checkpoint = json.loads(manifest.checkpoint.to_json()) if manifest.checkpoint else None
    text = {"made_at": manifest.made_at.isoformat(), "size": size, "checkpoint": checkpoint}
    write_private(home / _NOTE, json.dumps(text, indent=2) + "\n")


def last(home: Path) -> Noted | None:
    """The last backup that this machine made, or None. A note that cannot be read counts as none."""
    try:
        given = json.loads((home / _NOTE).read_text(encoding="utf-8"))
        checkpoint = given["checkpoint"]
        return Noted(
            made_at=datetime.fromisoformat(given["made_at"]),
            size=int(given["size"]),
            checkpoint=Checkpoint.from_json(json.dumps(checkpoint)) if checkpoint else None,
        )
    except (OSError, ValueError, KeyError, TypeError, BadInput):
        return None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
