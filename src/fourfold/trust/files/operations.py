"""Taking a file in and giving it up. Its type is read from its first bytes, never believed from its name."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.operations import record
from fourfold.trust.files.domain import checked_type, safe_name
from fourfold.trust.files.models import StoredFile


@transaction.atomic
def store(
    *, actor: Actor, now: datetime, audience_kind: str, audience_id: UUID, filename: str, content: bytes
) -> UUID:
    """Keep a file for an audience; its id. Raises `BadInput` for a type or size that is not taken."""
    media_type = checked_type(filename, content)
    stored = StoredFile(
        audience_kind=audience_kind,
        audience_id=audience_id,
        name=safe_name(filename),
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        stored_at=now,
        stored_by=actor.reference,
    )
    StoredFile.objects.bulk_create([stored])
    record(
        actor=actor,
        now=now,
        permission="files:store",
        subject_kind="files.file",
        subject_id=stored.pk,
        detail={"type": media_type, "size": len(content)},
    )
    return stored.pk


@transaction.atomic
def remove(*, actor: Actor, now: datetime, file_id: UUID) -> None:
    """Remove a file for good."""
    if not StoredFile.objects.filter(pk=file_id).delete()[0]:
        raise BadInput.one("The file is no longer there.")
    record(actor=actor, now=now, permission="files:remove", subject_kind="files.file", subject_id=file_id)
