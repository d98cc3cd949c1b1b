"""Reading a profile: the draft for those with a part in it, its editions for those who receive it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.ground.documents import thaw, to_docx, to_html, to_pdf
from fourfold.ground.documents.model import Document
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.practice.profiles.domain.paper import document_of
from fourfold.practice.profiles.operations.reading import note_read
from fourfold.practice.profiles.presenters import profiles as present
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.practice.profiles.queries.profiles import edition_for_actor, editions_of
from fourfold.practice.profiles.queries.visibility import part_in
from fourfold.practice.profiles.views.shared import look_at
from fourfold.trust.access.middleware import standing

WRITERS = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""The forms in which a profile is handed out."""


@require_safe
def draft(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """All of it as it is written now."""
    look = look_at(request, profile_id)
    document = document_of(draft_of(look.profile).contents, on=today(), version="Draft")
    context = {
        "profile": look.profile,
        "document": to_html(document),
        "files": _files(look.profile.pk, 0),
        "crumbs": present.crumbs(look.profile, ("As it reads now", "")),
    }
    return render(request, "profiles/read.html", context)


@require_safe
def draft_file(request: HttpRequest, profile_id: UUID, form: str) -> HttpResponse:
    """The draft as PDF or Word, marked as a draft."""
    look = look_at(request, profile_id)
    document = document_of(draft_of(look.profile).contents, on=today(), version="Draft")
    return _file(document, present.file_name(0, form), form, profile_id)


@require_safe
def read(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """The last edition, or another (`?edition=1`). Reading it is written down."""
    actor = standing(request)
    asked = request.GET.get("edition", "")
    edition = edition_for_actor(actor, profile_id, int(asked) if asked.isdecimal() and len(asked) < 5 else None)
    note_read(actor=actor, edition=edition)
    context = {
        "profile": edition.profile,
        "edition": edition,
        "document": to_html(thaw(edition.content)),
        "files": _files(profile_id, edition.number),
        "editions": editions_of(edition.profile),
        "has_part": part_in(actor, profile_id) is not None,
        "crumbs": present.crumbs(edition.profile, (f"Edition {edition.number}", ""), read=True),
    }
    return render(request, "profiles/read.html", context)


@require_safe
def read_file(request: HttpRequest, profile_id: UUID, number: int, form: str) -> HttpResponse:
    """An edition as PDF or Word, with its marking on every page. Taking it is written down."""
    actor = standing(request)
    edition = edition_for_actor(actor, profile_id, number)
    note_read(actor=actor, edition=edition, form=form)
    return _file(thaw(edition.content), present.file_name(number, form), form, profile_id)


def _files(profile_id: UUID, number: int) -> list[tuple[str, str]]:
    """What can be downloaded, each with its address."""
    if number:
        return [
            (text, reverse("profiles:read-file", args=[profile_id, number, form]))
            for text, form in (("Download the PDF", "pdf"), ("Download for Word", "docx"))
        ]
    return [
        (text, reverse("profiles:draft-file", args=[profile_id, form]))
        for text, form in (("Download the PDF", "pdf"), ("Download for Word", "docx"))
    ]


def _file(document: Document, name: str, form: str, profile_id: UUID) -> HttpResponse:
    if form not in WRITERS:
        raise NotFound("profile.file", profile_id)
    write, media_type = WRITERS[form]
    return as_download(name, media_type, write(document))
