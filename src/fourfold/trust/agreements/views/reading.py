"""An agreement to be read: the page, the PDF, the Word file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.ground.documents import to_html
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.presenters.reading import document_for, file_of
from fourfold.trust.agreements.queries.reading import reading
from fourfold.trust.catalogue.queries import catalogue


@require_safe
def text(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The whole text of a version."""
    actor = standing(request)
    found = reading(actor, version_id)
    document = document_for(found, Words(catalogue(actor)), today=today())
    context = {
        "version": found.version,
        "terms": found.terms,
        "document": to_html(document),
        "back": reverse("agreements:version", args=[version_id]),
    }
    return render(request, "agreements/reading.html", context)


@require_safe
def text_file(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """The text as a file, `pdf` or `word`."""
    actor = standing(request)
    found = reading(actor, version_id)
    file = file_of(found, Words(catalogue(actor)), kind, today=today())
    if file is None:
        raise NotFound("agreement.file", kind)
    return as_download(file.name, file.media_type, file.content)
