"""Asking for a pack and making it: the same person asks and, in the background, acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.publishing import policies
from fourfold.accountability.publishing.domain.states import PackState, Trouble
from fourfold.accountability.publishing.models import Pack
from fourfold.accountability.publishing.operations.queue import make_after_commit
from fourfold.accountability.publishing.policies import Permission
from fourfold.accountability.publishing.queries.packs import PACK, pack_file, pack_for_actor
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.boards.operations.locks import require_run
from fourfold.trust.boards.queries.boards import board_for_actor
from fourfold.trust.boards.queries.meetings import meeting_for_actor
from fourfold.trust.files.operations import store
from fourfold.trust.files.queries import Attachment
from fourfold.trust.partnership.domain.roles import Standing

MOST_AT_ONCE = 3
"""Packs that one person may have under way: the worker serves everybody."""
STALE = timedelta(minutes=5)
"""After this long without an end, a pack counts as stopped (the worker was switched off, say), and may be retried."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pack is to be: of which plan, for which board and meeting, compared with when."""

    plan_id: UUID
    board_id: UUID | None = None
    meeting_id: UUID | None = None
    since: datetime | None = None


@transaction.atomic
def ask_for_pack(*, actor: Standing, now: datetime, wanted: Wanted) -> Pack:
    """Ask for a pack; the worker makes it as the asker. Raises `NotFound`, `NotAllowed`, `BadInput`.

    One that is under way already, for the same plan, board and meeting, is given back in place of a second.
    """
    plan = plan_for_actor(actor, wanted.plan_id)
    require(policies.make_pack(actor), Permission.PACK, subject_kind="plan", subject_id=plan.pk)
    if wanted.board_id:
        _check_board(actor, wanted.board_id, wanted.meeting_id)
        if plan.audience != Audience.PARTNERSHIP or plan.state == PlanState.DRAFT:
            raise BadInput.one("Boards read plans that everyone reads, and this is not one of them.", "made_for")
    if wanted.since and wanted.since >= now:
        raise BadInput.one("Compare with a day that has passed.", "since")
    return _under_way(actor, now, wanted) or _begin(actor, now, wanted)


def _under_way(actor: Standing, now: datetime, wanted: Wanted) -> Pack | None:
    if actor.user_id is None:
        raise NotAllowed(Permission.PACK, "Only people ask for packs.")
    mine = Pack.objects.filter(
        asked_by_user=actor.user_id, state__in=[PackState.QUEUED, PackState.MAKING], asked_at__gt=now - STALE
    )
    same = mine.filter(
        plan=wanted.plan_id, board=wanted.board_id, meeting=wanted.meeting_id, since=wanted.since
    ).first()
    if same is None and mine.count() >= MOST_AT_ONCE:
        raise BadInput.one(f"{MOST_AT_ONCE} of your packs are being made. Wait until one is ready.")
    return same


def _check_board(actor: Standing, board_id: UUID, meeting_id: UUID | None) -> None:
    board_for_actor(actor, board_id)
    require_run(actor, board_id)
    if meeting_id and meeting_for_actor(actor, meeting_id).board_id != board_id:
        raise BadInput.one("Choose a meeting of this board.", "made_for")


def _begin(actor: Standing, now: datetime, wanted: Wanted) -> Pack:
    if actor.person_id is None or actor.user_id is None:
        raise NotAllowed(Permission.PACK, "Only people ask for packs.")
    pack = Pack(
        plan_id=wanted.plan_id,
        board_id=wanted.board_id,
        meeting_id=wanted.meeting_id,
        since=wanted.since,
        asked_at=now,
        asked_by_id=actor.person_id,
        asked_by_user=actor.user_id,
    )
    pack.save(force_insert=True)
    _note(actor.actor, now, pack.pk, {"asked": True, "board": str(wanted.board_id or "")})
    make_after_commit(pack.pk, actor.user_id)
    return pack


@transaction.atomic
def try_again(*, actor: Standing, now: datetime, pack_id: UUID) -> None:
    """Put a pack that failed, or that stopped on its way, back into the queue. For its asker."""
    pack = pack_for_actor(actor, pack_id)
    if pack.asked_by_user != actor.user_id or actor.user_id is None:
        raise NotAllowed(Permission.PACK, "Only who asked for a pack has it made again. Ask for one of your own.")
    if not may_try_again(pack, now):
        raise BadInput.one("This pack is ready, or is being made.")
    Pack.objects.filter(pk=pack.pk).update(
        state=PackState.QUEUED, trouble="", asked_at=now, begun_at=None, done=0, steps=0
    )
    _note(actor.actor, now, pack.pk, {"again": True})
    make_after_commit(pack.pk, actor.user_id)


def may_try_again(pack: Pack, now: datetime) -> bool:
    """Whether a pack failed or stopped on its way."""
    stopped = PackState(pack.state).is_under_way and pack.asked_at < now - STALE
    return pack.state == PackState.FAILED or stopped


@transaction.atomic
def begin_making(*, actor: Standing, now: datetime, pack_id: UUID) -> Pack | None:
    """Take a pack from the queue; None where somebody else has it. What its asker may no longer read is refused."""
    pack = pack_for_actor(actor, pack_id)
    _may_still(actor, pack)
    taken = Pack.objects.filter(pk=pack.pk, state=PackState.QUEUED).update(state=PackState.MAKING, begun_at=now)
    return pack if taken else None


def _may_still(actor: Standing, pack: Pack) -> None:
    """Rights that ended while the pack waited bind."""
    require(policies.make_pack(actor), Permission.PACK, subject_kind="publishing.pack", subject_id=pack.pk)
    if pack.board_id:
        require_run(actor, pack.board_id)


@transaction.atomic
def say_progress(*, actor: Standing, pack_id: UUID, done: int, steps: int) -> None:
    """How many of how many steps are done. Not an act of its own, so it leaves no entry in the audit log."""
    pack = pack_for_actor(actor, pack_id)
    Pack.objects.filter(pk=pack.pk, state=PackState.MAKING).update(done=done, steps=steps)


@dataclass(frozen=True, slots=True)
class Finished:
    """A pack as it came out: the frozen document and its files."""

    content: dict[str, Any]
    pdf: bytes
    word: bytes
    name: str
    as_of: datetime


@transaction.atomic
def finish_pack(*, actor: Standing, now: datetime, pack_id: UUID, made: Finished) -> None:
    """Keep what was made. Raises `NotFound` or `NotAllowed` where its asker may no longer read it, `BadInput` where
    a file is larger than is kept."""
    pack = pack_for_actor(actor, pack_id)
    _may_still(actor, pack)
    kept = {
        kind: store(
            actor=actor.actor,
            now=now,
            audience_kind=PACK,
            audience_id=pack.pk,
            filename=f"{made.name}.{kind}",
            content=content,
        )
        for kind, content in (("pdf", made.pdf), ("docx", made.word))
    }
    Pack.objects.filter(pk=pack.pk, state=PackState.MAKING).update(
        state=PackState.READY, content=made.content, pdf_id=kept["pdf"], word_id=kept["docx"], as_of=made.as_of
    )
    _note(actor.actor, now, pack.pk, {"ready": True, "bytes": len(made.pdf) + len(made.word)})


@transaction.atomic
def fail_pack(*, actor: Standing, now: datetime, pack_id: UUID, trouble: Trouble) -> None:
    """Say that a pack was not made. One whose asker lost their rights is theirs no more: a function says it."""
    if trouble is Trouble.NOT_ALLOWED:
        with connection.cursor() as cursor:
            cursor.execute("select publishing_refuse_pack(%s)", [pack_id])
    else:
        under_way = Pack.objects.filter(pk=pack_id, state__in=[PackState.QUEUED, PackState.MAKING])
        under_way.update(state=PackState.FAILED, trouble=trouble)
    _note(actor.actor, now, pack_id, {"failed": trouble.value})


@transaction.atomic
def take_pack(*, actor: Standing, now: datetime, pack_id: UUID, kind: str) -> Attachment:
    """A file of a pack, with an entry in the audit log: it leaves Fourfold. Raises `NotFound`."""
    found = pack_file(actor, pack_id, kind)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.READ_PACK,
        subject_kind="publishing.pack",
        subject_id=pack_id,
        detail={"file": kind},
    )
    return found


def _note(actor: Actor, now: datetime, pack_id: UUID, detail: dict[str, object]) -> None:
    record(
        actor=actor,
        now=now,
        permission=Permission.PACK,
        subject_kind="publishing.pack",
        subject_id=pack_id,
        detail=detail,
    )
