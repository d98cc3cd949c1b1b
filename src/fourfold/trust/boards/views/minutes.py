"""After a meeting: attendance and minutes, each on one screen, decisions, actions arising, and the approval."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, FormPage, carried_out, form_page
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.forms.minutes import ArisingForm, AttendanceForm, DecisionForm, MinutesForm, WordsForm
from fourfold.trust.boards.models import Meeting
from fourfold.trust.boards.operations import decisions as decision_operations
from fourfold.trust.boards.operations import minutes as operations
from fourfold.trust.boards.presenters import meetings as present
from fourfold.trust.boards.presenters.boards import crumbs
from fourfold.trust.boards.queries import meetings as queries
from fourfold.trust.boards.queries.outcomes import decision_for_actor, provisional_decisions
from fourfold.trust.boards.views.agenda import open_meeting, people_for
from fourfold.trust.boards.views.shared import meeting_page
from fourfold.trust.partnership.domain.roles import Standing

THEN = {"decision": "boards:decision-add", "action": "boards:arising-add", "paper": "boards:paper-add"}
"""Where the buttons of the minutes' page lead once what was typed is saved."""


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take attendance: every seat on one screen."""
    actor, meeting = open_meeting(request, meeting_id)
    places = queries.places_to_fill(meeting)
    form = AttendanceForm(request.POST or None, places=places, initial={"others": meeting.others})
    page = meeting_page(
        meeting,
        "Take attendance",
        submit="Save attendance",
        said="Attendance is taken.",
        intro=f"The quorum is {meeting.board.quorum} voting seats. A substitute counts for the seat they fill.",
        template="boards/attendance.html",
        more={"steps": present.steps(meeting, today=today())},
    )

    def save() -> None:
        others = form.cleaned_data["others"]
        operations.take_attendance(actor=actor, now=now(), meeting_id=meeting_id, seats=form.filled(), others=others)

    return form_page(request, page, form, save)


def held_meeting(request: HttpRequest, meeting_id: UUID) -> tuple[Standing, Meeting]:
    """The meeting, which was held and whose minutes are not approved yet. Raises `BadInput` otherwise."""
    actor, meeting = open_meeting(request, meeting_id)
    if meeting.state != MeetingState.HELD:
        raise BadInput.one("Take attendance first. Then the minutes can be written.")
    return actor, meeting


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write the minutes: every item on one screen, with the decisions and actions beside it."""
    actor, meeting = held_meeting(request, meeting_id)
    items = queries.items_of(meeting)
    initial = {"opening": meeting.opening, "version": meeting.version}
    form = MinutesForm(request.POST or None, items=items, initial=initial)

    def save() -> None:
        operations.write_minutes(
            actor=actor,
            now=now(),
            meeting_id=meeting_id,
            items=form.minutes(),
            opening=form.cleaned_data["opening"],
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["checked"],
        )

    met = False
    try:
        if carried_out(request, form, save):
            return _then(request, meeting_id)
    except Conflict:
        met = True
        newest = queries.meeting_for_actor(actor, meeting_id)
        form = MinutesForm(items=queries.items_of(newest), initial=form.cleaned_data | {"version": newest.version})
    status = CONFLICT if met else NOT_TAKEN if form.errors else 200
    return render(request, "boards/minutes.html", _minutes_context(actor, meeting, form, met=met), status=status)


def _minutes_context(actor: Standing, meeting: Meeting, form: MinutesForm, *, met: bool) -> dict[str, object]:
    """`met`: somebody saved first. What they wrote stands above what was typed, item by item."""
    day = today()
    came = present.Outcome((), queries.decisions_of(meeting), queries.arising_of(meeting))
    lines = present.lines(form.items, came, today=day)
    rows = list(form.rows())
    waiting = provisional_decisions(actor, meeting.board_id).filter(meeting__starts_at__lt=meeting.starts_at)
    return {
        "meeting": meeting,
        "form": form,
        "rows": [
            (line, text, again, line.minutes if met and line.minutes != text.value() else "")
            for line, (_, text, again) in zip(lines, rows, strict=False)
        ],
        "rest": lines[len(rows)] if len(lines) > len(rows) else None,
        "met": met,
        "crumbs": crumbs(
            meeting.board,
            (present.title(meeting), reverse("boards:meeting", args=[meeting.pk])),
            ("Minutes", ""),
        ),
        "when": present.when(meeting),
        "steps": present.steps(meeting, today=day),
        "quorum": queries.quorum_at(meeting, queries.places_at(meeting)),
        "to_ratify": [present.decided(decision) for decision in waiting],
    }


def _then(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """After saving: the page again, or on to what was asked for under an item."""
    what, _, item = request.POST.get("then", "").partition(":")
    if what in THEN:
        return redirect(f"{reverse(THEN[what], args=[meeting_id])}?item={item}&from=minutes")
    messages.success(request, "The minutes were saved.")
    return redirect("boards:minutes", meeting_id)


@require_http_methods(["GET", "POST"])
def decision_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Record a decision."""
    actor, meeting = held_meeting(request, meeting_id)
    quorum = queries.quorum_at(meeting, queries.places_at(meeting))
    form = DecisionForm(
        request.POST or None,
        items=_items(meeting),
        has_quorum=quorum.is_met,
        initial={"item": request.GET.get("item", "")},
    )
    page = _minutes_page(
        meeting,
        "Record a decision",
        request,
        submit="Record the decision",
        said="The decision was recorded.",
        intro=quorum.sentence,
    )

    def act() -> None:
        decision_operations.record_decision(
            actor=actor,
            now=now(),
            meeting_id=meeting_id,
            new=form.decision(),
            checked=form.cleaned_data["checked"],
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def decision_edit(request: HttpRequest, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Mend the words of a decision."""
    actor, meeting = held_meeting(request, meeting_id)
    decision = decision_for_actor(actor, decision_id)
    form = WordsForm(request.POST or None, initial={"text": decision.text})
    page = _minutes_page(
        meeting,
        f"Edit decision {decision.reference}",
        request,
        submit="Save the decision",
        said="The decision was saved.",
    )

    def act() -> None:
        said = form.cleaned_data
        decision_operations.edit_decision(
            actor=actor, now=now(), decision_id=decision_id, text=said["text"], checked=said["checked"]
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def arising_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add an action arising."""
    actor, meeting = held_meeting(request, meeting_id)
    form = ArisingForm(
        request.POST or None,
        people=people_for(actor, meeting),
        items=_items(meeting),
        initial={"item": request.GET.get("item", "")},
    )
    page = _minutes_page(
        meeting, "Add an action arising", request, submit="Add the action", said="The action was added."
    )

    def act() -> None:
        decision_operations.add_arising(
            actor=actor,
            now=now(),
            meeting_id=meeting_id,
            new=form.arising(),
            checked=form.cleaned_data["checked"],
        )

    return form_page(request, page, form, act)


def _items(meeting: Meeting) -> list[tuple[str, str]]:
    return [(str(item.pk), f"{item.position}. {item.title}") for item in queries.items_of(meeting)]


def _minutes_page(meeting: Meeting, heading: str, request: HttpRequest, **around: str) -> FormPage:
    """A form's page from which one goes back to the minutes, or to the meeting where one came from there."""
    to = "boards:minutes" if request.GET.get("from") == "minutes" else "boards:meeting"
    return meeting_page(meeting, heading, to=to, template="web/layouts/checked_form.html", **around)


@require_POST
def ratify(request: HttpRequest, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Ratify a provisional decision."""
    try:
        decision_operations.ratify_decision(
            actor=standing(request), now=now(), meeting_id=meeting_id, decision_id=decision_id
        )
    except BadInput as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The decision was ratified.")
    return redirect("boards:minutes", meeting_id)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Approve the minutes: asked once, because it cannot be undone."""
    actor, meeting = held_meeting(request, meeting_id)
    if request.method == "POST":
        try:
            operations.approve_minutes(actor=actor, now=now(), meeting_id=meeting_id)
        except BadInput as refused:
            messages.error(request, str(refused))
            return redirect("boards:minutes", meeting_id)
        messages.success(request, "The minutes are approved.")
        return redirect("boards:meeting", meeting_id)
    items = queries.items_of(meeting)
    context = {
        "meeting": meeting,
        "page": meeting_page(meeting, "Approve the minutes", submit="Approve the minutes"),
        "silent": [f"{item.position}. {item.title}" for item in items if not item.minutes],
    }
    return render(request, "boards/approve.html", context)
