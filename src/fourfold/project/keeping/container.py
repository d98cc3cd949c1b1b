"""What lies inside the encryption: three lines, then what pg_dump wrote, to the end.

    fourfold-backup-v1
    {"made_at": ..., the manifest}
    {"secret_key": ..., what the database alone does not hold; empty where it is kept apart}
    PGDMP...

So with the secret key, `age --decrypt` and `tail --lines=+4` give a file for pg_restore, without Fourfold.
"""

import json
from collections.abc import Callable

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.keeping.manifest import Manifest

FORMAT = "fourfold-backup-v1"
_FAMILY = "fourfold-backup-v"
_LONGEST_OPENING = 8 * 1024 * 1024
_NOT_OURS = "This file opens with the key, and it is not a backup that Fourfold wrote."

Sink = Callable[[bytes], object]


def opening(manifest: Manifest, secret_key: str) -> bytes:
    """The lines before the dump.

    The installation's secret key goes with the data: without it, sealed secrets (of authenticator apps, webhooks,
    identity providers) could not be opened in the restored database.
    """
    secrets = json.dumps({"secret_key": secret_key})
    return f"{FORMAT}\n{manifest.to_json()}\n{secrets}\n".encode()


class Unpacking:
    """Takes decrypted bytes in pieces, reads the opening, and passes the dump on.

    `begin` is called once, with the manifest and the secret key; it answers where the dump is to go.
    """

    def __init__(self, begin: Callable[[Manifest, str], Sink]) -> None:
        self._begin = begin
        self._waiting = bytearray()
        self._sink: Sink | None = None
        self.dump_bytes = 0

    def write(self, piece: bytes) -> int:
        """Take a piece. BadInput if this is no backup, or one of a newer kind."""
        if self._sink is None:
            self._waiting += piece
            self._try_opening()
        else:
            self._pass_on(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back but an opening that is not whole yet."""

    def finish(self) -> None:
        """Nothing more comes. BadInput if the opening was never whole."""
        if self._sink is None:
            raise BadInput.one(_NOT_OURS)

    def _try_opening(self) -> None:
        first, *rest = bytes(self._waiting[:_LONGEST_OPENING]).split(b"\n", 3)
        if rest or len(self._waiting) > len(FORMAT) * 2:
            _check_format(first)
        if len(rest) < 3:
            if len(self._waiting) > _LONGEST_OPENING:
                raise BadInput.one(_NOT_OURS)
            return
        self._sink = self._begin(_manifest(rest[0]), _secret_key(rest[1]))
        dump = bytes(self._waiting[len(first) + len(rest[0]) + len(rest[1]) + 3 :])
        self._waiting.clear()
        self._pass_on(dump)

    def _pass_on(self, piece: bytes) -> None:
        self.dump_bytes += len(piece)
        if self._sink is not None:
            self._sink(piece)


def _check_format(line: bytes) -> None:
    found = line.decode("ascii", errors="replace")
    if found == FORMAT:
        return
    if found.startswith(_FAMILY) and len(found) < 40:
        raise BadInput.one(
            f"This backup is of a newer kind ({found}) than this Fourfold reads ({FORMAT}). "
            "Restore it with the version of Fourfold that wrote it, or a newer one."
        )
    raise BadInput.one(_NOT_OURS)


def _manifest(line: bytes) -> Manifest:
    return Manifest.from_json(line.decode("utf-8", errors="replace"))


def _secret_key(line: bytes) -> str:
    try:
        key = json.loads(line)["secret_key"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput.one(_NOT_OURS) from error
    if not isinstance(key, str):
        raise BadInput.one(_NOT_OURS)
    return key
