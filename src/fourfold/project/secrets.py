"""The secret key: from the environment, else made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from fourfold.ground.kernel.errors import FourfoldError


def secret_key(home: Path) -> str:
    """`FOURFOLD_SECRET_KEY`, else the key kept in `home`, made at first need and readable by its owner alone."""
    given = os.environ.get("FOURFOLD_SECRET_KEY")
    if given:
        return given
    kept = home / "secret_key"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii")
    except OSError as error:
        raise FourfoldError(
            f"Cannot keep a secret key in {home}: {error.strerror}. "
            "Set FOURFOLD_HOME to a folder you may write to, or set FOURFOLD_SECRET_KEY."
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
