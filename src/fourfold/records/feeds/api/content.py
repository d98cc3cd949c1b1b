"""The content of a call: on disk in a file without a name, whole and as it was signed, or refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.http import HttpRequest, UnreadablePostError

from fourfold.records.feeds.api.problems import Refused
from fourfold.records.feeds.domain.deliveries import MOST_BYTES
from fourfold.records.feeds.domain.digests import ContentDigest
from fourfold.records.feeds.domain.signatures import Unreadable

_PIECE = 1024 * 1024


def size_of(request: HttpRequest) -> int:
    """How many bytes come, before any is read. Raises Refused where that is not said, or is too much."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Refused("encoding")
    said = request.headers.get("Content-Length", "")
    if not said.isascii() or not said.isdigit() or "Transfer-Encoding" in request.headers:
        raise Refused("length")
    if int(said) > MOST_BYTES:
        raise Refused("too-large")
    return int(said)


@contextmanager
def content_of(request: HttpRequest, size: int) -> Iterator[BinaryIO]:
    """The content, read to its end and found as signed. The file ends with this process, whatever happens to it."""
    try:
        digest = ContentDigest(request.headers.get("Content-Digest", ""))
    except Unreadable as wrong:
        raise Refused("unsigned", str(wrong)) from None
    with TemporaryFile(prefix="fourfold-call-") as file:
        taken = 0
        try:
            while piece := request.read(_PIECE):
                digest.take(piece)
                taken += file.write(piece)
        except UnreadablePostError:
            raise Refused(
                "digest", "The connection ended before all of the content was here. Send it again."
            ) from None
        if taken != size or not digest.holds():
            raise Refused("digest")
        file.seek(0)
        yield cast("BinaryIO", file)
