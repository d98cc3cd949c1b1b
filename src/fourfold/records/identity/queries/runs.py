"""Runs of the linkage, for those who answer for it: how far they are and what they found, in counts."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.records.identity.domain.states import RunKind
from fourfold.records.identity.models import Run
from fourfold.records.identity.policies import Permission, read_runs
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing


def runs_for(actor: Standing) -> "QuerySet[Run]":
    """Runs that look at everything or at what a delivery changed, newest first. Raises NotAllowed.

    Not those of judgements: one tells that somebody judged a pair, perhaps one that is hidden from the looker.
    """
    require(read_runs(actor), Permission.READ_RUNS)
    return Run.objects.exclude(kind=RunKind.JUDGEMENT).select_related("model").defer("model__frequencies")


def found_by(runs: Sequence[Run]) -> dict[UUID, Mapping[str, int | None]]:
    """What full runs that ended well found, by what is counted, rounded to 5; None: fewer than 8. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select run_id, counts from identity_runs_found(%s)", [[run.pk for run in runs]])
        return {run_id: json.loads(counts) for run_id, counts in cursor.fetchall()}
