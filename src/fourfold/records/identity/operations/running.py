"""Runs of the linkage, in transactions of their own: killed at any point, the next one goes on where they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from fourfold.ground.kernel.clock import now as this_moment
from fourfold.ground.kernel.errors import Conflict, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations.deliveries import be_patient
from fourfold.records.identity.domain.states import RunKind, RunState
from fourfold.records.identity.models import Run
from fourfold.records.identity.operations import failing, renewing
from fourfold.records.identity.operations.deciding import decide
from fourfold.records.identity.operations.describing import compare, describe
from fourfold.records.identity.operations.modelling import in_use, renew
from fourfold.records.identity.operations.renewing import Progress
from fourfold.records.identity.operations.scoring import Scales
from fourfold.records.identity.policies import Permission
from fourfold.records.identity.policies import ask_for_run as may_ask
from fourfold.records.identity.queries import holding
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import LINKER, Standing

AT_ONCE, ALL = 1_000, 100_000_000
"""Subjects that are looked at in one transaction; more than there are."""
_LOCK = "select pg_try_advisory_lock(hashtextextended('identity:run', 0))"
_UNLOCK = "select pg_advisory_unlock(hashtextextended('identity:run', 0))"


@transaction.atomic
def ask_for_run(
    *, actor: Standing, now: datetime, kind: RunKind = RunKind.FULL, delivery_id: UUID | None = None
) -> Run:
    """Have the linkage look at all anew, or at what changed; `work_off` does it. One that waits is not doubled.

    Raises NotAllowed.
    """
    require(may_ask(actor), Permission.RUN)
    with acting_as(LINKER.actor):
        same = Run.objects.filter(kind=kind, state=RunState.WAITING)
        same = same.filter(delivery_id=delivery_id) if delivery_id else same.filter(delivery__isnull=True)
        waiting = same.first()
        if waiting is not None:
            return waiting
        run = Run.objects.create(
            kind=kind, delivery_id=delivery_id, asked_by=actor.actor.reference, asked_at=now, stage="Waiting"
        )
    detail = {"kind": run.kind, "delivery": str(delivery_id or "")}
    write_down(
        actor=actor.actor,
        now=now,
        permission=Permission.RUN,
        subject_kind="identity.run",
        subject_id=run.pk,
        detail=detail,
    )
    return run


def work_off_waiting(*, at_once: bool = False) -> list[Run]:
    """Link whatever waits: runs that were asked for or interrupted, whole deliveries, and other changed records.

    Nothing where another worker is at it. After runs that failed, only what is asked for since (`failing.held_back`),
    unless `at_once`. Stops at one that fails: the others would meet the same records.
    """
    with acting_as(LINKER.actor):
        failed_at = None if at_once else failing.held_back(this_moment())
        open_runs = Run.objects.filter(state__in=[RunState.WAITING, RunState.RUNNING])
        if failed_at is None:
            _ask_for_what_waits(open_runs)
        else:
            open_runs = open_runs.filter(asked_at__gt=failed_at)
        ids = list(open_runs.order_by("state", "asked_at", "pk").values_list("pk", flat=True))
    done: list[Run] = []
    for run_id in ids:
        try:
            done.append(work_off(run_id))
        except Conflict:
            break
        if done[-1].state == RunState.FAILED:
            break
    return done


def _ask_for_what_waits(open_runs: "QuerySet[Run]") -> None:
    """Also for what an earlier run compared and did not come to decide."""
    for delivery_id in holding.unlinked_deliveries():
        ask_for_run(actor=LINKER, now=this_moment(), kind=RunKind.DELIVERY, delivery_id=delivery_id)
    if not open_runs.exists() and (holding.waiting() or holding.undecided()[0]):
        ask_for_run(actor=LINKER, now=this_moment(), kind=RunKind.DELIVERY)


def work_off(run_id: UUID) -> Run:
    """Carry a run out, or go on with it where it was interrupted.

    Raises NotFound, and Conflict where another worker is at one. A run that fails says why, and its records wait for
    the next one.
    """
    with _alone():
        with acting_as(LINKER.actor):
            run = Run.objects.filter(pk=run_id).first()
            if run is None:
                raise NotFound("identity.run", run_id)
            if run.state not in (RunState.WAITING, RunState.RUNNING):
                return run
            began = run.began_at or this_moment()
            Run.objects.filter(pk=run_id).update(state=RunState.RUNNING, began_at=began)
        try:
            with holding.one_key():
                _link(run)
        except Conflict:
            raise  # It is gone on with.
        except Exception as error:  # Whatever it is: left open, every worker would fail at it again.
            failing.close(run_id, error)
        with acting_as(LINKER.actor):
            run.refresh_from_db()
    return run


@contextmanager
def _alone() -> Iterator[None]:
    """One run at a time, in the whole installation; the lock goes with the connection of a worker that is killed."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        if not cursor.fetchone()[0]:
            raise Conflict("The linkage is at work at this moment. Look again in a minute.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_UNLOCK)


def renew_keys(progress: Progress) -> int:
    """Outside a run: hash anew what was hashed with another data key; how many descriptions.

    Raises Conflict where the linkage is at work, and where a run must do it: keys by other rules need a look at all.
    """
    with _alone(), holding.one_key():
        with acting_as(LINKER.actor):
            if holding.stale(by_rules=True):
                raise Conflict("The rules of the linkage have changed. It looks at all anew first: `people link`.")
        return renewing.renew(progress)


def _link(run: Run) -> None:
    """Keys by other rules find other pairs: then all is looked at anew, whatever was asked for."""
    with acting_as(LINKER.actor):
        if run.kind != RunKind.FULL and holding.stale(by_rules=True):
            Run.objects.filter(pk=run.pk).update(looks_at_all=True)
            run.looks_at_all = True
    renewing.renew(lambda words, done, of: _say(run, words, done, of))
    if run.kind == RunKind.FULL or run.looks_at_all:
        _link_everything(run)
    else:
        _link_what_changed(run)


def _link_what_changed(run: Run) -> None:
    with acting_as(LINKER.actor):
        in_use_now = in_use(this_moment())
        total = holding.waiting()
    done = 0
    with in_use_now as scales:
        while some := _look_at_some(run, scales, done, total):
            done += some
        with acting_as(LINKER.actor):
            be_patient()
            subjects, marks = holding.undecided()
            counts = decide(run, scales, subjects, this_moment())
            holding.decided(marks)
            end(run, {"looked_at": len(subjects), **counts})


def _look_at_some(run: Run, scales: Scales, done: int, total: int) -> int:
    """Take and compare the next subjects, and say how far it is, in one transaction; how many there were."""
    with acting_as(LINKER.actor):
        be_patient()
        subjects, marks = holding.next_touched(AT_ONCE)
        if subjects:
            compare(describe(subjects, scales.keys, this_moment()), scales)
            holding.looked_at(marks)
            step(run, "Comparing what changed", done + len(subjects), max(total, done + len(subjects)))
    return len(subjects)


def _link_everything(run: Run) -> None:
    marks = _describe_everything(run)
    found = renew(run, lambda words, done, of: _say(run, words, done, of))
    _say(run, "Deciding who is one person", 0, 0)
    with acting_as(LINKER.actor):
        be_patient()
        kept = found.keep(run, this_moment())
        holding.looked_at(marks)
        _subjects, marks = holding.undecided()
        with kept as scales:
            counts = decide(run, scales, None, this_moment())
        holding.decided(marks)
        end(run, {"pairs": len(found.scored), **counts})


def _describe_everything(run: Run) -> list[int]:
    """Take what changed; the marks that said so. It still counts as changed until what the run finds is kept.

    It is compared, too, though all will be: should the run fail, or somebody judge before it ends, nobody's likeness
    is missing.
    """
    with acting_as(LINKER.actor):
        be_patient()
        subjects, marks = holding.next_touched(ALL)
        in_use_now = in_use(this_moment())
    with in_use_now as scales:
        for start in range(0, len(subjects), AT_ONCE):
            with acting_as(LINKER.actor):
                be_patient()
                compare(describe(subjects[start : start + AT_ONCE], scales.keys, this_moment()), scales)
                step(run, "Reading how records describe people", start, len(subjects))
    return marks


def _say(run: Run, words: str, done: int, of: int) -> None:
    with acting_as(LINKER.actor):
        step(run, words, done, of)


def step(run: Run, words: str, done: int, of: int) -> None:
    """Say how far a run is."""
    Run.objects.filter(pk=run.pk).update(stage=words, done=done, of=of)


def end(run: Run, counts: dict[str, int]) -> None:
    """Close a run with what it found, in the transaction that keeps it. Raises Conflict where it is closed."""
    now = this_moment()
    changed = Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.DONE, stage="Done", counts=counts, ended_at=now
    )
    if not changed:
        raise Conflict("This run was closed by another worker.")
    write_down(
        actor=LINKER.actor,
        now=now,
        permission=Permission.LINK,
        subject_kind="identity.run",
        subject_id=run.pk,
        detail={"kind": run.kind, **counts},
    )
