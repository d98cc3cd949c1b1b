"""Editing an agenda: one page with every item, and a button for each small act."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN, carried_out, form_page
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.forms.meetings import ItemForm
from fourfold.trust.boards.models import AgendaItem, Meeting
from fourfold.trust.boards.operations import agenda as operations
from fourfold.trust.boards.operations.meetings import send_agenda
from fourfold.trust.boards.presenters import meetings as present
from fourfold.trust.boards.presenters import people
from fourfold.trust.boards.presenters.boards import crumbs
from fourfold.trust.boards.queries.boards import seats_of
from fourfold.trust.boards.queries.meetings import is_open, items_of, papers_of
from fourfold.trust.boards.views.shared import meeting_page, meeting_to_run
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import people_to_choose


def people_for(actor: Standing, meeting: Meeting) -> list[tuple[str, str]]:
    """Everyone who may present or own something; those with a seat first."""
    return people.choices(people_to_choose(actor), first=seats_of(actor, meeting.board))


def open_meeting(request: HttpRequest, meeting_id: UUID) -> tuple[Standing, Meeting]:
    """The meeting, whose agenda can still change. Raises `BadInput` for one that is closed."""
    actor, meeting = meeting_to_run(request, meeting_id)
    if not is_open(meeting):
        raise BadInput.one("This meeting is over, so its agenda no longer changes.")
    return actor, meeting


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda to edit, with a form that adds an item."""
    actor, meeting = open_meeting(request, meeting_id)
    form = ItemForm(request.POST or None, people=people_for(actor, meeting))

    def add() -> None:
        checked = form.cleaned_data["checked"]
        operations.add_agenda_items(
            actor=actor, now=now(), meeting_id=meeting_id, items=[form.item()], checked=checked
        )

    if carried_out(request, form, add):
        messages.success(request, "The item was added.")
        return redirect("boards:agenda", meeting_id)
    day = today()
    context = {
        "meeting": meeting,
        "form": form,
        "crumbs": crumbs(meeting.board, (present.title(meeting), f"/meetings/{meeting.pk}/"), ("Agenda", "")),
        "when": present.when(meeting),
        "lines": present.lines(items_of(meeting), present.Outcome(papers_of(meeting)), today=day),
        "steps": present.steps(meeting, today=day),
        "is_planned": meeting.state == MeetingState.PLANNED,
    }
    return render(request, "boards/agenda.html", context, status=NOT_TAKEN if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Change an item."""
    actor, meeting = open_meeting(request, meeting_id)
    found = _item(meeting, item_id)
    form = ItemForm(
        request.POST or None,
        people=people_for(actor, meeting),
        kind=found.kind,
        initial=ItemForm.initial_of(found),
    )
    page = meeting_page(
        meeting,
        f"Edit item {found.position}",
        to="boards:agenda",
        submit="Save the item",
        said="The item was saved.",
        template="web/layouts/checked_form.html",
    )

    def save() -> None:
        checked = form.cleaned_data["checked"]
        operations.edit_item(
            actor=actor, now=now(), meeting_id=meeting_id, item_id=item_id, said=form.item(), checked=checked
        )

    return form_page(request, page, form, save)


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    found = next((one for one in items_of(meeting) if one.pk == item_id), None)
    if found is None:
        raise NotFound("board.item", item_id)
    return found


def _doing(act: Callable[..., Any], said: Callable[[Any], str]) -> Callable[..., HttpResponse]:
    """A button of the agenda's page: one POST, then the page again."""

    @require_POST
    def view(request: HttpRequest, meeting_id: UUID, **named: UUID) -> HttpResponse:
        try:
            done = act(request, actor=standing(request), now=now(), meeting_id=meeting_id, **named)
        except BadInput as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said(done))
        return redirect("boards:agenda", meeting_id)

    return view


def _carried(number: int) -> str:
    if not number:
        return "There is nothing more to carry over."
    return "1 item was carried over." if number == 1 else f"{number} items were carried over."


move = _doing(
    lambda request, **named: operations.move_item(**named, up="up" in request.POST), lambda _: "The item was moved."
)
remove = _doing(lambda _, **named: operations.remove_item(**named), lambda _: "The item was removed.")
carry_over = _doing(lambda _, **named: operations.carry_over(**named), _carried)
send = _doing(
    lambda _, **named: send_agenda(**named), lambda _: "The agenda is out. You can still change it until the meeting."
)
