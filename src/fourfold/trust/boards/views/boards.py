"""Boards: the list of them, a board, its terms; and what it decided, took away and was asked."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel import clock
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.web.form_pages import CONFLICT, FormPage, carried_out, form_page, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards import policies, subjects
from fourfold.trust.boards.domain.gaps import gaps_of
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.forms.boards import BoardForm
from fourfold.trust.boards.models import Board
from fourfold.trust.boards.operations import boards as operations
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.presenters import boards as present
from fourfold.trust.boards.presenters import people
from fourfold.trust.boards.presenters.escalations import raised
from fourfold.trust.boards.presenters.meetings import arising_line, decided, row
from fourfold.trust.boards.queries import boards as queries
from fourfold.trust.boards.queries import outcomes
from fourfold.trust.boards.queries.meetings import meetings_of
from fourfold.trust.boards.queries.subscriptions import subscription_of
from fourfold.trust.boards.queries.visibility import read_boards
from fourfold.trust.boards.views.shared import board_page, board_to_run, frame, look_at
from fourfold.trust.partnership.queries import agencies_to_choose


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every board of today."""
    actor, moment = standing(request), clock.now()
    found = queries.boards_for_actor(actor, now=moment)
    paging = Paging.read(request.GET, found.count())
    reads = set(read_boards(actor).values_list("pk", flat=True))
    day = clock.today(moment)
    context = {
        "boards": [present.card(board, reads=reads, today=day) for board in found[paging.window]],
        "paging": paging,
        "may_begin": policies.begin(actor),
    }
    return render(request, "boards/boards.html", context)


@require_safe
def board(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """One board: its members with gaps, its terms, what it oversees."""
    look = look_at(request, board_id)
    day = clock.today()
    kinds = queries.oversight_of(look.actor, board_id)
    named = {kind: subjects.names(look.actor, kind, ids) for kind, ids in kinds.items()}
    parts = [Part(seat.part) for seat in look.seats]
    context = frame(look, "boards:board") | {
        "gaps": [*gaps_of(parts, quorum=look.board.quorum), *present.review_due(look.board, day)],
        "members": [present.member(seat) for seat in look.seats],
        "former": [present.member(seat) for seat in queries.former_seats(look.board)],
        "terms": present.terms(look.board),
        "overseen": list(present.overseen(kinds, named)),
        "may_begin": policies.begin(look.actor),
        "subscription": subscription_of(look.actor, board_id) if look.reads else None,
    }
    return render(request, "boards/board.html", context)


@require_safe
def meetings(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """The meetings of a board, newest first."""
    look = look_at(request, board_id, inside=True)
    found = meetings_of(look.actor, board_id)
    paging = Paging.read(request.GET, found.count())
    context = {"rows": [row(meeting) for meeting in found[paging.window]], "paging": paging}
    return render(request, "boards/meetings.html", frame(look, "boards:meetings") | context)


@require_safe
def decisions(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """What a board decided, newest meeting first."""
    look = look_at(request, board_id, inside=True)
    found = outcomes.decisions_for_actor(look.actor, board_id=board_id)
    paging = Paging.read(request.GET, found.count())
    context = {"rows": [decided(decision) for decision in found[paging.window]], "paging": paging}
    return render(request, "boards/decisions.html", frame(look, "boards:decisions") | context)


@require_safe
def arising(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """The actions that arose from a board's meetings: those open, by due date; `?done=1` shows those done."""
    look = look_at(request, board_id, inside=True)
    is_done = request.GET.get("done") == "1"
    if is_done:
        found = outcomes.arising_for_actor(look.actor).filter(board_id=board_id, done_on__isnull=False)
        found = found.order_by("-done_on", "pk")
    else:
        found = outcomes.arising_open(look.actor, board_id=board_id)
    paging = Paging.read(request.GET, found.count())
    day, me = clock.today(), look.actor.person_id
    rows = [arising_line(action, today=day, person_id=me) for action in found[paging.window]]
    context = {"rows": rows, "paging": paging, "is_done": is_done}
    return render(request, "boards/arising.html", frame(look, "boards:arising") | context)


@require_safe
def escalations(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """What was brought to a board: what waits for an answer first."""
    look = look_at(request, board_id, inside=True)
    found = outcomes.escalations_for_actor(look.actor, board_id=board_id)
    found = found.order_by("-answered_at", "answer_due", "pk")  # what has no answer comes first
    paging = Paging.read(request.GET, found.count())
    day: date = clock.today()
    context = {"rows": [raised(item, today=day) for item in found[paging.window]], "paging": paging}
    return render(request, "boards/escalations.html", frame(look, "boards:escalations") | context)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Set up a board."""
    actor = standing(request)
    require(policies.begin(actor), Permission.BEGIN, subject_kind="board")
    form = BoardForm(request.POST or None, agencies=people.agencies(agencies_to_choose(actor)))
    page = FormPage(
        title="Set up a board",
        then=reverse("boards:boards"),
        submit="Set up this board",
        template="boards/terms.html",
    )
    begun: list[Board] = []

    def act() -> None:
        checked = form.cleaned_data["checked"]
        begun.append(operations.begin_board(actor=actor, now=clock.now(), terms=form.board_terms(), checked=checked))

    if not carried_out(request, form, act):
        return show(request, page, form)
    messages.success(request, "The board is set up. Now give its people their seats.")
    return redirect("boards:board", begun[0].pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Change a board's terms."""
    actor, found = board_to_run(request, board_id)
    agencies = people.agencies(agencies_to_choose(actor))
    form = BoardForm(request.POST or None, agencies=agencies, initial=BoardForm.initial_of(found))
    page = board_page(
        found,
        "Edit this board",
        submit="Save changes",
        said="The board was saved.",
        template="boards/terms.html",
    )

    def save() -> None:
        said = form.cleaned_data
        operations.edit_board(
            actor=actor,
            now=clock.now(),
            board_id=board_id,
            terms=form.board_terms(),
            version=said["version"] or 0,
            checked=said["checked"],
        )

    try:
        return form_page(request, page, form, save)
    except Conflict:
        newest = queries.board_for_actor(actor, board_id)
        again = BoardForm(agencies=agencies, initial=form.cleaned_data | {"version": newest.version})
        context = {"form": again, "page": page, "met": True, "theirs": present.terms(newest)}
        return render(request, page.template, context, status=CONFLICT)


@require_POST
def end(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Say that a board is no more."""
    try:
        operations.end_board(actor=standing(request), now=clock.now(), board_id=board_id)
    except BadInput as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The board has ended. Its minutes stay readable.")
    return redirect("boards:board", board_id)
