"""Reading attachments. The room that stored a file decides who may; its row-level security holds us to it."""

from dataclasses import dataclass
from uuid import UUID

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is handed out."""

    name: str
    media_type: str
    content: bytes


def file_for_audience(*, audience_kind: str, audience_id: UUID, file_id: UUID) -> Attachment:
    """The file, if it belongs to this audience. Raises `NotFound`."""
    found = StoredFile.objects.filter(pk=file_id, audience_kind=audience_kind, audience_id=audience_id).first()
    if found is None:
        raise NotFound("files.file", file_id)
    return Attachment(found.name, found.media_type, bytes(found.content))
