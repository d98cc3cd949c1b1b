"""What a workbook may be before it is opened: of a sane size, without macros or a password. Nothing is unpacked."""

import re
import zipfile
from pathlib import Path

from fourfold.engines.tabular.refusing import Refusal

MOST_PARTS = 2_000
MOST_UNPACKED = 1536 * 2**20
MOST_WORDS = 96 * 2**20
"""Of the table of shared words, which is held in memory."""
MOST_TIMES = 250
"""How often larger than packed; sheets of numbers come to 10 to 40."""
FREE = 64 * 2**20
_PROLOGUE = 2_048
_ELEMENT = re.compile(rb"<[A-Z_]")
_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx), and send it again."


def check_workbook(path: Path) -> None:
    """Raises Refusal unless the file is a workbook that is safe to open."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_sizes(parts)
            _refuse_kinds(parts)
            _refuse_definitions(archive, parts)
    except Refusal:
        raise
    except Exception:  # a damaged archive is answered with whatever error lies on its way, zlib's own among them
        raise Refusal("The workbook is damaged.", _AGAIN) from None


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    whole, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    words = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or whole > MOST_UNPACKED
        or words > MOST_WORDS
        or (whole > FREE and whole > MOST_TIMES * max(packed, 1))
    ):
        raise Refusal(
            f"The workbook would unpack to {whole // 2**20:,} MB in {len(parts):,} parts, so we did not open it.",
            "Copy the table into a new workbook, or save it as CSV.",
        )


def _refuse_kinds(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("The file is locked with a password.", "Save it without one and send it again.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refusal("The workbook holds macros, which we do not accept.", _AGAIN)
    if "xl/workbook.bin" in names:
        raise Refusal("The workbook is in Excel's binary form (.xlsb).", _AGAIN)
    if "xl/workbook.xml" not in names:
        kind = "a Word document" if "word/document.xml" in names else "a zip file, or one of OpenDocument"
        raise Refusal(f"The file is {kind}, not a table that we read.", "Save the table as CSV or .xlsx.")


def _refuse_definitions(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No workbook defines entities; a file that does wants to make the reader of its XML swell or look elsewhere."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as opened:
                start = opened.read(_PROLOGUE).upper().replace(b"\x00", b"")
            # Definitions stand before the first element, which comes at once in what programs save.
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start or not _ELEMENT.search(start):
                raise Refusal("The workbook is built in a way that no program saves.", _AGAIN)
