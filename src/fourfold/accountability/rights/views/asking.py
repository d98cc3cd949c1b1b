"""Asking: for everybody, without an account and without script; and by staff for somebody who telephones."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.domain.clock import months_after
from fourfold.accountability.rights.domain.references import is_reference
from fourfold.accountability.rights.domain.requests import Channel, RequestKind
from fourfold.accountability.rights.forms.asking import AskForm, LodgeForm
from fourfold.accountability.rights.operations import lodging
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.public import controllers, counts
from fourfold.accountability.rights.views.limits import may_send
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.web.form_pages import FormPage, carried_out, show
from fourfold.trust.access.middleware import standing

FORMS = ["GET", "POST"]
TITLES = {
    RequestKind.ACCESS: "See what is held about you",
    RequestKind.RECTIFICATION: "Get something put right",
    RequestKind.REMOVAL: "Get something removed",
    RequestKind.RESTRICTION: "Stop it being used for now",
    RequestKind.OBJECTION: "Object to how it is used",
    RequestKind.COMPLAINT: "Complain",
}
SAID = {
    RequestKind.ACCESS: "You can ask for a copy: what is held, why, who looked, where it came from.",
    RequestKind.RECTIFICATION: "If something about you is wrong, you can ask for it to be corrected.",
    RequestKind.REMOVAL: "You can ask to be taken off. Sometimes the law says that it is kept, and you are told why.",
    RequestKind.RESTRICTION: "For example while it is being checked whether something about you is right.",
    RequestKind.OBJECTION: "You can say why it should not be used for you, and somebody has to think about it.",
    RequestKind.COMPLAINT: "If you think that your data was used wrongly. You hear within 30 days that it has come.",
}
MANY = (
    "Many requests came from your connection in the last hour, so this one was not sent. What you typed is still "
    "here: send it again in an hour, or telephone the organisation."
)


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What rights there are, in plain words, and how many requests were answered in time."""
    on = today()
    since = months_after(on.replace(day=1), -12)
    counted = counts(since, on.replace(day=1))
    context = {
        "choices": [
            {"title": _(TITLES[kind]), "said": _(SAID[kind]), "href": reverse("rights:public-ask", args=[kind.value])}
            for kind in RequestKind
        ],
        "counts": [(_(TITLES[one.kind]), one) for one in counted if one.received is not None],
        "since": since,
        "until": on.replace(day=1),
        "contact": settings.SUPPORT_CONTACT,
        "robots": "index, follow",
    }
    return render(request, "rights/public.html", context)


@login_not_required
@require_http_methods(FORMS)
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask one organisation. The same answer whatever is held, and whether anything is."""
    asked = _kind(kind)
    form = AskForm(request.POST or None, kind=asked, agencies=controllers(), today=today())
    page = FormPage(
        _(TITLES[asked]),
        then=reverse("rights:public"),
        submit=_("Send"),
        intro=_(SAID[asked]),
        template="rights/public_ask.html",
    )

    def act() -> None:
        if not may_send(request):
            raise BadInput.one(_(MANY))
        lodging.lodge_publicly(now=now(), request_id=form.cleaned_data["request_id"], new=form.new())

    if carried_out(request, form, act):
        return redirect("rights:public-sent", lodging.reference_for(form.cleaned_data["request_id"]))
    response = show(request, page, form)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """That it was sent, with its reference. It says the same for every reference: nothing is looked up."""
    if not is_reference(reference):
        raise NotFound("rights.reference")
    return render(request, "rights/public_sent.html", {"reference": reference})


@require_http_methods(FORMS)
def lodge(request: HttpRequest) -> HttpResponse:
    """Write down what somebody asked one's own agency."""
    actor = standing(request)
    mine = {role.agency_id for role in actor.roles}
    if not mine:
        raise NotAllowed(Permission.LODGE, "People who work in an agency write down what somebody asked it.")
    agencies = [(key, name) for key, name in {role.agency_id: role.agency_name for role in actor.roles}.items()]
    form = LodgeForm(request.POST or None, agencies=agencies, today=today(), initial=_own(agencies))
    page = FormPage(
        _("Write down a request"),
        then=reverse("plan:today"),
        submit=_("Record it"),
        intro=_(
            "Somebody asks about their own data, by telephone or in person. Write down what they say; your data "
            "protection officer is told. Give them the reference that you see next."
        ),
    )

    def act() -> None:
        channel = Channel(form.cleaned_data["channel"])
        key = form.cleaned_data["request_id"]
        lodging.lodge(actor=actor, now=now(), request_id=key, new=form.new(), channel=channel)

    if carried_out(request, form, act):
        return redirect("rights:public-sent", lodging.reference_for(form.cleaned_data["request_id"]))
    return show(request, page, form)


def _own(agencies: list[tuple[UUID, str]]) -> dict[str, str]:
    return {"agency": str(agencies[0][0])} if len(agencies) == 1 else {}


def _kind(kind: str) -> RequestKind:
    try:
        return RequestKind(kind)
    except ValueError:
        raise NotFound("rights.kind") from None
