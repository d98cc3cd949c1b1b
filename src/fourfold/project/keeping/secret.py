"""The installation's secret key at a restore: the backup's comes back, since sealed secrets open with no other."""

import os
from collections.abc import Callable
from pathlib import Path

from fourfold.ground.postgres.locations import ensure_home, write_private

_SETTING = "FOURFOLD_SECRET_KEY"
_given = os.environ.get(_SETTING, "")


def use(key: str) -> None:
    """Work under this key from here on, in this process and before the settings are read."""
    os.environ[_SETTING] = key


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
