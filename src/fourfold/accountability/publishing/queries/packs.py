"""Packs that an actor reads: those of the plans they read and, where it is a board's, of the boards they read."""

from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.accountability.publishing.domain.states import PackState
from fourfold.accountability.publishing.models import Pack
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards.queries.visibility import read_boards
from fourfold.trust.files.queries import Attachment, file_for_audience
from fourfold.trust.partnership.domain.roles import Standing

PACK = "pack"
"""The audience under which the files of a pack are kept: `rls.sql` holds them to the pack's readers."""


def packs_for_actor(actor: Standing, *, plan_id: UUID | None = None) -> QuerySet[Pack]:
    """The packs that the actor reads, newest first, without their contents; of one plan where it is given."""
    open_to_me = Q(board__isnull=True) | Q(board__in=read_boards(actor))
    found = Pack.objects.filter(open_to_me, plan__in=visible_plans(actor)).defer("content")
    found = found.filter(plan_id=plan_id) if plan_id else found
    return found.select_related("plan", "board", "meeting", "asked_by", "pdf", "word").defer(
        "content", "pdf__content", "word__content"
    )


def pack_for_actor(actor: Standing, pack_id: UUID) -> Pack:
    """One pack. Raises `NotFound`."""
    found = packs_for_actor(actor).filter(pk=pack_id).first()
    if found is None:
        raise NotFound("publishing.pack", pack_id)
    return found


def pack_file(actor: Standing, pack_id: UUID, kind: str) -> Attachment:
    """The PDF (`pdf`) or Word file (`docx`) of a finished pack. Raises `NotFound`."""
    pack = pack_for_actor(actor, pack_id)
    file_id = {"pdf": pack.pdf_id, "docx": pack.word_id}.get(kind)
    if pack.state != PackState.READY or file_id is None:
        raise NotFound("publishing.pack", pack_id)
    return file_for_audience(audience_kind=PACK, audience_id=pack.pk, file_id=file_id)
