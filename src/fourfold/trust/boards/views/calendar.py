"""Meetings in people's own calendars: one meeting as a file, and a board's calendar to follow."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.ground.web.downloads import as_download
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards.operations import subscriptions as operations
from fourfold.trust.boards.presenters.calendar import MEDIA_TYPE, calendar_of
from fourfold.trust.boards.queries import subscriptions as queries
from fourfold.trust.boards.queries.meetings import meeting_for_actor, meetings_for_calendar
from fourfold.trust.boards.queries.visibility import read_board
from fourfold.trust.partnership.queries import standing_of

KEEPS_DAYS = 400
"""How far back a calendar shows a board's meetings."""


def _service(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
def one(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting = meeting_for_actor(standing(request), meeting_id)
    content = calendar_of([meeting], name=meeting.board.name, page=_service(request))
    return as_download(f"meeting-{meeting.number}.ics", MEDIA_TYPE, content)


@require_POST
def subscribe(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Make an address for the board's calendar, in place of one made before."""
    operations.subscribe(actor=standing(request), now=now(), board_id=board_id)
    messages.success(request, "Your calendar address is ready. It is yours alone: do not pass it on.")
    return redirect("boards:board", board_id)


@require_POST
def unsubscribe(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Take the address back."""
    operations.unsubscribe(actor=standing(request), now=now(), board_id=board_id)
    messages.success(request, "Your calendar address no longer opens.")
    return redirect("boards:board", board_id)


@login_not_required
@require_safe
@sensitive_variables("secret")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A board's calendar, for whoever holds the address: read as the person it was made for.

    A wrong address, one taken back, and one whose person no longer reads the board give the same answer.
    """
    try:
        content = _feed(request, secret)
    except NotFound:
        response = render(request, "web/errors/404.html", status=404)
    else:
        response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@sensitive_variables("secret")
def _feed(request: HttpRequest, secret: str) -> bytes:
    subscription_id = queries.subscription_id_of(secret)
    person = Actor.person(queries.holder_of(subscription_id))
    moment = now()
    with acting_as(person):
        actor = standing_of(person)
        board = read_board(actor, queries.board_followed(actor, subscription_id))
        since = moment - timedelta(days=KEEPS_DAYS)
        meetings = meetings_for_calendar(actor, board.pk, since=since)
        return calendar_of(meetings, name=board.name, page=_service(request))
