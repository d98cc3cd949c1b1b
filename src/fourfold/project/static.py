"""Gathering static files: built once by `make setup`, hashed and compressed here for serving."""

import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.locks import Lock

STAMP = "gathered.json"


def gather() -> bool:
    """Gather static files into `STATIC_ROOT` if they changed since; whether they did. Raises `BadInput` unbuilt."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with Lock(root.parent / "static.lock").held():
        digest = _digest()
        stamp = root / STAMP
        if stamp.is_file() and json.loads(stamp.read_text(encoding="utf-8")) == digest:
            return False
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(json.dumps(digest), encoding="utf-8")
    return True


def _digest() -> str:
    found = sha256()
    names = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            names.append(name)
            found.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    if not any(name.endswith("fourfold.css") for name in names):
        raise BadInput.one("The styles and scripts are not built. Run `make setup` first.")
    return found.hexdigest()
