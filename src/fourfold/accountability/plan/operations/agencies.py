"""Naming the agencies of an action, which decides who may move it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.models import Action, ActionAgency, Revision
from fourfold.accountability.plan.operations.actions import save_revision
from fourfold.accountability.plan.operations.locks import action_to_move, plan_to_coordinate
from fourfold.accountability.plan.policies import Permission
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """An agency and what it does in an action. `agency_id` is None for a name the register does not know."""

    agency_id: UUID | None
    name: str
    part: Part
    qualifier: str = ""


@transaction.atomic
def set_agencies(
    *, actor: Standing, now: datetime, action_id: UUID, parts: list[AgencyPart], version: int | None = None
) -> None:
    """Name the agencies of an action anew. Coordinators only: it decides who may move the action.

    `version` is the one that was edited: `Conflict` if somebody named agencies since.
    """
    action = action_to_move(actor, action_id)
    plan_to_coordinate(actor, action.plan_id)
    if version is not None and _named_since(action, version):
        raise Conflict("Somebody else changed this action while you were choosing its agencies.")
    _check(parts)
    before = sorted(f"{item.named} ({item.part})" for item in action.agencies.all())
    _replace(action, parts)
    after = sorted(f"{part.name} ({part.part})" for part in parts)
    save_revision(action, actor=actor, now=now, changes={"agencies": [", ".join(before), ", ".join(after)]})
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan.action",
        subject_id=action.pk,
        detail={"agencies": [str(part.agency_id) for part in parts if part.agency_id], "version": action.version},
    )


def _named_since(action: Action, version: int) -> bool:
    """Whether the agencies were changed after that version. What else was changed is no conflict of agencies."""
    newer = Revision.objects.filter(action=action, version__gt=version)
    return newer.filter(changes__has_key="agencies").exists()


def _check(parts: list[AgencyPart]) -> None:
    if not any(part.part is Part.LEAD for part in parts):
        raise BadInput.one("Name at least one agency that leads.", "agencies")
    known = [part.agency_id for part in parts if part.agency_id]
    if len(known) != len(set(known)):
        raise BadInput.one("This agency is named already. Change its part instead.", "agency")


def _replace(action: Action, parts: list[AgencyPart]) -> None:
    kept = {item.agency_id or item.named: item for item in action.agencies.all()}
    wanted = {part.agency_id or part.name for part in parts}
    gone = [item.pk for key, item in kept.items() if key not in wanted]
    ActionAgency.objects.filter(pk__in=gone).delete()
    for position, part in enumerate(parts):
        row = kept.get(part.agency_id or part.name) or ActionAgency(
            plan_id=action.plan_id, action=action, agency_id=part.agency_id, named=part.name
        )
        row.part, row.qualifier, row.position = part.part, part.qualifier, position
        row.save()
