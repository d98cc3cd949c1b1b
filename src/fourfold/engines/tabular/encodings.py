"""Which encoding a text is in, found by reading all of it once: what is said of the start holds to the end."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import AnyStr

from fourfold.engines.tabular.refusing import Refusal

_CHUNK = 2**20
_HIGH = bytes(range(0x80, 0x100))
_C1 = bytes(range(0x80, 0xA0))
_UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
"""What Windows-1252 leaves empty."""
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D, 0x1A})
_SPACES = b" \t\r\n\x00\x0b\x0c\xef\xbb\xbf\xfe\xff"
_GOOD = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOST_CONTROLS = 0.02
_AS = "Save it as CSV in UTF-8 and send it again."


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` for people, `codec` for Python. `is_damaged`: some bytes are not of it."""

    name: str
    codec: str
    is_damaged: bool = False
    line_ends: str = ""


@dataclass(slots=True)
class _Counts:
    size: int = 0
    high: int = 0
    c1: int = 0
    undefined: int = 0
    good: int = 0
    sequences: int = 0
    controls: int = 0
    nuls: int = 0
    ends: tuple[int, int, int] = (0, 0, 0)
    """CRLF, LF alone, CR alone."""
    is_utf8: bool = True
    has_words: bool = False


def encoding_of(stream: io.BufferedReader) -> Encoding:
    """The encoding and the line ends. Reads to the end. Raises Refusal where the file is empty or no text."""
    start = stream.peek(4096)[:4096]
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refusal("The file is in UTF-32, which we do not read.", _AS)
    wide = _wide(start)
    if wide is not None:
        return _in_utf16(stream, *wide)
    counts = _count(stream)
    if not counts.has_words:
        lines = sum(counts.ends)
        raise Refusal(
            f"The file is empty: it holds {lines:,} blank lines." if lines else "The file is empty.",
            "Send the file that holds the rows.",
        )
    if counts.controls > _MOST_CONTROLS * counts.size:
        raise Refusal("The file is not text: it holds many bytes that no text has.", _AS)
    ends = _ends(counts.ends)
    if counts.is_utf8:
        return Encoding(
            "UTF-8 with a mark" if start.startswith(codecs.BOM_UTF8) else "UTF-8", "utf-8-sig", False, ends
        )
    if counts.sequences > counts.high - counts.good:
        return Encoding("UTF-8, damaged in places", "utf-8-sig", True, ends)
    if not counts.c1:
        return Encoding("Latin-1", "latin-1", False, ends)
    return Encoding("Windows-1252", "cp1252", counts.undefined > 0, ends)


def _wide(start: bytes) -> tuple[str, str] | None:
    """UTF-16 by its mark, or by a NUL in nearly every other byte: on which side tells the byte order."""
    for mark, name in ((codecs.BOM_UTF16_LE, "little endian"), (codecs.BOM_UTF16_BE, "big endian")):
        if start.startswith(mark):
            return f"UTF-16, {name}", "utf-16"
    first, second = _share(start[::2]), _share(start[1::2])
    if max(first, second) > 0.3 and min(first, second) < 0.02:
        return (
            ("UTF-16 without a mark, little endian", "utf-16-le")
            if second > first
            else ("UTF-16 without a mark, big endian", "utf-16-be")
        )
    return None


def _share(sample: bytes) -> float:
    return sample.count(0) / len(sample) if sample else 0.0


def _in_utf16(stream: io.BufferedReader, name: str, codec: str) -> Encoding:
    decoder = codecs.getincrementaldecoder(codec)()
    ends, before, has_words = (0, 0, 0), "", False
    try:
        for chunk in _chunks(stream):
            text = decoder.decode(chunk)
            ends = _add(ends, _ends_in(text, before, "\r", "\n"))
            before = text[-1:] or before
            has_words = has_words or bool(text.strip(" \t\r\n\x00\ufeff"))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Refusal("The file looks like UTF-16 and is damaged.", _AS) from None
    if not has_words:
        raise Refusal("The file is empty.", "Send the file that holds the rows.")
    return Encoding(name, codec, False, _ends(ends))


def _count(stream: io.BufferedReader) -> _Counts:
    counts = _Counts()
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    for chunk in _chunks(stream):
        counts.size += len(chunk)
        high = len(chunk) - len(chunk.translate(None, _HIGH))
        counts.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        counts.ends = _add(counts.ends, _ends_in(chunk, before, b"\r", b"\n"))
        counts.has_words = counts.has_words or bool(chunk.translate(None, _SPACES))
        if high:
            counts.high += high
            counts.c1 += len(chunk) - len(chunk.translate(None, _C1))
            counts.undefined += len(chunk) - len(chunk.translate(None, _UNDEFINED))
            found = _GOOD.findall(chunk)
            counts.sequences += len(found)
            counts.good += sum(map(len, found))
        counts.is_utf8 = counts.is_utf8 and _decodes(decoder, chunk)
        before = chunk[-1:]
    counts.is_utf8 = counts.is_utf8 and _decodes(decoder, b"", final=True)
    return counts


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(stream: io.BufferedReader) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _ends_in(chunk: AnyStr, before: AnyStr, back: AnyStr, feed: AnyStr) -> tuple[int, int, int]:
    """CRLF, LF and CR of a chunk; a pair that two chunks share is counted with the second."""
    split = int(before == back and chunk[:1] == feed)
    pairs = chunk.count(back + feed)
    # The CR of a shared pair was counted with the first chunk, as a CR alone.
    return pairs + split, chunk.count(feed) - pairs - split, chunk.count(back) - pairs - split


def _add(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _ends(ends: tuple[int, int, int]) -> str:
    named = [name for name, count in zip(("CRLF", "LF", "CR"), ends, strict=True) if count]
    return " and ".join(named)
