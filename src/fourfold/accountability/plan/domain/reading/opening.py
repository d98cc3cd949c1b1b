"""From a file to the neutral form: decides by content, not by name, and says what a file is when it is no plan."""

from fourfold.accountability.plan.domain.reading.decoding import decode
from fourfold.accountability.plan.domain.reading.tables import Document
from fourfold.accountability.plan.domain.reading.tables_csv import read_csv
from fourfold.accountability.plan.domain.reading.tables_sheets import read_sheets
from fourfold.accountability.plan.domain.reading.tables_text import read_text
from fourfold.accountability.plan.domain.reading.tables_word import read_word
from fourfold.accountability.plan.domain.reading.word_archive import Office, check_archive
from fourfold.ground.kernel.errors import BadInput

MOST_BYTES = 10 * 1024 * 1024
"""The largest file that we read, in bytes."""

_ADVICE = (
    "Please save the plan as a Word document (.docx), an Excel workbook (.xlsx), CSV or tab-separated text and try "
    "again."
)
_KINDS = (
    (b"%PDF", "a PDF file, which keeps no tables"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked Office file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)


def open_document(data: bytes, filename: str) -> Document:
    """The neutral form of a file. Raises BadInput where it is empty, too large, or neither Word, Excel nor text."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise BadInput.one(f"{filename} is empty. Please choose the file that holds the plan.")
    if len(data) > MOST_BYTES:
        raise BadInput.one(
            f"{filename} is larger than {MOST_BYTES // 1024**2} MB. Please take pictures out of it and try again."
        )
    for start, kind in _KINDS:
        if data.startswith(start):
            raise BadInput.one(f"{filename} is {kind}. {_ADVICE}")
    name = filename.casefold()
    if data.startswith(b"PK"):
        return read_sheets(data) if check_archive(data) is Office.EXCEL else read_word(data)
    if name.endswith((".docx", ".docm")):
        raise BadInput.one(f"{filename} is named as a Word document but is none. {_ADVICE}")
    if name.endswith((".xlsx", ".xlsm")):
        raise BadInput.one(f"{filename} is named as an Excel workbook but is none. {_ADVICE}")
    text = decode(data)
    return read_csv(text) if name.endswith(".csv") else read_text(text)
