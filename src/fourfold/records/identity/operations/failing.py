"""Runs that fail: the next one waits the longer the more of them did, and after three administrators are told."""

import logging
import traceback
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import now as this_moment
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.domain.states import RunKind, RunState
from fourfold.records.identity.models import Run
from fourfold.trust.access.operations.alerts import alert, alerts, everybody, page
from fourfold.trust.partnership.domain.roles import CHASER, LINKER, RoleKind

TOLD_AFTER = 3
"""Failed runs without one that ended well."""
LONGEST_WAIT = timedelta(hours=1)
SUBJECT = "The linkage has stopped three times"
logger = logging.getLogger(__name__)


def close(run_id: UUID, error: Exception) -> None:
    """Close a run that stopped on an error, and tell administrators once it is the third in a row.

    Of the error its type alone is kept, and the place in the code is logged: its text may quote a record.
    """
    now, name = this_moment(), type(error).__name__
    where = " < ".join(f"{one.filename}:{one.lineno}" for one in reversed(traceback.extract_tb(error.__traceback__)))
    logger.error("Run %s of the linkage stopped on %s at %s", run_id, name, where)
    with acting_as(LINKER.actor):
        Run.objects.filter(pk=run_id).update(
            state=RunState.FAILED, ended_at=now, reason=f"It stopped on an error ({name}). It is tried again later."
        )
        failed = _in_a_row()
    if len(failed) >= TOLD_AFTER:
        _tell(failed[0], now)


def held_back(now: datetime) -> datetime | None:
    """When the last run failed, if it is too early for the next; what is asked for after that is not held back.

    2 minutes after one that failed, twice as long after each further one, an hour at most.
    """
    failed = _in_a_row()
    if not failed or (last := failed[-1].ended_at) is None:
        return None
    wait = min(LONGEST_WAIT, timedelta(minutes=2 ** min(len(failed), 10)))
    return last if now < last + wait else None


def _in_a_row() -> list[Run]:
    """The runs that failed since one ended well, oldest first. Judgements are no sign that the others would."""
    runs = Run.objects.exclude(kind=RunKind.JUDGEMENT).only("id", "ended_at")
    well = runs.filter(state=RunState.DONE).order_by("-ended_at").first()
    failed = runs.filter(state=RunState.FAILED).order_by("ended_at", "pk")
    return list(failed if well is None else failed.filter(ended_at__gt=well.ended_at))


def _tell(first: Run, now: datetime) -> None:
    """Write to administrators, once for all runs in a row of which this was the first."""
    with acting_as(CHASER.actor):
        to = [one for one in everybody(CHASER, now) if RoleKind.ADMINISTRATOR in one.stands_for]
        body = (
            "Finding out which records are the same person’s has stopped on an error three times in a row. Until it "
            "is mended, new records are found, but are not held together with others of the same person.\n\n"
            f"Sign in to see what stopped:\n{page(reverse('identity:runs'))}\n\n"
            "The log of the worker says where. It is tried again, at longer and longer intervals; `fourfold people "
            "link` tries it at once."
        )
        alert(actor=CHASER, now=now, letters=alerts(to, key=f"linkage-fails:{first.pk}", subject=SUBJECT, body=body))
