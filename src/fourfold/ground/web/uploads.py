"""Uploads are held in memory and bounded: nothing that somebody sends is ever written to a folder."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Django's in-memory handler, which refuses a request over `FILE_UPLOAD_MAX_MEMORY_SIZE` before reading it."""

    def handle_raw_input(self, input_data: Any, meta: dict[str, str], content_length: int, *rest: Any) -> None:
        """Raise `RequestDataTooBig` (answered with a page and status 400) for a body over the bound."""
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The request is larger than FILE_UPLOAD_MAX_MEMORY_SIZE.")
        super().handle_raw_input(input_data, meta, content_length, *rest)
