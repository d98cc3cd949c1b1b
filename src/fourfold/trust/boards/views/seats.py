"""Giving and ending seats."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import form_page
from fourfold.trust.boards.forms.boards import EndSeatForm, SeatForm
from fourfold.trust.boards.operations import seats as operations
from fourfold.trust.boards.presenters import people
from fourfold.trust.boards.queries.boards import seat_for_actor
from fourfold.trust.boards.views.shared import board_page, board_to_run
from fourfold.trust.partnership.queries import agencies_to_choose, people_to_choose


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Give somebody a seat."""
    actor, board = board_to_run(request, board_id)
    form = SeatForm(
        request.POST or None,
        people=people.choices(people_to_choose(actor)),
        agencies=people.agencies(agencies_to_choose(actor)),
        initial={"since": today()},
    )
    page = board_page(
        board,
        "Give a seat",
        submit="Give the seat",
        said="The seat was given.",
        intro="Whoever has a seat reads the board's meetings, papers and minutes. "
        "The chair, the deputy chair and the secretary run the board. Secretaries and advisers do not vote.",
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.give_seat(actor=actor, now=now(), board_id=board_id, new=form.seat()),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, board_id: UUID, seat_id: UUID) -> HttpResponse:
    """End a seat."""
    actor, board = board_to_run(request, board_id)
    seat = seat_for_actor(actor, board_id, seat_id)
    form = EndSeatForm(request.POST or None, today=today())
    page = board_page(board, f"End the seat of {seat.person.name}", submit="End the seat", said="The seat has ended.")

    def act() -> None:
        until = form.cleaned_data["until"]
        operations.end_seat(actor=actor, now=now(), board_id=board_id, seat_id=seat_id, until=until)

    return form_page(request, page, form, act)
