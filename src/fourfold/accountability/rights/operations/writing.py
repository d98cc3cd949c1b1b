"""A request as its next version, with its line in the history and its audit entry; one transaction with the act."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import due_of, starts_on
from fourfold.accountability.rights.domain.requests import EntryKind, RequestKind, State
from fourfold.accountability.rights.models import Entry, Request
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of, request_for_actor
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

_NOTHING: Mapping[str, object] = MappingProxyType({})
CLOSED = "This request is answered and closed."


def to_handle(actor: Standing, request_id: UUID) -> Request:
    """An open request of the actor's, locked. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    asked = request_for_actor(actor, request_id, lock=True)
    decision = policies.handle_of(actor, asked.agency_id, agencies_of(actor))
    require(decision, Permission.HANDLE, subject_kind="rights.request", subject_id=request_id)
    if asked.state == State.CLOSED:
        raise Conflict(CLOSED)
    return asked


def kept(
    actor: Standing,
    now: datetime,
    asked: Request,
    kind: EntryKind,
    text: str = "",
    detail: Mapping[str, object] = _NOTHING,
) -> None:
    """Save the request with what was done, by whom and why."""
    if asked.state == State.RECEIVED and kind is not EntryKind.NOTE:
        asked.state = State.WORKING
    asked.due_on = due(asked)
    asked.version += 1
    asked.save()
    write(actor, now, asked.pk, kind, text)
    note(actor, now, Permission.HANDLE, asked.pk, {"kind": kind.value, "state": asked.state, **detail})


def due(asked: Request) -> date:
    """What the law asks for next."""
    began = starts_on(asked.received_on, asked.identity_asked_on, asked.identity_on)
    return due_of(
        RequestKind(asked.kind),
        began,
        extended=asked.extended_on is not None,
        acknowledged=asked.acknowledged_on is not None,
    )


def write(
    actor: Standing, now: datetime, request_id: UUID, kind: EntryKind, text: str = "", part_id: UUID | None = None
) -> None:
    """A line of the history, of the request or of one holder's part."""
    line = Entry(request_id=request_id, part_id=part_id, kind=kind, at=now, by_id=actor.person_id, text=text.strip())
    Entry.objects.bulk_create([line])


def note(
    actor: Standing,
    now: datetime,
    permission: Permission,
    subject_id: UUID,
    detail: Mapping[str, object] = _NOTHING,
    *,
    kind: str = "rights.request",
) -> None:
    """The audit entry of an act."""
    record(actor=actor.actor, now=now, permission=permission, subject_kind=kind, subject_id=subject_id, detail=detail)


def said(text: str, where: str, ask: str) -> str:
    """A text that must be there. Raises `BadInput`, which asks for it."""
    if not text.strip():
        raise BadInput.one(ask, where)
    return text.strip()
