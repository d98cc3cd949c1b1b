"""From a request to an operation: its signature is verified before its content is read, then it acts as its maker.

No session, no cookie, no token against forgery: a call is known by its signature alone. Its content is read outside
of any transaction; the operation then runs in one of its own, as pages do (`trust/access/middleware.py`).
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from fourfold.ground.kernel.actors import NOBODY, Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound, Problem, place_of
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.api.content import content_of, size_of
from fourfold.records.feeds.api.problems import Refused, answer_to
from fourfold.records.feeds.domain.api import Operation
from fourfold.records.feeds.domain.credentials import Use, new_pair
from fourfold.records.feeds.domain.signatures import Message, Signed, Unreadable, read
from fourfold.records.feeds.models import Credential
from fourfold.records.feeds.operations import take_call
from fourfold.records.feeds.operations.credentials import KIND
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.queries.credentials import credential, verifying
from fourfold.trust.audit.operations import record_denial
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

RATE = "delivery_api"
"""Refused calls of one address in a minute (`ACCOUNT_RATE_LIMITS`), each of which costs an entry in the log."""
_NOBODYS_KEY = new_pair().public
_REFUSED_USE = {
    Use.UNKNOWN: "key-over",
    Use.ENDED: "key-over",
    Use.EXPIRED: "key-over",
    Use.REPLAYED: "replayed",
    Use.TOO_MANY: "too-many",
}
_log = logging.getLogger("fourfold.api")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was verified. `query`: what stands in the address; `content`: empty where none may come."""

    actor: Standing
    now: datetime
    key: Credential
    query: Mapping[str, str]
    content: BinaryIO | None


@dataclass(frozen=True, slots=True)
class Handler:
    """What carries an operation out. `is_act`: it changes something, or reads what people's rows say."""

    operation: Operation
    carry_out: Callable[..., HttpResponse]
    is_act: bool = False


def endpoint(*handlers: Handler) -> Callable[..., HttpResponse]:
    """The view of one address, for the methods that it takes; without any, of an address where nothing is."""
    by_method = {one.operation.method: one for one in handlers}

    @csrf_exempt
    @login_not_required
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        handler = by_method.get(request.method or "")
        try:
            if handler is None:
                raise Refused("method", allow=", ".join(by_method)) if by_method else Refused("not-found")
            answer = _signed(request, handler, arguments) if handler.operation.is_signed else handler.carry_out()
        except Exception as error:
            answer = answer_to(error)
            if answer.status_code >= 500:
                _log.error("error", extra={"error": type(error).__name__, "place": place_of(error)})
        answer["Cache-Control"] = "no-store"
        return answer

    return view


def _signed(request: HttpRequest, handler: Handler, arguments: Mapping[str, Any]) -> HttpResponse:
    moment = now()
    size = size_of(request) if handler.operation.content else 0
    signed = _read(request, has_content=bool(handler.operation.content))
    actor = _verified(request, signed, moment)
    with acting_as(actor):
        standing = standing_of(actor)
        use = take_call(
            actor=standing, now=moment, credential_id=signed.key_id, nonce=signed.nonce, is_act=handler.is_act
        )
    if use is not Use.FINE:
        _deny(actor, moment, signed, str(use))
        raise Refused(_REFUSED_USE[use], retry_after=60 if use is Use.TOO_MANY else 0)
    with ExitStack() as stack:
        content = stack.enter_context(content_of(request, size)) if handler.operation.content else None
        query = _query(request, handler.operation)
        return _carried_out(actor, signed, handler, arguments, Given(moment, query, content))


@dataclass(frozen=True, slots=True)
class Given:
    """When a call came, and what came with it."""

    now: datetime
    query: Mapping[str, str]
    content: BinaryIO | None


def _carried_out(
    actor: Actor, signed: Signed, handler: Handler, arguments: Mapping[str, Any], given: Given
) -> HttpResponse:
    """In a transaction of its own. What was refused is written down on a connection of its own, as for pages."""
    try:
        with acting_as(actor):
            standing = standing_of(actor)
            key = credential(standing, signed.key_id)
            call = Call(standing, given.now, key, given.query, given.content)
            return handler.carry_out(call, **arguments)
    except (NotAllowed, NotFound) as error:
        permission = error.permission if isinstance(error, NotAllowed) else "access:not-found-or-not-allowed"
        record_denial(
            actor=actor,
            now=given.now,
            permission=permission,
            subject_kind=error.subject_kind,
            subject_id=error.subject_id,
            detail={"key": signed.key_id},
        )
        raise


def _read(request: HttpRequest, *, has_content: bool) -> Signed:
    path, _mark, query = request.get_full_path().partition("?")
    message = Message(
        method=request.method or "",
        scheme=request.scheme or "",
        authority=request.get_host().lower(),
        path=path,
        query=query,
        headers={name.lower(): value for name, value in request.headers.items()},
        has_content=has_content,
    )
    try:
        return read(message)
    except Unreadable as wrong:
        _slow_down(request)
        raise Refused("unsigned", str(wrong)) from None


def _verified(request: HttpRequest, signed: Signed, moment: datetime) -> Actor:
    """In whose name the call acts. An unknown key takes as long as a wrong signature, and is answered alike."""
    found = verifying(signed.key_id)
    holds = signed.parts.holds(found.public_key if found else _NOBODYS_KEY)
    if found is None or not holds:
        _slow_down(request)
        _deny(NOBODY, moment, signed, "signature")
        raise Refused("signature")
    if not signed.is_timely(moment.timestamp()):
        _slow_down(request)
        raise Refused("clock")
    return Actor.person(found.user_id)


def _slow_down(request: HttpRequest) -> None:
    if not ratelimit.consume(request, action=RATE):
        raise Refused("too-many", retry_after=60)


def _deny(actor: Actor, moment: datetime, signed: Signed, why: str) -> None:
    record_denial(
        actor=actor,
        now=moment,
        permission=Permission.CALL,
        subject_kind=KIND,
        subject_id=signed.key_id,
        detail={"why": why},
    )


def _query(request: HttpRequest, operation: Operation) -> dict[str, str]:
    """What stands in the address, all of it known and each once. Raises BadInput."""
    known = {one.name: one for one in operation.parameters if one.where == "query"}
    wrong = [
        *(Problem(f"“{name}” is not known here. Leave it out.", name) for name in request.GET if name not in known),
        *(
            Problem(f"“{name}” stands twice. Say it once.", name)
            for name in request.GET
            if len(request.GET.getlist(name)) > 1
        ),
        *(
            Problem(f"“{name}” is missing. {one.text}", name)
            for name, one in known.items()
            if one.is_required and not request.GET.get(name)
        ),
    ]
    if wrong:
        raise BadInput(wrong)
    return {name: request.GET[name] for name in request.GET}
