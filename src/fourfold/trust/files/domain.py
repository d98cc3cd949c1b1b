"""Which files are taken: by what they are, not by what they are called."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable

import puremagic

from fourfold.ground.kernel.errors import BadInput

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5_000
OFFICE = "application/vnd.openxmlformats-officedocument."


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return all(byte >= 32 or byte in b"\t\r\n" for byte in content)
    return True


def _starts(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magics)


def _holds_part(part: str) -> Callable[[bytes], bool]:
    """A check that the content is a sound Office or OpenDocument package with `part`, and without macros."""

    def check(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                infos = package.infolist()
        except (zipfile.BadZipFile, ValueError):
            return False
        names = {info.filename for info in infos}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise BadInput.one("This file holds macros. Save it without macros and add it again.", "file")
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise BadInput.one("This file unpacks to far more than it should. Save it again and retry.", "file")
        return part in names

    return check


TAKEN: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "docx": (f"{OFFICE}wordprocessingml.document", _holds_part("word/document.xml")),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", _holds_part("xl/workbook.xml")),
    "pptx": (f"{OFFICE}presentationml.presentation", _holds_part("ppt/presentation.xml")),
    "odt": ("application/vnd.oasis.opendocument.text", _holds_part("content.xml")),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _holds_part("content.xml")),
    "csv": ("text/csv", _is_text),
    "tsv": ("text/tab-separated-values", _is_text),
    "txt": ("text/plain", _is_text),
}
SHOWN = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG"


def checked_type(filename: str, content: bytes) -> str:
    """The media type of a file that is taken. Raises `BadInput` that says why it is not, and what to do."""
    if not content:
        raise BadInput.one("The file is empty. Choose another.", "file")
    if len(content) > MOST_BYTES:
        raise BadInput.one("The file is larger than 10 MB. Make it smaller, or add a link to it instead.", "file")
    ending = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    if ending not in TAKEN:
        raise BadInput.one(f"Files of this type are not taken. Use {SHOWN}.", "file")
    media_type, is_really = TAKEN[ending]
    if not is_really(content):
        raise BadInput.one(
            f"The file is named .{ending} but is {_looks_like(content)}. Save it as what it is called and retry.",
            "file",
        )
    return media_type


def _looks_like(content: bytes) -> str:
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return "something else"
    best = max(found, key=lambda match: match.confidence, default=None)
    return f"a {best.name or best.extension} file" if best and (best.name or best.extension) else "something else"


def safe_name(filename: str) -> str:
    """The file's name without folders, control characters and direction marks; at most 200 characters."""
    base = re.split(r"[\\/]", filename)[-1]
    kept = "".join(character for character in base if unicodedata.category(character)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{(stem or 'file')[: 199 - len(ending)]}{dot or '.'}{ending}"[:200]
