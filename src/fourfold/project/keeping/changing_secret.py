"""Another secret key: the data keys are wrapped with it, nothing else is touched. Killed at any point, run again.

The new one is written beside the old one first. Whichever of the two files the database's keys open with is right.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.ground.postgres.locations import write_private
from fourfold.trust.sealing import operations
from fourfold.trust.sealing.queries import WRONG_KEY

NEXT, BEFORE = "secret_key.next", "secret_key.before-change"
SHORTEST = 50


def change(home: Path, *, in_use: str, is_set: bool, given: str, say: Callable[[str], None]) -> None:
    """Change the secret key. `is_set`: by FOURFOLD_SECRET_KEY, not by the file.

    `given`: the new one; needed where it is set, else drawn here. Raises BadInput, CannotUnseal, Conflict.
    """
    with operations.alone():
        if is_set:
            _change_setting(in_use, _long_enough(given), say)
            return
        kept, coming = home / "secret_key", home / NEXT
        if coming.is_file() and not operations.opens(in_use):
            say("Going on where the last change was interrupted.")
            if not operations.opens(coming.read_text(encoding="ascii")):
                raise CannotUnseal(WRONG_KEY)
            _promote(kept, coming, in_use, say)
            return
        if not operations.opens(in_use):
            raise CannotUnseal(WRONG_KEY)
        write_private(coming, _long_enough(given) if given else secrets.token_urlsafe(50))
        operations.rewrap(old=in_use, new=coming.read_text(encoding="ascii"))
        _promote(kept, coming, in_use, say)


def _change_setting(in_use: str, new: str, say: Callable[[str], None]) -> None:
    if operations.opens(new):
        say("The data keys are wrapped with that one already.")
    else:
        operations.rewrap(old=in_use, new=new)
    say("Now set FOURFOLD_SECRET_KEY to the new one, and restart `fourfold serve` and `fourfold worker`.")


def _promote(kept: Path, coming: Path, in_use: str, say: Callable[[str], None]) -> None:
    write_private(kept.with_name(BEFORE), in_use)
    coming.replace(kept)
    folder = os.open(kept.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    say(f"{kept} holds the new secret key, {BEFORE} beside it the former one: keep that with the backups")
    say("made so far, away from this machine. Restart `fourfold serve` and `fourfold worker`. Everybody signs in")
    say("again.")


def _long_enough(key: str) -> str:
    if len(key) < SHORTEST:
        raise BadInput.one(
            f"A secret key has at least {SHORTEST} characters. Make one with `openssl rand -base64 48`."
        )
    return key
