"""Bytes of a file, unpacked where it is packed with gzip, and never more of them than a feed can hold."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fourfold.engines.tabular.refusing import Refusal

MOST_BYTES = 4 * 2**30
"""Of a file once it is unpacked."""
MOST_TIMES = 200
"""How often larger than its packed form a file may be; tables come to 5 to 50."""
FREE_BYTES = 64 * 2**20
"""Below this, how often larger does not matter: blank lines pack very well."""
GZIP = b"\x1f\x8b"


def is_packed(path: Path) -> bool:
    """Whether the file is packed with gzip, by its first bytes."""
    with path.open("rb") as opened:
        return opened.read(2) == GZIP


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The bytes of a file. Raises Refusal, also while they are read, where it is damaged or swells."""
    with path.open("rb") as raw:
        if raw.read(2) == GZIP:
            raw.seek(0)
            with gzip.GzipFile(fileobj=raw) as packed:
                yield io.BufferedReader(_Limited(packed, path.stat().st_size), 2**16)
        else:
            raw.seek(0)
            yield raw


class _Limited(io.RawIOBase):
    """Counts what comes out of a packed file, and stops it in time."""

    def __init__(self, packed: gzip.GzipFile, size: int) -> None:
        self._packed = packed
        self._most = min(MOST_BYTES, max(FREE_BYTES, size * MOST_TIMES))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            given = self._packed.read(len(buffer))
        except EOFError:
            raise Refusal("The packed file ends before its end.", "Pack it again and send it whole.") from None
        except (OSError, zlib.error):
            raise Refusal("The packed file is damaged.", "Pack it again and send it once more.") from None
        self._given += len(given)
        if self._given > self._most:
            raise Refusal(
                f"The packed file unpacks to more than {self._most // 2**20:,} MB, so we stopped opening it.",
                "Send the table itself, or in parts.",
            )
        buffer[: len(given)] = given
        return len(given)
