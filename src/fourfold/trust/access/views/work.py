"""Who works with whom: what was said of oneself, what one says of colleagues."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access import operations
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.forms.registers import SureForm, WorkForm
from fourfold.trust.access.policies import (
    DPO,
    SAYS_WHO_WORKS_WITH,
    Permission,
    agencies_as,
    may_say_who_works_with,
)
from fourfold.trust.access.presenters.registers import work_line
from fourfold.trust.access.queries.people import colleagues
from fourfold.trust.access.queries.registers import one_work, work_of, work_of_others
from fourfold.trust.access.views import standing
from fourfold.trust.partnership.queries import names_of_accounts, people_to_choose

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """With whom one works; with `?of=others`, for those who answer for it, with whom colleagues do."""
    actor = standing(request)
    is_officer = bool(agencies_as(actor, {*SAYS_WHO_WORKS_WITH, DPO}))
    others = is_officer and request.GET.get("of") == "others"
    found = work_of_others(actor) if others else work_of(actor)
    paging = Paging.read(request.GET, found.count())
    shown = list(found[paging.window])
    names = names_of_accounts(actor, {one.user_id for one in shown})
    context = {
        "lines": [work_line(one, names, ends=others) for one in shown],
        "others": others,
        "is_officer": is_officer,
        "says": bool(may_say_who_works_with(actor)),
        "paging": paging,
    }
    return render(request, "access/work.html", context)


@form_view
def say(request: HttpRequest) -> HttpResponse:
    """Say that a colleague works with a person; `?reference=` fills it in."""
    actor = standing(request)
    require(may_say_who_works_with(actor), Permission.WORK_WITH)
    able = colleagues(actor, SAYS_WHO_WORKS_WITH)
    people = [(str(one.user_id), one.label) for one in people_to_choose(actor) if one.user_id in able]
    form = WorkForm(request.POST or None, people=people, initial={"reference": request.GET.get("reference", "")})
    page = FormPage(
        title=_("Say who works with a person"),
        then=reverse("access:work") + "?of=others",
        submit=_("Save"),
        intro=_(
            "What agreements share with those who work with the person then opens to your colleague, from their next "
            "page on. They and your data protection officer see that you said so."
        ),
        said=_("It is written down. What agreements share with those who work with the person is open to them."),
    )

    def act() -> None:
        asked = form.cleaned_data
        said = operations.WorksWith(UUID(asked["user_id"]), asked["reference"], asked["reason"])
        operations.say_who_works_with(actor=actor, now=now(), said=said)

    return form_page(request, page, form, act)


@form_view
def end(request: HttpRequest, relationship_id: UUID) -> HttpResponse:
    """A colleague works with a person no longer."""
    actor = standing(request)
    found = one_work(actor, relationship_id)
    line = work_line(found, names_of_accounts(actor, [found.user_id]), ends=False)
    page = FormPage(
        title=_("They no longer work with the person"),
        caption=line.who,
        then=reverse("access:work") + "?of=others",
        submit=_("End it"),
        intro=_("With %(reference)s since %(moment)s. It closes at their next page.")
        % {"reference": line.reference, "moment": line.since},
        said=_("It is ended."),
    )
    form = SureForm({} if request.method == "POST" else None)
    return form_page(
        request,
        page,
        form,
        lambda: operations.end_work_with(actor=actor, now=now(), relationship_id=relationship_id),
    )
