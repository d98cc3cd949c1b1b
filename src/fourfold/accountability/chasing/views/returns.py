"""An agency's actions as a spreadsheet: taken out, brought back, and what it would change."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.sheets.comparing import Difference
from fourfold.accountability.chasing.forms.returns import BringBackForm, DifferencesForm
from fourfold.accountability.chasing.models import Return
from fourfold.accountability.chasing.operations import returns as operations
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.presenters import returns as presenter
from fourfold.accountability.chasing.queries import returns as queries
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, carried_out
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Take the agency's actions out, bring them back, and go on with what is to be decided."""
    actor = standing(request)
    require(policies.use_spreadsheets(actor), Permission.TAKE_OUT, subject_kind="chasing")
    form = BringBackForm(request.POST or None, request.FILES or None)
    taken: list[Return] = []

    def take() -> None:
        file = form.cleaned_data["file"]
        taken.append(operations.bring_back(actor=actor, now=now(), filename=file.name or "", content=file.read()))

    if carried_out(request, form, take):
        return redirect("chasing:return", taken[0].pk)
    context = {
        "form": form,
        "agency": actor.home.agency_name if actor.home else "",
        "count": queries.count_to_take_out(actor, today=today()),
        "past": presenter.past(queries.returns_of(actor)),
    }
    return render(request, "chasing/returns.html", context, status=NOT_TAKEN if form.errors else 200)


@require_safe
@require_step_up
def take_out(request: HttpRequest) -> HttpResponse:
    """The file. `plan` in the address narrows it to one plan."""
    plan_id = _plan_id(request.GET.get("plan", ""))
    content = operations.take_out(actor=standing(request), now=now(), plan_id=plan_id)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="our-actions-{today().isoformat()}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _plan_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound("plan", text) from None


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The difference, to accept row by row; or what came of it."""
    actor = standing(request)
    kept = queries.return_for_actor(actor, return_id)
    if not queries.is_open(kept):
        return render(request, "chasing/return_over.html", {"kept": presenter.past([kept])[0]})
    found = queries.differences(actor, queries.rows_of(kept), today=today())
    print_of = operations.fingerprint(found)
    if request.method == "POST" and request.POST.get("shown") != print_of:
        return _moved(request, kept, found)
    form = DifferencesForm(request.POST or None, differences=found, initial={"shown": print_of})
    posted: list[UUID] = []

    def accept() -> None:
        posted.extend(
            operations.accept(
                actor=actor,
                now=now(),
                return_id=return_id,
                choices=form.choices(),
                shown=form.cleaned_data["shown"],
            )
        )

    try:
        if carried_out(request, form, accept):
            messages.success(request, presenter.posted_sentence(len(posted)))
            return redirect("chasing:return", return_id)
    except operations.PlanMoved:
        return _moved(request, kept, queries.differences(actor, queries.rows_of(kept), today=today()))
    return _show(request, kept, found, form)


def _moved(request: HttpRequest, kept: Return, found: list[Difference]) -> HttpResponse:
    """The difference as it is by now, with everything ticked anew."""
    form = DifferencesForm(None, differences=found, initial={"shown": operations.fingerprint(found)})
    return _show(request, kept, found, form, moved=operations.MOVED)


def _show(
    request: HttpRequest, kept: Return, found: list[Difference], form: DifferencesForm, *, moved: str = ""
) -> HttpResponse:
    context = {
        "kept": kept,
        "form": form,
        "moved": moved,
        "sentence": presenter.sentence(found),
        "groups": presenter.groups(found, form),
        "acts": any(item.acts for item in found),
        "left_out": presenter.left_out_lines(queries.left_out(standing(request), found, today=today())),
    }
    return render(
        request, "chasing/return.html", context, status=CONFLICT if moved else NOT_TAKEN if form.errors else 200
    )


@require_POST
def discard(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Set a spreadsheet aside."""
    operations.discard(actor=standing(request), now=now(), return_id=return_id)
    messages.success(request, _("The spreadsheet was set aside. Nothing of it was saved."))
    return redirect(reverse("chasing:returns"))
