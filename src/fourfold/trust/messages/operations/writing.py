"""Writing messages: in the transaction of the act that they tell of, once for each key."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from fourfold.ground.kernel.actors import Actor
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.letters import EventKind, Letter
from fourfold.trust.messages.domain.schedule import outside_quiet_hours
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.jobs import send_after_commit
from fourfold.trust.sealing.queries import seal

SEALED_AS = "message"

# Without RETURNING and without a named constraint: the writer may not read what others wrote, nor their keys.
_WRITE = """
insert into outbox_message
select * from jsonb_populate_recordset(null::outbox_message, %s::jsonb) on conflict do nothing
"""


def write(*, actor: Actor, now: datetime, letter: Letter) -> UUID | None:
    """Put a letter into the outbox, in the caller's transaction. Its id; None if its key was written already.

    A letter that looks as if it held personal data is kept back without its text, and shown to administrators: the
    act itself goes on.
    """
    row = _row(actor, now, letter)
    if not _insert([row], actor=actor, now=now, permission="messages:write", kind=letter.kind):
        return None
    return UUID(str(row["id"]))


def write_many(*, actor: Actor, now: datetime, letters: Sequence[Letter]) -> int:
    """As `write`, for many at once; how many were new."""
    rows = [_row(actor, now, letter) for letter in letters]
    kinds = "+".join(sorted({letter.kind for letter in letters}))
    return _insert(rows, actor=actor, now=now, permission="messages:write", kind=kinds)


def tell_webhooks(
    *, actor: Actor, now: datetime, event: EventKind, subject_kind: str, subject_id: UUID, key: str
) -> int:
    """Tell every live webhook that listens to this event, in the caller's transaction; how many.

    The payload holds the event's kind, the subject's kind and id, and the time. `key` as with a letter.
    """
    with connection.cursor() as cursor:
        cursor.execute("select outbox_listeners(%s, %s)", [event.value, now])
        listeners = [webhook_id for (webhook_id,) in cursor.fetchall()]
    if not listeners:
        return 0
    return tell(
        listeners,
        actor=actor,
        now=now,
        event=event,
        payload=event_payload(event, now, subject_kind, subject_id),
        key=key,
    )


def tell(
    webhook_ids: Sequence[UUID], *, actor: Actor, now: datetime, event: EventKind, payload: str, key: str
) -> int:
    """Write one message for each of these webhooks; how many were new."""
    rows = [
        _frame(actor, now, key=f"{key}:{webhook_id}", kind=event.value, body=_sealed(payload), urgent=True)
        | {"channel": Channel.WEBHOOK.value, "webhook_id": str(webhook_id)}
        for webhook_id in webhook_ids
    ]
    return _insert(rows, actor=actor, now=now, permission="messages:tell", kind=event.value)


def event_payload(event: EventKind, now: datetime, subject_kind: str, subject_id: UUID) -> str:
    """What a webhook gets, as JSON in the form of Standard Webhooks: `type`, `timestamp`, `data`."""
    data = {"kind": subject_kind, "id": str(subject_id), "service": settings.PUBLIC_ADDRESS}
    return json.dumps({"type": event.value, "timestamp": now.isoformat(), "data": data})


def _sealed(body: str) -> str:
    return seal(body, kind=SEALED_AS)


def _row(actor: Actor, now: datetime, letter: Letter) -> dict[str, object]:
    seems = letter.looks_like()
    ready = max(now, letter.not_before or now)
    if not letter.kind.is_urgent and settings.MAIL_KEEPS_QUIET_HOURS:
        ready = outside_quiet_hours(ready)
    frame = _frame(
        actor,
        now,
        key=letter.key,
        kind=letter.kind.value,
        body="" if seems else _sealed(letter.body),
        urgent=letter.kind.is_urgent,
    )
    refused = {"state": State.REFUSED.value, "closed_at": now.isoformat(), "said": f"Looked like {', '.join(seems)}."}
    return (
        frame
        | {"to_user": str(letter.to_user) if letter.to_user else None, "address": letter.address}
        | {"subject": "" if seems else letter.subject_line}
        | {"ready_at": ready.isoformat(), "due_at": ready.isoformat()}
        | (refused if seems else {})
    )


def _frame(actor: Actor, now: datetime, *, key: str, kind: str, body: str, urgent: bool) -> dict[str, object]:
    at = now.isoformat()
    return {
        "id": str(uuid4()),
        "channel": Channel.EMAIL.value,
        "kind": kind,
        "key": key,
        "address": "",
        "subject": "",
        "sealed_body": body,
        "state": State.WAITING.value,
        "is_urgent": urgent,
        "written_at": at,
        "written_by": actor.reference,
        "ready_at": at,
        "due_at": at,
        "attempts": 0,
        "tries": 0,
        "said": "",
    }


@transaction.atomic
def _insert(rows: list[dict[str, object]], *, actor: Actor, now: datetime, permission: str, kind: str) -> int:
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [json.dumps(rows)])
        new = int(cursor.rowcount)
    if new:
        record(
            actor=actor,
            now=now,
            permission=permission,
            subject_kind="messages.message",
            subject_id=rows[0]["id"] if len(rows) == 1 else "",
            detail={"kind": kind, "new": new, "refused": sum(row["state"] == State.REFUSED for row in rows)},
        )
        send_after_commit()
    return new
