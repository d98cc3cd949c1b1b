"""Backups made by hand, for tests: with a manifest of our choosing, and opened to see what is inside."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage

from fourfold.project.keeping import reading
from fourfold.project.keeping.container import opening
from fourfold.project.keeping.manifest import Manifest, TableMark

MANIFEST = Manifest(
    made_at=datetime(2026, 11, 22, 2, 15, tzinfo=UTC),
    fourfold="0.1.0",
    server=180004,
    client=18,
    database="fourfold",
    migrations=("audit.0001_initial",),
    tables={"audit_entry": TableMark(3, "1:2")},
    left_out=("django_session",),
    checkpoint=None,
)


def sealed(content: bytes, identity: Any) -> bytes:
    """`content` encrypted for the identity."""
    out = io.BytesIO()
    pyrage.encrypt_io(io.BytesIO(content), out, [identity.to_public()])
    return out.getvalue()


def write_backup(
    file: Path,
    identity: Any,
    *,
    manifest: Manifest = MANIFEST,
    dump: bytes = b"PGDMP",
    secret_key: str = "a secret key",
) -> Path:
    """A file that looks like a backup with this manifest and dump; `secret_key`: empty where it is kept apart."""
    file.write_bytes(sealed(opening(manifest, secret_key) + dump, identity))
    return file


def inside(file: Path, identities: Sequence[Any]) -> tuple[Manifest, str, bytes]:
    """The manifest, the secret key and the dump of a backup."""
    found: list[Any] = []
    dump = bytearray()

    def begin(manifest: Manifest, key: str) -> Any:
        found.extend((manifest, key))
        return dump.extend

    reading.decrypt(file, identities, begin)
    return found[0], found[1], bytes(dump)
