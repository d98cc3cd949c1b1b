"""A subject access pack: drafted from what holders gave, released by somebody, fetched, later destroyed."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import EntryKind, Identity, PartAnswer, RequestKind
from fourfold.accountability.rights.domain.requests import Standing as Right
from fourfold.accountability.rights.models import Pack, Request
from fourfold.accountability.rights.operations.writing import kept, note, to_handle, write
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import pack_for_actor, parts_of
from fourfold.ground.documents import freeze, thaw
from fourfold.ground.documents.model import Document
from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.sealing.queries import seal, unseal

KIND = "rights-pack"
NOT_READY = "Something about this pack is not decided yet. Open the request again and see what is missing."


@transaction.atomic
def keep_draft(*, actor: Standing, now: datetime, request_id: UUID, document: Document) -> Pack:
    """Keep a draft of the pack, sealed. Drafts follow one another; the newest is the one that is released."""
    asked = to_handle(actor, request_id)
    if asked.kind != RequestKind.ACCESS:
        raise Conflict("A pack belongs to a request to see the data.")
    if asked.asked_on is None:
        raise BadInput.one("First ask the agencies that hold records.")
    text = json.dumps(freeze(document), ensure_ascii=False)
    number = Pack.objects.filter(request=asked).count() + 1
    pack = Pack(
        request=asked,
        number=number,
        content=seal(text, kind=KIND),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        drafted_at=now,
        drafted_by_id=policies.known_person(actor, Permission.DRAFT),
    )
    pack.save(force_insert=True)
    kept(actor, now, asked, EntryKind.DRAFTED, f"Draft {number}.", {"pack": pack.pk})
    return pack


def document_of(pack: Pack) -> Document:
    """The document of a pack already fetched. Raises `Conflict` once it is destroyed."""
    if pack.destroyed_at is not None or not pack.content:
        raise Conflict("This pack was destroyed, as packs are after a while. Draft a new one.")
    return thaw(json.loads(unseal(pack.content, kind=KIND)))


def what_is_missing(asked: Request, pack: Pack) -> list[str]:
    """What must be decided before the pack may be released, in sentences. `rls.sql` says the same."""
    own = next((one for one in parts_of(asked) if one.holder_id == asked.agency_id), None)
    newest = Pack.objects.filter(request=asked).order_by("-number").values_list("pk", flat=True).first()
    return [
        text
        for wanted, text in (
            (asked.identity == Identity.CONFIRMED, "Whether the person who asks is who they say."),
            (asked.standing not in (Right.UNDECIDED, Right.NONE), "In which right they ask."),
            (asked.contact_decided_on is not None, "That the way to reach them is safe."),
            (
                own is None or own.answer != PartAnswer.WAITING,
                "Your own agency’s records: decide about each, and answer.",
            ),
            (newest == pack.pk, "There is a newer draft: release that one."),
            (
                not any(one.decided_at and one.decided_at > pack.drafted_at for one in parts_of(asked)),
                "Something was given after this draft was made. Draft it again.",
            ),
        )
        if not wanted
    ]


def waits_for_holders(asked: Request, now: datetime) -> bool:
    """Whether other holders may still answer in time."""
    return asked.answer_by is not None and asked.answer_by >= today(now)


@transaction.atomic
def release(*, actor: Standing, now: datetime, pack_id: UUID, read_all: bool, early_why: str = "") -> Pack:
    """Release a pack, in one's own name, after reading it. Raises `BadInput` with what is missing."""
    pack = pack_for_actor(actor, pack_id, lock=True)
    asked = to_handle(actor, pack.request_id)
    if pack.released_at is not None:
        raise Conflict("This pack was released already.")
    problems = [Problem(text) for text in what_is_missing(asked, pack)]
    if not read_all:
        problems.append(Problem("Read the whole pack, and say that you did.", "read_all"))
    if waits_for_holders(asked, now) and not early_why.strip():
        problems.append(
            Problem(f"Agencies may answer until {show_date(asked.answer_by)}. Say why you do not wait.", "early_why")
        )
    if problems:
        raise BadInput(problems)
    pack.released_at, pack.released_by_id = now, policies.known_person(actor, Permission.RELEASE)
    pack.early_why = early_why.strip() if waits_for_holders(asked, now) else ""
    try:
        with transaction.atomic():
            pack.save(update_fields=["released_at", "released_by", "early_why"])
    except DatabaseError as error:
        raise Conflict(NOT_READY) from error
    kept(actor, now, asked, EntryKind.RELEASED, f"Draft {pack.number}. {pack.early_why}", {"pack": pack.pk})
    note(actor, now, Permission.RELEASE, pack.pk, {"number": pack.number}, kind="rights.pack")
    return pack


@transaction.atomic
def fetch(*, actor: Standing, now: datetime, pack_id: UUID) -> tuple[Pack, Document]:
    """A released pack, to be handed over in the safe way that was agreed. Each time is written down."""
    pack = pack_for_actor(actor, pack_id)
    if pack.released_at is None:
        raise Conflict("This pack is a draft. It leaves only once somebody has released it.")
    document = document_of(pack)
    write(actor, now, pack.request_id, EntryKind.FETCHED, f"Draft {pack.number}.")
    note(actor, now, Permission.FETCH, pack.pk, {"number": pack.number}, kind="rights.pack")
    return pack, document
