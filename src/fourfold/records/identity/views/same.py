"""Why records are held to be one person’s, what changed, and saying that it is otherwise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.records.feeds.queries.finding import subject_by_reference
from fourfold.records.feeds.queries.sight import Sight, sight_of
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.forms.judging import JudgeForm
from fourfold.records.identity.forms.reviews import TakeBackForm
from fourfold.records.identity.operations import judge, withdraw_judgement
from fourfold.records.identity.presenters.changes import change_told, judgement_told, same_of
from fourfold.records.identity.queries.finding import records_of_person
from fourfold.records.identity.queries.people import changes_of, judgement_about, judgements_of
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.partnership.queries import names_of_accounts


@require_safe
@looks_at_people
def changes(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Which references are held to be this person, and what became of that, newest first."""
    sight = sight_of(request, now())
    records = records_of_person(sight, subject_id)
    references = {record.subject_id: record.reference for record in records if record.subject_id}
    context = {
        "subject_id": subject_id,
        "reference": references[subject_id],
        "same": same_of(records),
        "changes": [change_told(one, references) for one in changes_of(sight, subject_id)],
    }
    return render(request, "identity/changes.html", context)


@require_safe
@looks_at_people
def judgements(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """What somebody decided about this person and holds, each with where it is taken back."""
    sight = sight_of(request, now())
    references = {one.subject_id: one.reference for one in records_of_person(sight, subject_id) if one.subject_id}
    found = judgements_of(sight, references)
    names = names_of_accounts(sight.looker.standing, {one.override.decided_by for one in found})
    context = {
        "subject_id": subject_id,
        "reference": references[subject_id],
        "judgements": [
            judgement_told(one, names, reverse("identity:judgement-take-back", args=[subject_id, one.override.pk]))
            for one in found
        ],
    }
    return render(request, "identity/judgements.html", context)


@require_http_methods(["GET", "POST"])
@looks_at_people
def same(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Say that another reference is the same person’s, or that it is not."""
    sight = sight_of(request, now())
    reference = next(one.reference for one in records_of_person(sight, subject_id) if one.subject_id == subject_id)
    form = JudgeForm(request.POST or None)
    page = FormPage(
        _("Is %(reference)s the same person as another?") % {"reference": reference},
        then=reverse("identity:person", args=[subject_id]),
        submit=_("Keep this"),
        said=_("It is kept, and holds whatever is delivered or linked later."),
        intro=_(
            "Nothing is changed in any record. What you say is written down with your name, and can be taken back."
        ),
    )
    return form_page(request, page, form, lambda: _judge(sight, subject_id, form))


@require_http_methods(["GET", "POST"])
@looks_at_people
def take_back(request: HttpRequest, subject_id: UUID, override_id: UUID) -> HttpResponse:
    """Take back what somebody said of this person."""
    sight = sight_of(request, now())
    subjects = {one.subject_id for one in records_of_person(sight, subject_id) if one.subject_id}
    told = judgement_about(sight, subjects, override_id)
    form = TakeBackForm(request.POST or None)
    page = FormPage(
        _("Take back what was said of %(left)s and %(right)s")
        % dict(zip(("left", "right"), told.references, strict=True)),
        then=reverse("identity:person-judgements", args=[subject_id]),
        submit=_("Take it back"),
        said=_("It is taken back. Who is one person was found anew."),
        intro=_("It stays on file, with its reason and yours. What follows from it is undone at once."),
    )
    return form_page(request, page, form, lambda: _withdraw(sight, override_id, form))


def _withdraw(sight: Sight, override_id: UUID, form: TakeBackForm) -> None:
    withdraw_judgement(
        actor=sight.looker.standing, now=sight.at, override_id=override_id, reason=form.cleaned_data["reason"]
    )


def _judge(sight: Sight, subject_id: UUID, form: JudgeForm) -> None:
    given = form.cleaned_data
    other = subject_by_reference(sight, given["reference"])
    if other is None or other == subject_id:
        raise BadInput.one(_("There is nobody else by this reference whom you may see."), "reference")
    try:
        judge(
            actor=sight.looker.standing,
            now=sight.at,
            left=subject_id,
            right=other,
            judgement=Judgement(given["judgement"]),
            reason=given["reason"],
        )
    except Conflict as refused:
        raise BadInput.one(str(refused), "judgement") from refused
