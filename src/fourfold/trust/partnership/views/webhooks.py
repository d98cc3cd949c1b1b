"""Keeping webhooks. For administrators, after a step-up where a secret is made or an address is told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.form_pages import FormPage, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.messages.domain.states import NEEDS_SOMEBODY
from fourfold.trust.messages.operations import EventKind, Made
from fourfold.trust.partnership.forms.outbox import WebhookForm
from fourfold.trust.partnership.operations import outbox as operations
from fourfold.trust.partnership.presenters import outbox as present
from fourfold.trust.partnership.queries import agencies_to_choose
from fourfold.trust.partnership.queries import outbox as queries
from fourfold.trust.partnership.step_up import require_step_up
from fourfold.trust.partnership.views import administrators_only, standing


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """All webhooks, those that live first."""
    actor = standing(request)
    counts = queries.message_counts(actor)
    found = queries.find_webhooks(actor)
    total = found.count()
    paging = Paging.read(request.GET, total)
    here = list(found[paging.window])
    names = queries.names_of_agencies({one.agency_id for one in here})
    context = {
        "rows": [present.webhook_row(one, names, now()) for one in here],
        "total": total,
        "paging": paging,
        "parts": present.parts("webhooks", {state: counts[state] for state in NEEDS_SOMEBODY}),
    }
    return render(request, "partnership/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@require_step_up
def webhook_add(request: HttpRequest) -> HttpResponse:
    """Make a webhook. Its secret is shown on the page that answers, once."""
    actor = standing(request)
    form = WebhookForm(request.POST or None, agencies=agencies_to_choose(actor))
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.make_webhook(
                actor=actor,
                now=now(),
                agency_id=UUID(given["agency"]),
                url=given["url"],
                events=[EventKind(event) for event in given["events"]],
            )
        except BadInput as error:
            form.add_problems(error)
        else:
            return _secret(request, made, _("The webhook is made"))
    page = FormPage(
        title=_("Add a webhook"),
        then=reverse("partnership:webhooks"),
        submit=_("Make the webhook"),
        intro=_("An agency's own system is told of events as they happen, signed with a secret that the two share."),
    )
    return show(request, page, form)


def _secret(request: HttpRequest, made: Made, title: str) -> HttpResponse:
    response = render(request, "partnership/webhook_secret.html", {"made": made, "title": title})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """One webhook: whose, where, what it is told, and its last messages."""
    actor = standing(request)
    found = queries.webhook_for_actor(actor, webhook_id)
    names = queries.names_of_agencies({found.agency_id})
    context = {
        "webhook": present.webhook_row(found, names, now()),
        "rows": [present.row(one) for one in queries.webhook_messages(actor, webhook_id)],
    }
    return render(request, "partnership/webhook.html", context)


@require_POST
@administrators_only
@require_step_up
def rotate(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Make a new secret."""
    made = operations.rotate_secret(actor=standing(request), now=now(), webhook_id=webhook_id)
    return _secret(request, made, _("The new secret is made"))


@require_POST
def pause(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Tell it nothing until it is resumed."""
    operations.pause_webhook(actor=standing(request), now=now(), webhook_id=webhook_id)
    messages.success(request, _("It is paused. What happens meanwhile is not told later."))
    return redirect("partnership:webhook", webhook_id)


@require_POST
def resume(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Tell it again."""
    operations.resume_webhook(actor=standing(request), now=now(), webhook_id=webhook_id)
    messages.success(request, _("It is told again from now on."))
    return redirect("partnership:webhook", webhook_id)


@require_POST
def try_it(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Send it a test."""
    operations.try_webhook(actor=standing(request), now=now(), webhook_id=webhook_id)
    messages.success(request, _("A test is on its way. Look below in a minute for what became of it."))
    return redirect("partnership:webhook", webhook_id)


@require_POST
@administrators_only
@require_step_up
def end(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """End it for good."""
    operations.end_webhook(actor=standing(request), now=now(), webhook_id=webhook_id)
    messages.success(request, _("It has ended: it is told nothing any more."))
    return redirect("partnership:webhook", webhook_id)
