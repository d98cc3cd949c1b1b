"""Sending a file: which feed it is, which header is which column, and a look at its first rows before any enters."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.mapping import Columns, Likeness, map_columns
from fourfold.engines.tabular.refusing import Refusal
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, carried_out, show
from fourfold.ground.web.uploads import take_large
from fourfold.records.feeds import operations
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import MOST_BYTES, How, too_large
from fourfold.records.feeds.forms.deliveries import ColumnsForm, SendForm, name_of
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.presenters import deliveries as present
from fourfold.records.feeds.presenters import previews
from fourfold.records.feeds.queries import deliveries as queries
from fourfold.records.feeds.queries.deliveries import Preview
from fourfold.records.feeds.queries.sending import senders
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing

_FORM_BYTES = 1024 * 1024
"""What stands around the file in a form."""


@csrf_exempt
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send a file as large as the contracts allow: it is taken onto disk, after which forgery is looked for."""
    if request.method == "POST":
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + _FORM_BYTES:
            raise BadInput.one(too_large(), "file")
        operations.be_patient()  # the file may take longer to come than a page may idle
        take_large(request, most=MOST_BYTES + _FORM_BYTES)
    return _send(request)


@csrf_protect
def _send(request: HttpRequest) -> HttpResponse:
    """What is no table, or is here already, is not kept, and the page says why."""
    actor = standing(request)
    agencies = senders(actor)
    if not agencies:
        raise NotAllowed(Permission.SEND, _("Your agency sends no feed. Its accountable officer can say why."))
    form = SendForm(
        request.POST or None,
        request.FILES or None,
        senders=agencies,
        initial={"contract": request.GET.get("contract", "")},
    )
    page = FormPage(
        _("Send a file"),
        then=reverse("feeds:deliveries"),
        submit=_("Send the file"),
        intro=_("Next you see what we read in it. No row enters before you have said that the columns are right."),
        template="feeds/send.html",
        more={"hints": {one.key: one.text for sender in agencies for one in sender.contracts}},
    )
    taken: list[Delivery] = []
    if carried_out(request, form, lambda: taken.append(_received(actor, form))):
        return redirect("feeds:delivery-columns", taken[0].pk)
    return show(request, page, form)


def _received(actor: Standing, form: SendForm) -> Delivery:
    """All of it or nothing: a file that is no table is not kept."""
    file = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            taken = operations.receive(
                actor=actor,
                now=now(),
                holder_id=form.holder_id(),
                contract=form.cleaned_data["contract"],
                filename=file.name,
                content=file,
                how=How.PAGE,
            )
            queries.preview(actor, taken.pk)
            return taken
    except (Conflict, Refusal) as refused:
        raise BadInput.one(str(refused), "file") from refused


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Which header is which column, and the first rows as they would be read. What was said before is remembered."""
    actor = standing(request)
    found = queries.delivery(actor, delivery_id)
    if not present.waits_for_sender(found):
        return redirect("feeds:delivery", delivery_id)
    contract, preview = contract_of(found.contract), _preview(actor, delivery_id)
    form = ColumnsForm(request.POST or None, contract=contract, headers=preview.headers, columns=preview.columns)
    is_look = "look" in request.POST
    if not is_look and carried_out(request, form, lambda: _said(actor, found, form)):
        return redirect("feeds:delivery", delivery_id)
    said = map_columns(contract, preview.headers, _chosen(form))
    context = {"delivery": found, "form": form, **_shown(found, contract, preview, said, form)}
    return render(request, "feeds/columns.html", context, status=NOT_TAKEN if form.errors else 200)


def _preview(actor: Standing, delivery_id: UUID) -> Preview:
    try:
        return queries.preview(actor, delivery_id)
    except Refusal as refusal:
        raise Conflict(str(refusal)) from refusal


def _said(actor: Standing, found: Delivery, form: ColumnsForm) -> None:
    operations.say_mapping(actor=actor, now=now(), delivery_id=found.pk, mapping=form.mapping())
    if actor.user_id:
        operations.work_off_after_commit(found.pk, actor.user_id)


def _chosen(form: ColumnsForm) -> dict[str, str]:
    """What the choices on the page say, sound or not: the rows are shown by these."""
    return {header: form[name_of(place)].value() or "" for place, header in enumerate(form.headers) if header}


def _shown(found: Delivery, contract: Contract, preview: Preview, said: Columns, form: ColumnsForm) -> dict[str, Any]:
    fields = {place: form[name_of(place)] for place, header in enumerate(preview.headers) if header}
    lines = previews.header_lines(preview, preview.columns, fields)
    required = [one.label for one in contract.columns if one.required and one.key in said.missing]
    # While a column is missing, every row would be wrong for that alone.
    rows = previews.preview_rows(preview, contract, said, None if required else today(found.received_at))
    with_faults = any(row.wrong for row in rows)
    return {
        "contract": contract,
        "lines": lines,
        "unsure": [line for line in lines if not line.is_sure],
        "lacking": required if not form.errors else [],
        "is_remembered": any(match.likeness is Likeness.CHOSEN for match in preview.columns.matches),
        "headers": previews.preview_headers(contract, said, with_faults=with_faults),
        "with_faults": with_faults,
        "rows": rows,
    }
