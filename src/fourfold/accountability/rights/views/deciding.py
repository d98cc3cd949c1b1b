"""A holder decides about its own records, and answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.domain.requests import Act
from fourfold.accountability.rights.forms.handling import DecideForm, SureForm
from fourfold.accountability.rights.operations import deciding as operations
from fourfold.accountability.rights.presenters import parts as words
from fourfold.accountability.rights.presenters.requests import history_of
from fourfold.accountability.rights.queries import parts as queries
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging

FORMS = ["GET", "POST"]
PAGE = 20
REST = {
    Act.GIVE: "Give all the others",
    Act.REMOVE: "Remove all the others",
    Act.RESTRICT: "Stop using all the others",
}


@require_safe
def part(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """What is asked, the agency's own records about the person, and what is decided about each."""
    found = queries.part_for_actor(handler(request), part_id)
    asked = queries.asked_of([found.pk])[found.pk]
    held, decisions = queries.records_of(found), queries.decisions_of(found)
    paging = Paging.read(request.GET, len(held), size=PAGE)
    rest = words.rest_act(asked.kind)
    undecided = sum(one.record_id not in decisions for one in held)
    context = {
        "line": words.part_line(found, asked, today()),
        "rows": words.asked_rows(asked),
        "cards": [words.record_card(one, decisions.get(one.record_id), found) for one in held[paging.window]],
        "tally": words.tally(held, decisions),
        "undecided": undecided,
        "rest": _(REST[rest]) if rest and undecided else "",
        "history": history_of(queries.history_of_part(found)[:PAGE]),
        "paging": paging,
        "part": found,
    }
    return render(request, "rights/part.html", context)


@require_http_methods(FORMS)
def decide(request: HttpRequest, part_id: UUID, record_id: UUID) -> HttpResponse:
    """Decide about one record."""
    actor = handler(request)
    found = queries.part_for_actor(actor, part_id)
    asked = queries.asked_of([found.pk])[found.pk]
    held = next((one for one in queries.records_of(found) if one.record_id == record_id), None)
    if held is None:
        raise NotFound("rights.record", record_id)
    known = queries.decisions_of(found).get(record_id)
    initial = {"act": known.act, "fields_out": known.fields, "ground": known.ground, "reason": known.reason,
               "note": known.note} if known else {}  # fmt: skip
    form = DecideForm(
        request.POST or None, kind=asked.kind, columns=list(words.field_labels(held).items()), initial=initial
    )
    card = words.record_card(held, known, found)
    page = FormPage(
        _("Decide about this record"),
        then=reverse("rights:part", args=[part_id]),
        caption=asked.reference,
        said=_("Your decision was written down."),
        template="rights/decide.html",
        more={"card": card},
    )

    def act() -> None:
        operations.decide_record(actor=actor, now=now(), part_id=part_id, record_id=record_id, decided=form.decided())

    return form_page(request, page, form, act)


@require_http_methods(FORMS)
def rest(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Decide alike about all that is left."""
    actor = handler(request)
    found = queries.part_for_actor(actor, part_id)
    asked = queries.asked_of([found.pk])[found.pk]
    chosen = words.rest_act(asked.kind)
    if chosen is None:
        raise NotFound("rights.part", part_id)
    page = FormPage(
        _(REST[chosen]),
        then=reverse("rights:part", args=[part_id]),
        caption=asked.reference,
        submit=_(REST[chosen]),
        said=_("Decided."),
        intro=_(
            "Every record about which nothing is decided yet. Read them first: the decision is yours, in your name."
        ),
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        page,
        form,
        lambda: operations.decide_rest(actor=actor, now=now(), part_id=part_id, act=chosen),
    )


@require_http_methods(FORMS)
def answer(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Answer for the agency. What was decided is done at once."""
    actor = handler(request)
    found = queries.part_for_actor(actor, part_id)
    asked = queries.asked_of([found.pk])[found.pk]
    removed = sum(one.act == Act.REMOVE for one in queries.decisions_of(found).values())
    warning = ngettext(
        "%(count)s record is removed now, with everything made of it, and cannot be brought back.",
        "%(count)s records are removed now, with everything made of them, and cannot be brought back.",
        removed,
    ) % {"count": removed} if removed else ""  # fmt: skip
    page = FormPage(
        _("Answer for %(holder)s") % {"holder": found.holder.name},
        then=reverse("rights:parts"),
        caption=asked.reference,
        submit=_("Answer"),
        said=_("Your agency has answered."),
        intro=" ".join(
            filter(None, [_("What you decided is done, and whoever asked learns of what may be told."), warning])
        ),
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return form_page(request, page, form, lambda: operations.answer(actor=actor, now=now(), part_id=part_id))
