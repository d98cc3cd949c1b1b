"""What a spreadsheet may be before it is opened: of a sane size, and no other thing in disguise."""

import zipfile
import zlib
from io import BytesIO

from fourfold.ground.kernel.errors import BadInput

MOST_BYTES = 5 * 1024 * 1024
MOST_PARTS = 500
MOST_UNPACKED = 30 * 1024 * 1024
"""Bytes that all parts may take once unpacked. A thousand actions with full cells take under ten million."""
_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx), and try again."
_CHUNK = 1024 * 1024


def check_archive(content: bytes) -> None:
    """Raise `BadInput` unless `content` is an Excel workbook that is safe to open."""
    if not content:
        raise BadInput.one("The file is empty. Choose another.", "file")
    if len(content) > MOST_BYTES:
        raise BadInput.one("The file is larger than 5 MB. Take a new spreadsheet out and fill that in.", "file")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput.one(
            f"The file is locked with a password or in an older Excel format (.xls). Save it as .xlsx. {_AGAIN}",
            "file",
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise BadInput.one(f"This is not an Excel workbook, or it is damaged. {_AGAIN}", "file") from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadInput.one(
            "The file unpacks to far more than a list of actions can hold. We did not open it.", "file"
        )
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadInput.one(f"The file holds macros, which we do not accept. {_AGAIN}", "file")
    if "xl/workbook.xml" not in names:
        raise BadInput.one(f"This is not an Excel workbook. {_AGAIN}", "file")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise BadInput.one(f"The file is packed in a way that Excel does not use. {_AGAIN}", "file")
    for part in parts:
        _refuse_definitions(archive, part)


def _refuse_definitions(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No spreadsheet defines XML entities of its own: whoever does wants them to grow."""
    last = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if b"<!DOCTYPE" in last + chunk or b"<!ENTITY" in last + chunk:
                raise BadInput.one(f"The file holds XML that no spreadsheet needs. {_AGAIN}", "file")
            last = chunk[-16:]
