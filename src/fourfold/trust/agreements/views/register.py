"""The public register of agreements: open to everybody, and nothing in it but what is or was in force."""

import json
from dataclasses import asdict
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.documents.sheets import to_csv
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.tables import Paging
from fourfold.trust.agreements.paper import register as paper
from fourfold.trust.agreements.queries.register import register as read_register
from fourfold.trust.agreements.queries.register import registered

KEPT = "public, max-age=300"
"""How long browsers and proxies may keep it, as the public pages of plans."""
MOST = 5000
"""Agreements in a file."""


@login_not_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The list."""
    pages: list[Paging] = []

    def window(total: int) -> slice:
        pages.append(Paging.read(request.GET, total))
        return pages[0].window

    found, words = read_register(window)
    lines = [(one.agreement_id, paper.entry_of(one, words, today=today())) for one in found]
    return _kept(render(request, "agreements/register.html", {"lines": lines, "paging": pages[0], **_ROBOTS}))


@login_not_required
@require_safe
def entry(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement."""
    found, words = registered(agreement_id)
    context = {"entry": paper.entry_of(found, words, today=today()), **_ROBOTS}
    return _kept(render(request, "agreements/register_entry.html", context))


@login_not_required
@require_safe
def register_file(_request: HttpRequest, kind: str) -> HttpResponse:
    """The whole register as a file, `csv` or `json`."""
    if kind not in ("csv", "json"):
        raise NotFound("agreement.register", kind)
    found, words = read_register(lambda _total: slice(0, MOST))
    entries = [paper.entry_of(one, words, today=today()) for one in found]
    name = f"register-of-agreements-{today().isoformat()}.{kind}"
    if kind == "csv":
        return as_download(name, "text/csv; charset=utf-8", to_csv(paper.COLUMNS, paper.table(entries)))
    content = {"marking": "OFFICIAL", "made_on": today(), "agreements": [asdict(one) for one in entries]}
    return as_download(name, "application/json", json.dumps(content, default=str, ensure_ascii=False).encode())


_ROBOTS = {"robots": "index, follow"}


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEPT
    return response
