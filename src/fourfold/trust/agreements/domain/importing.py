"""Clauses from a text file. What holds no text is refused, with what it is and what to do."""

import io
import re
import zipfile
import zlib

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.agreements.domain.terms import ClauseText

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_CLAUSES = 200
_ADVICE = (
    "Upload the text itself: a Word document (.docx) or plain text (.txt, .md). What is signed must be text that can "
    "be read, compared and searched."
)
_HEADING = re.compile(
    r"^(?:#{1,4}\s+(?P<marked>.+)|(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?P<named>[A-Z].{0,120}))$"
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def clauses_of(data: bytes, name: str) -> tuple[ClauseText, ...]:
    """The clauses of a .docx, .txt or .md file: each heading begins one. Raises `BadInput`."""
    if len(data) > MOST_BYTES:
        raise BadInput.one("This file is larger than 2 MB. Take the pictures out and try again.", "file")
    if data.startswith(b"%PDF"):
        raise BadInput.one(_of_pdf(data), "file")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise BadInput.one(f"{name} is a picture of a text, not a text. {_ADVICE}", "file")
    lines = _of_word(data, name) if data.startswith(b"PK") else _of_text(data, name)
    clauses = _cut(lines)
    if not clauses:
        raise BadInput.one(f"{name} holds no text. {_ADVICE}", "file")
    if len(clauses) > MOST_CLAUSES:
        raise BadInput.one(f"{name} has more than {MOST_CLAUSES} headings. Cut it into several agreements.", "file")
    return clauses


def _of_pdf(data: bytes) -> str:
    if _has_text_layer(data):
        return f"This is a PDF, which loses headings and paragraphs. {_ADVICE}"
    return (
        "This PDF is a scan: it holds pictures of pages and no text, so nobody could search it or compare it with "
        f"the next version. {_ADVICE} If you only have paper, type it or have it read by text recognition first."
    )


def _has_text_layer(data: bytes) -> bool:
    """Whether any content stream shows text. A scanner's PDF has pictures alone."""
    if b"/Font" in data:
        return True
    for found in _STREAM.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(found.group(1), MOST_BYTES)
        except zlib.error:
            continue
        if b"/Font" in unpacked or re.search(rb"\bT[jJ]\b", unpacked):
            return True
    return False


def _of_text(data: bytes, name: str) -> list[tuple[bool, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise BadInput.one(f"{name} is no text file. {_ADVICE}", "file")
    return [(bool(_HEADING.match(line.strip())), line.strip()) for line in text.splitlines()]


def _of_word(data: bytes, name: str) -> list[tuple[bool, str]]:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise BadInput.one(f"{name} unpacks to far more than a text needs. Save it again and retry.", "file")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise BadInput.one(f"{name} is no Word document that can be read. {_ADVICE}", "file") from None
    return [
        (_is_heading(paragraph.style.name if paragraph.style else "", paragraph.text), paragraph.text.strip())
        for paragraph in document.paragraphs
    ]


def _is_heading(style: str | None, text: str) -> bool:
    return (style or "").startswith(("Heading", "Title")) or bool(_HEADING.match(text.strip()))


def _cut(lines: list[tuple[bool, str]]) -> tuple[ClauseText, ...]:
    cut: list[tuple[str, list[str]]] = []
    for is_heading, text in lines:
        if is_heading and text:
            found = _HEADING.match(text)
            heading = (found.group("marked") or found.group("named")) if found else text
            cut.append((heading.strip()[:200], []))
        elif text or (cut and cut[-1][1]):
            if not cut:
                cut.append(("Introduction", []))
            cut[-1][1].append(text)
    return tuple(
        ClauseText(str(number), heading, re.sub(r"\n{3,}", "\n\n", "\n".join(body)).strip())
        for number, (heading, body) in enumerate(cut, start=1)
    )
