"""Keys of an agency's systems: the list, making one after a step-up, ending one; and the page about the API."""

from importlib import resources
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.web.form_pages import FormPage, carried_out, show
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds import operations
from fourfold.records.feeds.domain.credentials import is_live
from fourfold.records.feeds.forms.credentials import KeyForm
from fourfold.records.feeds.models import Credential
from fourfold.records.feeds.operations import MadeKey, NewKey
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.presenters import api_page
from fourfold.records.feeds.presenters import credentials as present
from fourfold.records.feeds.queries import credentials as queries
from fourfold.records.feeds.queries.sending import Sender, senders
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import names_of_accounts

EXAMPLE = resources.files("fourfold.records.feeds.api").joinpath("example.sh")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How an agency's own system sends files: made from the description of the API itself."""
    actor = standing(request)
    context = {
        "calls": api_page.calls(),
        "problems": api_page.problems(),
        "example": EXAMPLE.read_text(encoding="utf-8"),
        "keeps_keys": bool(queries.keeps_keys_of(actor)),
    }
    return render(request, "feeds/api.html", context)


@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """The keys of one's agency's systems, newest first."""
    actor = standing(request)
    found = queries.credentials(actor)
    paging = Paging.read(request.GET, found.count())
    context = {
        "rows": [present.row_of(one, now()) for one in found[paging.window]],
        "paging": paging,
        "may_make": bool(_makers(actor)),
    }
    return render(request, "feeds/credentials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_step_up
def make(request: HttpRequest) -> HttpResponse:
    """Make a key. Its private part, where we made it, stands on the page that answers, once."""
    actor = standing(request)
    makers = _makers(actor)
    if not makers:
        raise NotAllowed(
            Permission.MAKE_KEY, _("Keys are made by your agency’s administrator or its gangs champion.")
        )
    form = KeyForm(request.POST or None, senders=makers)
    page = FormPage(
        _("Make a key for a system"),
        then=reverse("feeds:credentials"),
        submit=_("Make the key"),
        intro=_(
            "The system sends in your name, as long as you keep your agency’s keys. Everything it does is "
            "written down "
            "with the key’s id."
        ),
    )
    made: list[MadeKey] = []
    if carried_out(request, form, lambda: made.append(_made(actor, form))):
        response = render(request, "feeds/credential_made.html", {"made": made[0]})
        response["Cache-Control"] = "no-store"
        return response
    return show(request, page, form)


@require_safe
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """One key: what it sends, until when, who made it, when it was last used."""
    actor = standing(request)
    found = queries.credential(actor, credential_id)
    context = {
        "key": found,
        "bar": present.bar_of(found, now()),
        "about": present.about(found, names_of_accounts(actor, _people(found))),
        "is_live": is_live(until=found.until, ended_at=found.ended_at, at=now()),
    }
    return render(request, "feeds/credential.html", context)


@require_POST
def end(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """End it for good. No step-up: whoever suspects that a key is lost should not have to look for their phone."""
    operations.end_key(actor=standing(request), now=now(), credential_id=credential_id)
    messages.success(request, _("The key has ended. Its next call is refused."))
    return redirect("feeds:credential", credential_id)


def _makers(actor: Standing) -> list[Sender]:
    ids = set(queries.keeps_keys_of(actor))
    return [one for one in senders(actor) if one.agency_id in ids] if ids else []


def _made(actor: Standing, form: KeyForm) -> MadeKey:
    given = form.cleaned_data
    new = NewKey(
        agency_id=form.holder_id(),
        name=given["name"],
        contracts=given["contracts"],
        until=form.last_day(),
        public_pem=given["public_key"],
    )
    return operations.make_key(actor=actor, now=now(), new=new)


def _people(key: Credential) -> set[UUID]:
    return {one for one in (key.made_by, key.ended_by) if one}
