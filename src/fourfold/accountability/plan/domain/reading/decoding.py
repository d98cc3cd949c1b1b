"""From bytes to text: UTF-8 and UTF-16 with or without a byte order mark, and Windows-1252."""

import codecs
import re

from fourfold.accountability.plan.domain.reading.words import INVISIBLE
from fourfold.ground.kernel.errors import BadInput

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}
_MOST_NULS = 0.3
_FEWEST_NULS = 0.02
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
    # English text in UTF-16 has a NUL in nearly every other byte; on which side tells the byte order.
    first, second = _share_of_nuls(data[:_SAMPLE:2]), _share_of_nuls(data[1:_SAMPLE:2])
    if max(first, second) > _MOST_NULS and min(first, second) < _FEWEST_NULS:
        return "utf-16-le" if second > first else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _share_of_nuls(data: bytes) -> float:
    return data.count(0) / len(data) if data else 0


def _refuse_controls(text: str) -> None:
    found = _CONTROL.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise BadInput.one(
            f"This file is not plain text: it holds characters that no text has. {_AS}", f"line {line}"
        )
