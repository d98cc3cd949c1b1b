"""What everybody may read: no sign-in, no cookie, and nothing but what was approved for the public."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from fourfold.accountability.publishing.domain.help import places_of_help
from fourfold.accountability.publishing.queries.public import public_page, public_pages
from fourfold.ground.documents import thaw, to_html

KEPT = "public, max-age=300"
"""How long browsers and proxies may keep a page: one that is taken down is gone everywhere after five minutes.

Who has signed in sees their own name above it, and nothing of theirs is kept (`ground/web/headers.py`)."""


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The plans that have a public page."""
    return _kept(render(request, "publishing/public_index.html", {"pages": public_pages(), **_around()}))


@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of a plan."""
    found = public_page(slug)
    context = {"page": found, "document": to_html(thaw(found.content)), **_around()}
    response = _kept(render(request, "publishing/public_page.html", context))
    response["Last-Modified"] = http_date(found.published_at.timestamp())
    return response


def _around() -> dict[str, object]:
    return {
        "help": places_of_help(),
        "contact": settings.SUPPORT_CONTACT,
        "robots": "index, follow",
    }


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEPT
    return response
