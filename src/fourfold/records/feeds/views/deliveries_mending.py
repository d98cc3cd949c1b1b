"""Mending rows that wait, one after the other; leaving out what cannot be mended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, carried_out, show
from fourfold.records.feeds import operations
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState, WaitingState
from fourfold.records.feeds.forms.deliveries import BecauseForm
from fourfold.records.feeds.forms.waiting import RowForm
from fourfold.records.feeds.models import WaitingRow
from fourfold.records.feeds.presenters import waiting as present
from fourfold.records.feeds.queries import deliveries as queries
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


@require_http_methods(["GET", "POST"])
def waiting_row(request: HttpRequest, delivery_id: UUID, row_id: UUID) -> HttpResponse:
    """A row as it was sent, with what is wrong beside each value. Mended it enters, and the next one comes."""
    actor = standing(request)
    row = _row(actor, delivery_id, row_id)
    found = row.delivery
    if row.state != WaitingState.WAITING or found.state != DeliveryState.DELIVERED:
        return redirect("feeds:delivery", delivery_id)
    contract = contract_of(found.contract)
    sent = present.sent_values(row, found, contract)
    form = RowForm(request.POST if request.method == "POST" else sent, contract=contract, sent=sent)

    def mend() -> None:
        operations.mend_row(actor=actor, now=now(), row_id=row_id, values=form.values())

    if carried_out(request, form, mend):
        messages.success(request, _("Row %(number)s has entered.") % {"number": f"{row.row_number:,}"})
        return _onward(actor, delivery_id, row.row_number)
    if request.method != "POST":
        for key, text in present.faults_by_field(row):
            form.add_error(key if key in form.fields else None, text)
    wrong = [form[name] for name in form.fields if form[name].errors]
    context = {
        "delivery": found,
        "row": row,
        "row_form": form,
        "wrong": wrong,
        "right": [form[name] for name in form.fields if not form[name].errors],
        "unread": present.unread_values(row, found),
        "left": queries.waiting_count(actor, delivery_id),
        "next": queries.next_waiting(actor, delivery_id, row.row_number),
        "has_errors": request.method == "POST",
    }
    return render(request, "feeds/waiting_row.html", context, status=NOT_TAKEN if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, delivery_id: UUID, row_id: UUID) -> HttpResponse:
    """Leave a row out for good, with the reason."""
    actor = standing(request)
    row = _row(actor, delivery_id, row_id)
    page = FormPage(
        _("Leave row %(number)s out") % {"number": f"{row.row_number:,}"},
        then=reverse("feeds:waiting-row", args=[delivery_id, row_id]),
        caption=row.delivery.filename,
        submit=_("Leave it out"),
        intro=_("It never enters. What it said stays for 90 days; who left it out, and why, stay with the delivery."),
    )
    form = BecauseForm(request.POST or None)

    def act() -> None:
        operations.drop_row(actor=actor, now=now(), row_id=row_id, because=form.cleaned_data["because"])

    if carried_out(request, form, act):
        messages.success(request, _("Row %(number)s is left out.") % {"number": f"{row.row_number:,}"})
        return _onward(actor, delivery_id, row.row_number)
    return show(request, page, form)


def _row(actor: Standing, delivery_id: UUID, row_id: UUID) -> WaitingRow:
    row = queries.waiting_row(actor, row_id)
    if row.delivery_id != delivery_id:
        raise NotFound("waiting-row", row_id)
    return row


def _onward(actor: Standing, delivery_id: UUID, after: int) -> HttpResponse:
    """To the next row that waits, else back to the delivery."""
    onward = queries.next_waiting(actor, delivery_id, after)
    return redirect("feeds:waiting-row", delivery_id, onward) if onward else redirect("feeds:delivery", delivery_id)
