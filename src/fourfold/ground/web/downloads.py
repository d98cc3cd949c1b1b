"""Files handed out: always as a download, never as a page of ours, never kept by what stands between."""

from urllib.parse import quote

from django.http import HttpResponse


def as_download(name: str, media_type: str, content: bytes) -> HttpResponse:
    """The answer that gives a browser a file under its name, whatever letters stand in it."""
    response = HttpResponse(content, content_type=media_type)
    plain = "".join(letter if letter.isascii() and letter not in '"\\' else "_" for letter in name)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
