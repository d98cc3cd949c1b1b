"""Uploads are bounded, and nothing that somebody sends is ever written to a folder.

They are held in memory; large ones, where a page asks for them, in a file without a name, which is gone when the
process lets go of it, however it ends.
"""

from tempfile import TemporaryFile
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler
from django.http import HttpRequest


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Django's in-memory handler, which refuses a request over `FILE_UPLOAD_MAX_MEMORY_SIZE` before reading it."""

    def handle_raw_input(self, input_data: Any, meta: dict[str, str], content_length: int, *rest: Any) -> None:
        """Raise `RequestDataTooBig` (answered with a page and status 400) for a body over the bound."""
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The request is larger than FILE_UPLOAD_MAX_MEMORY_SIZE.")
        super().handle_raw_input(input_data, meta, content_length, *rest)


class NamelessUploadHandler(FileUploadHandler):
    """Takes a large file onto disk without a name. Set it before anything reads the request's POST:

    the view is exempt from the check against forgery, calls `take_large`, and hands on to one that makes the check.
    """

    def __init__(self, request: HttpRequest | None = None, *, most: int) -> None:
        super().__init__(request)
        self._most, self._taken = most, 0
        self._file: Any = None

    def handle_raw_input(self, *given: Any, **_named: Any) -> None:
        """Raise `RequestDataTooBig` for a body over the bound, before reading it. The third is its size in bytes."""
        if int(given[2]) > self._most:
            raise RequestDataTooBig("The request is larger than this page takes.")

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Begin a file."""
        super().new_file(*arguments, **named)
        self._file = TemporaryFile(prefix="fourfold-upload-")  # noqa: SIM115 (it outlives this call, and closes itself)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django's)
        """Keep a piece."""
        self._taken += len(raw_data)
        if self._taken > self._most:
            raise RequestDataTooBig("The request is larger than this page takes.")
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The whole file, from its beginning."""
        self._file.seek(0)
        file = File(cast("Any", self._file))
        return UploadedFile(file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)

    def upload_interrupted(self) -> None:
        """Let go of what came."""
        if self._file is not None:
            self._file.close()


def take_large(request: HttpRequest, *, most: int) -> None:
    """Let this request carry files of up to `most` bytes in all. Call it before anything reads its POST."""
    request.upload_handlers = [NamelessUploadHandler(request, most=most)]
