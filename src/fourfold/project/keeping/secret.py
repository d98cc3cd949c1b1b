"""The installation's secret key at a restore: the backup's comes back, since sealed secrets open with no other."""

import os
from collections.abc import Callable
from pathlib import Path

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.locations import ensure_home, write_private

_SETTING = "FOURFOLD_SECRET_KEY"
_WISH = "FOURFOLD_BACKUP_SECRET_KEY"
_given = os.environ.get(_SETTING, "")


def goes_along(key: str) -> str:
    """What a backup holds of the key: the key, or nothing where FOURFOLD_BACKUP_SECRET_KEY is `apart`."""
    wish = os.environ.get(_WISH, "") or "inside"
    if wish not in ("inside", "apart"):
        raise BadInput.one(f"{_WISH} is {wish}. It may be inside (as without it) or apart.")
    return key if wish == "inside" else ""


def use(key: str, home: Path) -> str:
    """Work under this key from here on, in this process and before the settings are read; the key.

    A backup that was made without it takes the one that is here. Raises BadInput where there is none.
    """
    kept = home / "secret_key"
    key = key or _given or (kept.read_text(encoding="ascii") if kept.is_file() else "")
    if not key:
        raise BadInput.one(
            f"This backup was made without the secret key, which is kept apart from it. Set {_SETTING} to the one of "
            f"that time, or put it into {kept}; then restore again. Nothing was changed."
        )
    os.environ[_SETTING] = key
    return key


def keep(home: Path, key: str, say: Callable[[str], None]) -> None:
    """Keep it in the data folder, beside the one that was there. Says so where the setting is another."""
    ensure_home(home)
    kept = home / "secret_key"
    before = kept.read_text(encoding="ascii") if kept.is_file() else ""
    if before and before != key:
        write_private(home / "secret_key.before-restore", before)
    if before != key:
        write_private(kept, key)
    if _given and _given != key:
        say(f"! {_SETTING} is set to another key than the backup's. Unset it, so that the one in {kept} counts.")
    else:
        say(f"✓ secret key: the backup's, in {kept}")
