"""What a Word file may be before it is opened: of a sane size, without macros, and no other thing in disguise."""

import zipfile
from io import BytesIO

from fourfold.ground.kernel.errors import BadInput

MOST_PARTS = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
"""Bytes that all parts of a Word file may take once unpacked. A plan takes under one million."""

_BODY = "word/document.xml"
_AGAIN = "Please open it in Word, save it as a Word document (.docx), and try again."


def check_archive(data: bytes) -> None:
    """Raise BadInput unless `data` is a Word file that is safe to open. Nothing is unpacked here."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadInput.one(f"This Word file is damaged. {_AGAIN}") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadInput.one(
            f"This file unpacks to far more than a plan can hold (more than {MOST_UNPACKED // 1024**2} MB "
            f"or {MOST_PARTS:,} parts), so we did not open it. Please copy the tables into a new document."
        )
    _check_kind({part.filename for part in parts}, encrypted=any(part.flag_bits & 1 for part in parts))


def _check_kind(names: set[str], *, encrypted: bool) -> None:
    if encrypted:
        raise BadInput.one("This file is locked with a password. Please save it without one and try again.")
    if "word/vbaProject.bin" in names:
        raise BadInput.one(f"This Word file holds macros, which we do not accept. {_AGAIN}")
    if _BODY not in names:
        kind = "a spreadsheet" if any(name.startswith("xl/") for name in names) else "a zip file"
        raise BadInput.one(
            f"This is {kind}, not a Word document. Please save the plan as a Word document (.docx) "
            "or as tab-separated text and try again."
        )
