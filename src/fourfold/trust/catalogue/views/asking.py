"""Who asks for a page."""

from django.http import HttpRequest

from fourfold.trust.partnership.domain.roles import Standing


def standing(request: HttpRequest) -> Standing:
    """Where the person behind the request stands (the middleware of access, above this room, puts it there)."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
