"""Who was chased and what came of it, for coordinators; and each person's own mail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.accountability.chasing.forms.digests import YourMailForm
from fourfold.accountability.chasing.operations import digests as operations
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.presenters import digests as presenter
from fourfold.accountability.chasing.presenters.digests import Show
from fourfold.accountability.chasing.queries import digests as queries
from fourfold.accountability.plan.queries.actions import actions_by_id
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import names_of_people


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who was written to when, who has not answered, and whom no mail reaches. `show` says which of them."""
    actor = standing(request)
    chosen = request.GET.get("show", "")
    show = Show(chosen) if chosen in list(Show) else Show.ALL
    everyone = queries.chased_for_actor(actor, now=now())
    silent = [one for one in everyone if one.silent >= queries.SILENT_AFTER]
    unreached = queries.unreached_for_actor(actor, now=now())
    context: dict[str, Any] = {
        "tabs": presenter.tabs(
            show,
            everyone=len(everyone),
            silent=len(silent),
            unreached=len(unreached.actions) + len(unreached.people),
        ),
        "show": show.value,
    }
    if show is Show.UNREACHED:
        actions = actions_by_id(actor, unreached.actions)
        context |= {
            "at": unreached.at,
            "actions": [presenter.unled(action) for action in actions.values()],
            "people": presenter.bouncing(names_of_people(actor, unreached.people)),
        }
        return render(request, "chasing/unreached.html", context)
    listed = silent if show is Show.SILENT else everyone
    paging = Paging.read(request.GET, len(listed))
    page = listed[paging.window]
    counts = queries.form_counts(one.digest_id for one in page)
    context |= {
        "lines": presenter.lines(page, queries.names_of(actor, page), counts, today=today()),
        "paging": paging,
    }
    return render(request, "chasing/chasing.html", context)


@require_POST
def chase_now(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Put somebody's weekly mail forward."""
    try:
        operations.chase_now(actor=standing(request), now=now(), person_id=person_id)
    except BadInput as refused:
        messages.warning(request, str(refused.problems[0].message))
    else:
        messages.success(request, _("Their mail for this week goes out now, or when working hours begin."))
    return redirect(reverse("chasing:chasing"))


@require_http_methods(["GET", "POST"])
def your_mail(request: HttpRequest) -> HttpResponse:
    """The day of one's weekly mail."""
    actor = standing(request)
    require(policies.choose_mail(actor), Permission.CHOOSE_MAIL, subject_kind="chasing")
    form = YourMailForm(request.POST or None, initial={"weekday": queries.weekday_of(actor.user_id).value})
    page = FormPage(
        title=_("Your mail"),
        then=reverse("partnership:account"),
        submit=_("Save"),
        said=_("Your day is saved."),
        template="chasing/your_mail.html",
    )

    def save() -> None:
        operations.choose_weekday(actor=actor, now=now(), weekday=Weekday(form.cleaned_data["weekday"]))

    return form_page(request, page, form, save)
