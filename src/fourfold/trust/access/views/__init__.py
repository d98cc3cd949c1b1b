"""The room's pages: purpose, emergency access, conflicts, exclusions, who works with whom, how people read."""

from django.http import HttpRequest

from fourfold.trust.partnership.domain.roles import Standing


def standing(request: HttpRequest) -> Standing:
    """Where the person behind the request stands."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
