"""Removing what is due: what may go, deciding, confirming, taking over, withdrawing, how far it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.rights.domain.removal import Halts, RemovalState
from fourfold.accountability.rights.forms.handling import SureForm, WordsForm
from fourfold.accountability.rights.operations import due_removals as operations
from fourfold.accountability.rights.presenters import removing as words
from fourfold.accountability.rights.presenters.requests import sections
from fourfold.accountability.rights.presenters.retention import label_of
from fourfold.accountability.rights.queries import due_removals as queries
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.accountability.rights.queries.retention import due_of
from fourfold.accountability.rights.views.lists import handler
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.ground.web.wording import plural
from fourfold.trust.partnership.queries.outbox import names_of_agencies

FORMS = ["GET", "POST"]


@require_safe
def due(request: HttpRequest, holder_id: UUID, data_set: str) -> HttpResponse:
    """What of a data set is due, and what of it may be removed with others."""
    actor, on = handler(request), today()
    found = due_of(actor, holder_id, data_set, on)
    going, staying = queries.counts_for_actor(actor, holder_id, data_set, on)
    after = queries.place_of(request.GET.get("after", ""))
    lines, following = queries.lines_for_actor(actor, holder_id, data_set, on, after)
    here = reverse("rights:removable", args=[holder_id, data_set])
    context = {
        "label": label_of(data_set),
        "holder": names_of_agencies(set(agencies_of(actor))).get(holder_id, ""),
        "sections": sections("rights:retention"),
        "tallies": words.tallies(going, staying, found.records),
        "counted": queries.COUNTED if found.records > queries.COUNTED else 0,
        "may": going > 0 or found.records > queries.COUNTED,
        "unnamed": queries.unnamed_requests(actor, holder_id),
        "open": queries.open_removals(actor).get((holder_id, data_set)),
        "lines": words.due_lines(lines),
        "decide": reverse("rights:remove-due", args=[holder_id, data_set]),
        "first": here if after else "",
        "next": f"{here}?after={following}" if following else "",
    }
    return render(request, "rights/removable.html", context)


@require_http_methods(FORMS)
def decide(request: HttpRequest, holder_id: UUID, data_set: str) -> HttpResponse:
    """Decide that what is due is removed, once another officer confirms it."""
    actor = handler(request)
    due_of(actor, holder_id, data_set, today())
    if made := queries.open_removals(actor).get((holder_id, data_set)):
        return redirect("rights:removal", made)
    form = WordsForm(
        request.POST or None,
        label=_("Why are they not needed any longer?"),
        empty=_("Say why these records are not needed any longer"),
    )
    page = FormPage(
        _("Have what is due removed"),
        then=reverse("rights:removable", args=[holder_id, data_set]),
        caption=label_of(data_set),
        submit=_("Decide"),
        said=_("It is decided. Another officer of your agency confirms it; nothing is removed until then."),
        intro=_(
            "Every record is looked at once more before it goes. What falls due later, or changes from now on, stays."
            " What goes leaves every list, index and link, and no later file brings it back. It cannot be undone."
        ),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.propose_removal(
            actor=actor, now=now(), holder_id=holder_id, data_set=data_set, why=form.cleaned_data["text"]
        ),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The removals of one's agency, the newest first."""
    found = queries.removals_for_actor(handler(request))
    paging = Paging.read(request.GET, found.count())
    context = {
        "sections": sections("rights:retention"),
        "lines": [words.removal_line(one) for one in found[paging.window]],
        "paging": paging,
    }
    return render(request, "rights/removals.html", context)


@require_safe
def removal(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """One removal: who decided it, how far it is, what stayed and why."""
    actor = handler(request)
    one = queries.removal_for_actor(actor, removal_id)
    waits = queries.waits_of(one)
    context = {
        "removal": one,
        "label": label_of(one.data_set),
        "state": words.STATES[RemovalState(one.state)],
        "rows": words.facts(one),
        "became": words.became(one),
        "progress": words.progress_of(one, waits.halts),
        "waits": words.arriving(waits.halts) or ("" if waits.decider else words.arriving(Halts.LEFT)),
        "others": words.asked_of_others(one, actor.person_id),
        "acts": words.acts(one, waits, actor.person_id),
        "again": reverse("rights:removable", args=[one.holder_id, one.data_set]),
    }
    return render(request, "rights/removal.html", context)


@require_safe
def progress(request: HttpRequest, removal_id: UUID) -> JsonResponse:
    """How far a removal is, for the page's script."""
    one = queries.removal_for_actor(handler(request), removal_id)
    return JsonResponse(words.progress_of(one, queries.waits_of(one).halts).as_json())


@require_http_methods(FORMS)
def confirm(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """Confirm what another officer decided."""
    actor = handler(request)
    one = queries.removal_for_actor(actor, removal_id)
    page = FormPage(
        _("Confirm that what is due is removed"),
        then=reverse("rights:removal", args=[removal_id]),
        caption=label_of(one.data_set),
        submit=_("Confirm, and remove"),
        said=_("It is confirmed, and begins. You can leave this page."),
        intro=_(
            "%(who)s decided it: “%(why)s” %(due)s were due then. Each is looked at once more, and goes if nothing"
            " keeps it. It cannot be undone. It can be withdrawn while it goes on; what went is gone."
        )
        % {"who": one.decided_by.name, "why": one.why, "due": plural(one.due, "record")},
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        page,
        form,
        lambda: operations.confirm_removal(actor=actor, now=now(), removal_id=removal_id),
    )


@require_http_methods(FORMS)
def take_over(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """Stand in for whoever left."""
    actor = handler(request)
    one = queries.removal_for_actor(actor, removal_id)
    page = FormPage(
        _("Take this removal over"),
        then=reverse("rights:removal", args=[removal_id]),
        caption=label_of(one.data_set),
        submit=_("Take it over"),
        said=_("It is in your name now."),
        intro=_("You answer for it in place of an officer who left. The reason that was given: %(why)s")
        % {"why": one.why},
    )
    form = SureForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        page,
        form,
        lambda: operations.take_over_removal(actor=actor, now=now(), removal_id=removal_id),
    )


@require_http_methods(FORMS)
def withdraw(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """Let no more be removed."""
    actor = handler(request)
    one = queries.removal_for_actor(actor, removal_id)
    form = WordsForm(
        request.POST or None,
        label=_("Why are they not to be removed?"),
        empty=_("Say why these records are not to be removed"),
    )
    page = FormPage(
        _("Withdraw this removal"),
        then=reverse("rights:removal", args=[removal_id]),
        caption=label_of(one.data_set),
        submit=_("Withdraw it"),
        said=_("It is withdrawn: nothing more is removed."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.withdraw_removal(
            actor=actor, now=now(), removal_id=removal_id, why=form.cleaned_data["text"]
        ),
    )
