"""Telling people of requests by mail: agencies and dates alone, and a link; never whom or what it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents
from fourfold.trust.requests.domain.states import Urgency
from fourfold.trust.requests.domain.timing import show_due
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.policies import ANSWERING

_FIRST = (RoleKind.CHAMPION, RoleKind.DEPUTY, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DATA_PROTECTION_OFFICER)
OFFICERS = (RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY)


def tell_the_asked(actor: Standing, now: datetime, request: Request) -> None:
    """Write to who answers: the champions, else the next in line; where it is urgent, everybody who may."""
    people = [one for one in correspondents(actor, on=today(now)) if one.person_id != actor.person_id]
    urgent = Urgency(request.urgency).is_by_the_clock
    chosen = everybody(people, request.asked_agency_id) if urgent else first(people, request.asked_agency_id, _FIRST)
    asking = request.asking_agency.name
    body = (
        f"{asking} asks {request.asked_agency.name} to share information about a person.\n\n"
        f"Please answer by {show_due(request.due_at)}: wholly, in part, or with the reason why not.\n\n"
        f"Sign in to read the request {request.reference} and to answer it:\n{page_of(request.pk)}\n\n"
        "This letter says nothing of the person, and a reply to it reaches nobody."
    )
    kind = LetterKind.ALERT if urgent else LetterKind.REQUEST
    subject = f"{asking} asks you to share: answer by {show_due(request.due_at)}"
    letters = [
        Letter(kind, f"request:{request.pk}:{one.user_id}", one.user_id, one.address, subject, body) for one in chosen
    ]
    write_many(actor=actor.actor, now=now, letters=letters)


def tell_the_asker(actor: Standing, now: datetime, request: Request) -> None:
    """Write to whoever asked that there is an answer."""
    body = (
        f"{request.asked_agency.name} has answered your request {request.reference}.\n\n"
        f"Sign in to read the answer:\n{page_of(request.pk)}"
    )
    _to_the_asker(actor, now, request, "answered", body)


def tell_of_closing(actor: Standing, now: datetime, request: Request) -> None:
    """Write to whoever asked that what was opened for them is closed before its time."""
    body = (
        f"{request.asked_agency.name} has closed what it opened for your request {request.reference}. "
        "You see nothing by it any more.\n\n"
        f"Sign in to read the request, or to ask again:\n{page_of(request.pk)}"
    )
    _to_the_asker(actor, now, request, "closed", body)


def _to_the_asker(actor: Standing, now: datetime, request: Request, what: str, body: str) -> None:
    to = next((one for one in correspondents(actor, on=today(now)) if one.person_id == request.asked_by_id), None)
    if to is None:
        return
    subject, key = f"Your request {request.reference} is {what}", f"request-{what}:{request.pk}"
    letter = Letter(LetterKind.REQUEST, key, to.user_id, to.address, subject, body)
    write_many(actor=actor.actor, now=now, letters=[letter])


def page_of(request_id: UUID) -> str:
    """The address of a request's page, whole."""
    return settings.PUBLIC_ADDRESS + reverse("requests:request", args=[request_id])


def everybody(people: Iterable[Correspondent], agency_id: UUID) -> Sequence[Correspondent]:
    """Everybody who answers for an agency."""
    return [one for one in people if any(agency_id in one.stands_for.get(kind, ()) for kind in ANSWERING)]


def first(people: Sequence[Correspondent], agency_id: UUID, kinds: Iterable[RoleKind]) -> Sequence[Correspondent]:
    """Who holds the first of these roles that anybody holds for an agency."""
    for kind in kinds:
        if found := [one for one in people if agency_id in one.stands_for.get(kind, ())]:
            return found
    return []
