"""What Fourfold sends, and what became of it. For administrators."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fourfold.ground.kernel.clock import now, show_date
from fourfold.ground.web.tables import Paging
from fourfold.trust.messages.domain.states import NEEDS_SOMEBODY, Channel, State
from fourfold.trust.partnership.forms.directory import asked
from fourfold.trust.partnership.forms.outbox import OutboxFilterForm
from fourfold.trust.partnership.operations import outbox as operations
from fourfold.trust.partnership.presenters import outbox as present
from fourfold.trust.partnership.queries import outbox as queries
from fourfold.trust.partnership.views import standing


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; `?state=`, `?channel=` and `?address=` choose among them."""
    actor = standing(request)
    counts = queries.message_counts(actor)
    form = OutboxFilterForm(request.GET)
    answers = asked(form)
    wanted = queries.OutboxFilter(
        state=State(answers["state"]) if answers["state"] else None,
        channel=Channel(answers["channel"]) if answers["channel"] else None,
        address=answers["address"],
    )
    found = queries.find_messages(actor, wanted)
    total = found.count()
    paging = Paging.read(request.GET, total)
    context = {
        "filters": form,
        "active": sum(bool(answer) for answer in answers.values()),
        "rows": [present.row(message) for message in found[paging.window]],
        "total": total,
        "shown": present.shown(wanted.state, wanted.channel, wanted.address),
        "paging": paging,
        "tally": [
            {"state": state.value, "badge": present.Badge.of(state), "count": counts[state]}
            for state in (*NEEDS_SOMEBODY, State.WAITING)
            if counts[state]
        ],
        "failed": counts[State.FAILED],
        "no_server": not settings.SMTP_URL and settings.MAIL_FOLDER is None,
        "folder": settings.MAIL_FOLDER is not None,
        "parts": present.parts("outbox", {state: counts[state] for state in NEEDS_SOMEBODY}),
    }
    return render(request, "partnership/outbox.html", context)


@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message: where it stands, why, and every attempt. Its text is shown to nobody."""
    found = queries.message_for_actor(standing(request), message_id)
    return render(request, "partnership/outbox_message.html", {"message": present.page(found)})


@require_POST
def send_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Have one message sent."""
    operations.send_again(actor=standing(request), now=now(), message_id=message_id)
    messages.success(request, _("It goes again within a minute."))
    return redirect("partnership:message", message_id)


@require_POST
def send_all_again(request: HttpRequest) -> HttpResponse:
    """Have everything sent that failed."""
    count = operations.send_all_again(actor=standing(request), now=now())
    said = ngettext("%(count)s message goes again.", "%(count)s messages go again.", count) % {"count": count}
    messages.success(request, said)
    return redirect("partnership:outbox")


@require_POST
def give_up(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Decide that one message is not sent."""
    operations.give_up_message(actor=standing(request), now=now(), message_id=message_id)
    messages.success(request, _("It is given up, and its text is gone."))
    return redirect("partnership:message", message_id)


@require_safe
def undeliverable(request: HttpRequest) -> HttpResponse:
    """Addresses that a mail server refused for good."""
    actor = standing(request)
    counts = queries.message_counts(actor)
    found = queries.undeliverable_addresses(actor)
    total = found.count()
    paging = Paging.read(request.GET, total)
    context = {
        "rows": [
            {"id": one.pk, "address": one.address, "since": show_date(one.since), "said": one.said}
            for one in found[paging.window]
        ],
        "total": total,
        "paging": paging,
        "parts": present.parts("undeliverable", {state: counts[state] for state in NEEDS_SOMEBODY}),
    }
    return render(request, "partnership/outbox_addresses.html", context)


@require_POST
def clear(request: HttpRequest, undeliverable_id: UUID) -> HttpResponse:
    """Take an address for good again."""
    count = operations.clear_address(actor=standing(request), now=now(), undeliverable_id=undeliverable_id)
    said = ngettext(
        "The address is cleared. %(count)s letter that was held goes now.",
        "The address is cleared. %(count)s letters that were held go now.",
        count,
    ) % {"count": count}
    messages.success(request, said)
    return redirect("partnership:undeliverable")
