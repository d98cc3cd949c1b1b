"""Opening a backup: what it is, whether it is whole, and its contents in pieces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage  # type: ignore[import-untyped]

from fourfold.ground.kernel.errors import BadInput, FourfoldError
from fourfold.project.keeping.container import Sink, Unpacking
from fourfold.project.keeping.keys import AGE_OPENING, Identity
from fourfold.project.keeping.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that was read to its end and is whole. Sizes in bytes."""

    manifest: Manifest
    secret_key: str
    size: int
    dump_size: int


class _Guarded:
    """Keeps the error that a sink raised: age's own error would stand in its place."""

    def __init__(self, unpacking: Unpacking) -> None:
        self._unpacking = unpacking
        self.failure: Exception | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self._unpacking.write(piece)
        except Exception as error:
            self.failure = error
            raise

    def flush(self) -> None:
        self._unpacking.flush()


def examine(file: Path, identities: Sequence[Identity]) -> Found:
    """Decrypt all of a backup and keep nothing. BadInput says what is wrong with it."""
    seen: list[tuple[Manifest, str]] = []

    def begin(manifest: Manifest, secret_key: str) -> Sink:
        seen.append((manifest, secret_key))
        return len

    dump_size = decrypt(file, identities, begin)
    if not dump_size:
        raise BadInput.one(f"{file} holds no data after its manifest, so it is no backup that we finished.")
    manifest, secret_key = seen[0]
    return Found(manifest, secret_key, file.stat().st_size, dump_size)


def decrypt(file: Path, identities: Sequence[Identity], begin: Callable[[Manifest, str], Sink]) -> int:
    """Decrypt `file` in pieces, in bounded memory; how many bytes the dump had.

    Every piece is authenticated before it is passed on, and the end of the file is. An error of the sink goes up as
    it is; BadInput where the file is damaged, cut off, for another key, or no backup.
    """
    unpacking = Unpacking(begin)
    guarded = _Guarded(unpacking)
    try:
        with file.open("rb") as source:
            start = source.read(len(AGE_OPENING))
            if start != AGE_OPENING:
                raise BadInput.one(_no_backup(file, start))
            source.seek(0)
            pyrage.decrypt_io(source, guarded, list(identities))
            unpacking.finish()
    except FourfoldError:
        raise
    except (OSError, pyrage.DecryptError) as error:
        if guarded.failure is not None:
            raise guarded.failure from None
        raise BadInput.one(_what_is_wrong(file, error)) from error
    return unpacking.dump_bytes


def _no_backup(file: Path, start: bytes) -> str:
    if not start:
        return f"{file} is empty."
    if AGE_OPENING.startswith(start):
        return f"{file} is cut off after {len(start)} bytes."
    return f"{file} is no backup of Fourfold's: it is not encrypted in age's format."


def _what_is_wrong(file: Path, error: Exception) -> str:
    said = str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return f"{file} cannot be read: {error.strerror}."
    if "No matching keys" in said:
        return (
            f"{file} was not made for this key. Use the secret half of a key that was in FOURFOLD_BACKUP_RECIPIENTS "
            "when it was made."
        )
    return (
        f"{file} is damaged or cut off: it does not decrypt to its end ({said}). Nothing was changed. Fetch it again "
        "from where backups are kept, or use another one."
    )
