"""A meeting: its page, planning it, changing and cancelling it, and its papers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.documents import to_docx, to_pdf
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.form_pages import carried_out, form_page, show
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.forms.meetings import CancelForm, MeetingForm, PaperForm
from fourfold.trust.boards.models import Meeting
from fourfold.trust.boards.operations import meetings as operations
from fourfold.trust.boards.operations import papers as paper_operations
from fourfold.trust.boards.presenters import meetings as present
from fourfold.trust.boards.presenters.boards import crumbs
from fourfold.trust.boards.presenters.paper import document_of
from fourfold.trust.boards.queries import meetings as queries
from fourfold.trust.boards.queries.visibility import parts_on
from fourfold.trust.boards.views.shared import board_page, board_to_run, meeting_page, meeting_to_run


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its agenda with papers, who was there, and what came of it."""
    actor, day = standing(request), today()
    found = queries.meeting_for_actor(actor, meeting_id)
    runs = bool(policies.run(actor, parts_on(actor, found.board_id)))
    places = queries.places_at(found)
    state = MeetingState(found.state)
    steps = present.steps(found, today=day) if runs else []
    current = next((step for step in steps if step.current and step.href), None)
    action = {"text": _verb(current.text), "href": current.href} if current else None
    quorum = queries.quorum_at(found, places)
    context = {
        "meeting": found,
        "identity": present.identity(found, quorum=quorum, action=action),
        "crumbs": crumbs(found.board, (present.title(found), "")),
        "steps": steps,
        "lines": present.lines(queries.items_of(found), _came(found, state.is_past), today=day),
        "there": present.who_was_there(places, found.others) if state.is_past else [],
        "quorum": quorum,
        "is_past": state.is_past,
        "is_ahead": state.is_ahead,
        "is_open": queries.is_open(found),
        "runs": runs,
    }
    return render(request, "boards/meeting.html", context)


WRITERS = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""The forms in which agendas and minutes are handed out."""


@require_safe
def document(request: HttpRequest, meeting_id: UUID, form: str) -> HttpResponse:
    """The agenda, or the minutes of a meeting that was held, as PDF or Word."""
    actor, day = standing(request), today()
    if form not in WRITERS:
        raise NotFound("board.document", meeting_id)
    found = queries.meeting_for_actor(actor, meeting_id)
    is_past = MeetingState(found.state).is_past
    places = queries.places_at(found)
    lines = present.lines(queries.items_of(found), _came(found, is_past), today=day)
    there = present.who_was_there(places, found.others) if is_past else []
    made = document_of(found, lines, there, queries.quorum_at(found, places), today=day)
    write, media_type = WRITERS[form]
    name = f"{'minutes' if is_past else 'agenda'}-{found.number}.{form}"
    return as_download(name, media_type, write(made))


def _came(meeting: Meeting, is_past: bool) -> present.Outcome:
    papers = queries.papers_of(meeting)
    if not is_past:
        return present.Outcome(papers)
    return present.Outcome(papers, queries.decisions_of(meeting), queries.arising_of(meeting))


def _verb(step: str) -> str:
    return {"Agenda": "Edit the agenda", "Attendance": "Take attendance"}.get(step, "Write the minutes")


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Plan a board's next meeting."""
    actor, board = board_to_run(request, board_id)
    form = MeetingForm(request.POST or None)
    page = board_page(board, "Plan a meeting", submit="Plan the meeting", template="boards/when.html")
    made: list[Meeting] = []

    def act() -> None:
        made.append(operations.plan_meeting(actor=actor, now=now(), board_id=board_id, when=form.when()))

    if not carried_out(request, form, act):
        return show(request, page, form)
    messages.success(request, "The meeting is planned, with the standing items of the last one. Now fill its agenda.")
    return redirect("boards:agenda", made[0].pk)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Move a meeting."""
    actor, found = meeting_to_run(request, meeting_id)
    form = MeetingForm(request.POST or None, initial=MeetingForm.initial_of(found))
    page = meeting_page(
        found,
        "Change when and where",
        submit="Save changes",
        said="The meeting was changed. Calendars that follow the board will show it.",
        template="boards/when.html",
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.change_meeting(actor=actor, now=now(), meeting_id=meeting_id, when=form.when()),
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel a meeting."""
    actor, found = meeting_to_run(request, meeting_id)
    form = CancelForm(request.POST or None)
    page = meeting_page(found, "Cancel this meeting", submit="Cancel the meeting", said="The meeting is cancelled.")

    def act() -> None:
        because = form.cleaned_data["because"]
        operations.cancel_meeting(actor=actor, now=now(), meeting_id=meeting_id, because=because)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def paper_add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add a paper."""
    actor, found = meeting_to_run(request, meeting_id)
    items = [(str(item.pk), f"{item.position}. {item.title}") for item in queries.items_of(found)]
    form = PaperForm(
        request.POST or None, request.FILES or None, items=items, initial={"item": request.GET.get("item", "")}
    )
    page = meeting_page(
        found,
        "Add a paper",
        submit="Add the paper",
        said="The paper was added.",
        intro="Everyone on the board can open it. It must hold no personal data of people who use our services.",
        template="boards/upload.html",
    )

    def act() -> None:
        said = form.cleaned_data
        paper_operations.add_paper(
            actor=actor,
            now=now(),
            meeting_id=meeting_id,
            title=said["title"],
            filename=said["file"].name,
            content=said["file"].read(),
            item_id=UUID(said["item"]) if said["item"] else None,
        )

    return form_page(request, page, form, act)


@require_POST
def paper_remove(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper away."""
    try:
        paper_operations.remove_paper(actor=standing(request), now=now(), meeting_id=meeting_id, paper_id=paper_id)
    except BadInput as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The paper was removed.")
    return redirect("boards:meeting", meeting_id)


@require_safe
def paper(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper, always as a download: a browser never opens it as a page of ours."""
    found = queries.paper_file(standing(request), meeting_id, paper_id)
    return as_download(found.name, found.media_type, found.content)
