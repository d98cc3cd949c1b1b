"""From bytes to text: UTF-8 and UTF-16 with or without a byte order mark, and Windows-1252."""

import codecs
import re

from fourfold.accountability.plan.domain.reading.words import INVISIBLE
from fourfold.ground.kernel.errors import BadInput

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}
_MOST_NULS = 0.3
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_AS = "Please save the plan as plain text in UTF-8 and try again."


def decode(data: bytes) -> str:
    """The text of a file, without characters that cannot be seen.

    Raises BadInput where the bytes are not text in one of the encodings that we read.
    """
    encoding = _encoding(data)
    if not encoding.startswith("utf-16") and b"\x00" in data:
        raise BadInput.one(f"This file is not plain text: it holds bytes that no text has. {_AS}")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = _NAMES.get(encoding, encoding.upper())
        raise BadInput.one(f"We could not read this file as {name}, from byte {error.start + 1}. {_AS}") from None
    _refuse_controls(text)
    return INVISIBLE.sub("", text)


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    # English text in UTF-16 has a NUL in nearly every other byte; on which side tells the byte order.
    if sample[1::2].count(0) > _MOST_NULS * len(sample[1::2]) and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > _MOST_NULS * len(sample[::2]) and sample[1::2].count(0) == 0:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _refuse_controls(text: str) -> None:
    found = _CONTROL.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise BadInput.one(
            f"This file is not plain text: it holds characters that no text has. {_AS}", f"line {line}"
        )
