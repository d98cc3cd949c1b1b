"""What an Office file may be before it is opened: of a sane size, without macros, and no other thing in disguise."""

import zipfile
from enum import StrEnum
from io import BytesIO

from fourfold.ground.kernel.errors import BadInput

MOST_PARTS = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
"""Bytes that all parts of a file may take once unpacked. A plan takes under one million."""

_AGAIN = "Please open it in {program}, save it as {kind}, and try again."
_PROLOGUE = 2_048


class Office(StrEnum):
    """The kinds that we read."""

    WORD = "Word"
    EXCEL = "Excel"

    @property
    def again(self) -> str:
        """What to do with a file that cannot be read."""
        kind = "a Word document (.docx)" if self is Office.WORD else "an Excel workbook (.xlsx)"
        return _AGAIN.format(program=self.value, kind=kind)


_BODIES = {"word/document.xml": Office.WORD, "xl/workbook.xml": Office.EXCEL}


def check_archive(data: bytes) -> Office:
    """Which kind of file it is. Raises BadInput unless it is one that is safe to open. Nothing is unpacked whole."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_size(parts)
            kind = _kind({part.filename for part in parts}, encrypted=any(part.flag_bits & 1 for part in parts))
            if kind is Office.EXCEL:
                _refuse_definitions(archive, parts)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadInput.one(f"This Word or Excel file is damaged. {Office.WORD.again}") from None
    return kind


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadInput.one(
            f"This file unpacks to far more than a plan can hold (more than {MOST_UNPACKED // 1024**2} MB "
            f"or {MOST_PARTS:,} parts), so we did not open it. Please copy the tables into a new document."
        )


def _kind(names: set[str], *, encrypted: bool) -> Office:
    if encrypted:
        raise BadInput.one("This file is locked with a password. Please save it without one and try again.")
    kind = next((kind for body, kind in _BODIES.items() if body in names), None)
    if any(name.endswith("vbaProject.bin") for name in names):
        again = (kind or Office.WORD).again
        raise BadInput.one(f"This file holds macros, which we do not accept. {again}")
    if kind is None:
        raise BadInput.one(
            "This is a zip file, not a Word document or an Excel workbook. Please save the plan as a Word document "
            "(.docx), an Excel workbook (.xlsx) or tab-separated text and try again."
        )
    return kind


def _refuse_definitions(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No workbook defines entities; a file that does wants to make the reader of its XML swell or look elsewhere."""
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as opened:
            if b"<!DOCTYPE" in opened.read(_PROLOGUE).upper():
                raise BadInput.one(f"This Excel file is built in a way that no program saves. {Office.EXCEL.again}")
