"""Exporting a plan. The export and its audit entry are one: nothing leaves without one."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.exporting import Envelope, Format, to_csv, to_xlsx, write_export
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.exports import content_for_actor
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand over. `name` is safe in any file system."""

    name: str
    format: Format
    content: bytes


@transaction.atomic
def export_plan(*, actor: Standing, now: datetime, plan_id: UUID, fmt: Format) -> Exported:
    """The plan as a file, with what the actor may read and no OFFICIAL-SENSITIVE update. Raises `NotFound`."""
    plan = plan_for_actor(actor, plan_id)
    require(policies.export(actor), Permission.EXPORT, subject_kind="plan", subject_id=plan_id)
    envelope = Envelope(content_for_actor(actor, plan), plan.state, now)
    match fmt:
        case Format.JSON:
            content = write_export(envelope).encode()
        case Format.CSV:
            content = to_csv(envelope)
        case Format.XLSX:
            content = to_xlsx(envelope)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.EXPORT,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"format": fmt.value, "bytes": len(content)},
    )
    stem = re.sub(r"[^a-z0-9]+", "-", plan.title.lower()).strip("-")[:60] or "plan"
    return Exported(f"{stem}.{fmt.value}", fmt, content)
