"""Writing a profile: a section with its figures, judgements, gaps and recommendations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict, NotFound
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, FormPage, carried_out, form_page
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import BY_KEY, Section, SectionKey
from fourfold.practice.profiles.domain.states import Strand
from fourfold.practice.profiles.forms.writing import AnswerForm, FigureForm, JudgementForm, SectionForm, TodoForm
from fourfold.practice.profiles.operations import writing as operations
from fourfold.practice.profiles.presenters import profiles as present
from fourfold.practice.profiles.presenters.sections import rows_of
from fourfold.practice.profiles.queries.contents import draft_of, section_of
from fourfold.practice.profiles.queries.profiles import gap_for_actor
from fourfold.practice.profiles.views.shared import Look, look_at, page_of, to_write
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose, people_to_choose

CHECKED = "web/layouts/checked_form.html"
"""A form that asks whether a text was checked, once it looks like personal data."""


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, profile_id: UUID, key: str) -> HttpResponse:
    """A section: its words, and what else stands in it. Where somebody saved first, both are shown."""
    look, what = look_at(request, profile_id), _section(key)
    found = section_of(look.profile, what.key)
    form = SectionForm(request.POST or None, initial={"text": found.text, "version": found.version})

    def save() -> None:
        said = form.cleaned_data
        operations.write_section(
            actor=look.actor,
            now=now(),
            profile_id=profile_id,
            key=what.key,
            text=said["text"],
            version=said["version"],
            checked=said["checked"],
        )

    theirs = ""
    try:
        if carried_out(request, form, save):
            messages.success(request, f"“{what.title}” is saved.")
            return redirect("profiles:section", profile_id, key)
    except Conflict:
        newest = section_of(look.profile, what.key)
        theirs = newest.text or "Nothing."
        form = SectionForm(initial={"text": form.cleaned_data["text"], "version": newest.version})
    context = _section_context(look, what, form, theirs)
    status = CONFLICT if theirs else NOT_TAKEN if form.errors else 200
    return render(request, "profiles/section.html", context, status=status)


def _section_context(look: Look, what: Section, form: SectionForm, theirs: str) -> dict[str, object]:
    draft = draft_of(look.profile)
    keys = list(BY_KEY)
    following = keys[(keys.index(what.key) + 1) % len(keys)]
    return {
        "profile": look.profile,
        "what": what,
        "form": form,
        "theirs": theirs,
        "rows": rows_of(draft, what.key, writes=look.writes),
        "writes": look.writes,
        "following": BY_KEY[following],
        "crumbs": present.crumbs(look.profile, (what.title, "")),
    }


@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, profile_id: UUID, key: str) -> HttpResponse:
    """Put a figure into a section: a table that is pasted, with its source."""
    look, what = to_write(request, profile_id), _section(key)
    form = FigureForm(request.POST or None, key=what.key)

    def act() -> None:
        operations.add_figure(
            actor=look.actor,
            now=now(),
            profile_id=profile_id,
            key=what.key,
            figure=form.figure(),
            checked=form.cleaned_data["checked"],
        )

    return form_page(request, _page(look, what.key, "Add a figure", "The figure stands in its section."), form, act)


@require_http_methods(["GET", "POST"])
def judgement(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Say what to expect, in the words of the yardstick."""
    look = to_write(request, profile_id)
    form = JudgementForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        operations.add_judgement(
            actor=look.actor,
            now=now(),
            profile_id=profile_id,
            text=said["text"],
            because=said["because"],
            likelihood=Likelihood(said["likelihood"]),
            confidence=Confidence(said["confidence"]),
            checked=said["checked"],
        )

    return form_page(
        request, _page(look, SectionKey.OUTLOOK, "Add a judgement", "The judgement is added."), form, act
    )


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Say what is not known, and who finds out."""
    look = to_write(request, profile_id)
    owners = [(one.person_id, one.label) for one in people_to_choose(look.actor)]
    form = TodoForm(request.POST or None, owners=owners, has_strand=False)

    def act() -> None:
        checked = form.cleaned_data["checked"]
        operations.add_gap(actor=look.actor, now=now(), profile_id=profile_id, gap=form.todo(), checked=checked)

    said = "The gap is added. It stands among what they are to find out."
    return form_page(request, _page(look, SectionKey.GAPS, "Add an intelligence gap", said), form, act)


@require_http_methods(["GET", "POST"])
def recommendation(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Say what to do, under a strand of the plan."""
    look = to_write(request, profile_id)
    form = TodoForm(request.POST or None, owners=agencies_to_choose(look.actor), has_strand=True)

    def act() -> None:
        said = form.cleaned_data
        operations.add_recommendation(
            actor=look.actor,
            now=now(),
            profile_id=profile_id,
            strand=Strand(said["strand"]),
            todo=form.todo(),
            checked=said["checked"],
        )

    page = _page(look, SectionKey.RECOMMENDATIONS, "Add a recommendation", "The recommendation is added.")
    return form_page(request, page, form, act)


@require_POST
def out(request: HttpRequest, profile_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Take a figure, judgement, gap or recommendation out."""
    look = look_at(request, profile_id)
    operations.take_out(actor=look.actor, now=now(), profile_id=profile_id, kind=kind, row_id=row_id)
    messages.success(request, f"The {kind} is taken out.")
    return redirect(_then(profile_id, request.POST.get("section", "")))


@require_http_methods(["GET", "POST"])
def gap_answer(request: HttpRequest, gap_id: UUID) -> HttpResponse:
    """Say what was found out."""
    actor = standing(request)
    found = gap_for_actor(actor, gap_id)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    page = FormPage(
        "What did you find out?",
        then=reverse("profiles:gaps"),
        caption=found.text,
        said="What you found out is kept, and its authors see it.",
        template=CHECKED,
    )

    def act() -> None:
        said = form.cleaned_data
        operations.answer_gap(actor=actor, now=now(), gap_id=gap_id, answer=said["answer"], checked=said["checked"])

    return form_page(request, page, form, act)


def _section(key: str) -> Section:
    if key not in list(SectionKey):
        raise NotFound("profile.section", key)
    return BY_KEY[SectionKey(key)]


def _then(profile_id: UUID, key: str) -> str:
    if key in list(SectionKey):
        return reverse("profiles:section", args=[profile_id, key])
    return reverse("profiles:profile", args=[profile_id])


def _page(look: Look, key: SectionKey, title: str, said: str) -> FormPage:
    return page_of(
        look.profile, title, then=_then(look.profile.pk, key.value), said=said, submit="Add it", template=CHECKED
    )
