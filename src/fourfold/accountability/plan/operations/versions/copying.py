"""Copying an action into a draft: its words, officers, agencies, and what is still open of its work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fourfold.accountability.plan.domain.states import Part, Status
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Dependency,
    Milestone,
    Plan,
    Risk,
    Strand,
    Timescale,
)
from fourfold.ground.kernel.clock import today
from fourfold.trust.partnership.domain.register import Register
from fourfold.trust.partnership.queries import agency_ids_by_key, known_register

_CARRIED = ("title", "text", "accountable_officer_id", "deputy_id")
_RANK = {part.value: place for place, part in enumerate(Part)}


@dataclass(frozen=True)
class Bodies:
    """The register as of a day, to name agencies as the bodies that they are today."""

    register: Register
    ids: dict[str, UUID]
    day: date

    @classmethod
    def as_of(cls, now: datetime) -> "Bodies":
        """The register as of `now`."""
        return cls(known_register(), agency_ids_by_key(), today(now))

    def named_today(self, item: ActionAgency) -> tuple[UUID | None, str]:
        """The id and the name of what an agency of a plan is today; what it was, where that is in doubt."""
        known = self.register.agencies.get(item.agency.key) if item.agency else None
        if known is None or known.exists(self.day):
            return item.agency_id, item.named
        body = self.register.now(known, self.day)
        if body.key == known.key or body.key not in self.ids:
            return item.agency_id, item.named
        return self.ids[body.key], body.name


def copy_actions(
    plan: Plan, placed: Iterable[tuple[Action, Strand, int]], *, now: datetime, bodies: Bodies | None
) -> dict[UUID, Action]:
    """Copies of actions in `plan`, by the ids of the originals. Each is given with its strand and number there.

    An open action keeps its status, its open dates, steps and risks; a complete one begins again. Updates, comments
    and evidence stay with the version that they were written for.
    """
    copies: dict[UUID, Action] = {}
    for old, strand, number in placed:
        again = old.status == Status.COMPLETE
        copies[old.pk] = Action(
            plan=plan,
            strand=strand,
            number=number,
            status=Status.NOT_STARTED if again else old.status,
            status_reason="" if again else old.status_reason,
            status_since=now if again else old.status_since,
            changed_at=now,
            **{name: getattr(old, name) for name in _CARRIED},
        )
    Action.objects.bulk_create(copies.values())
    _copy_agencies(plan, copies, bodies)
    _copy_work(plan, copies)
    return copies


def _copy_agencies(plan: Plan, copies: dict[UUID, Action], bodies: Bodies | None) -> None:
    rows = []
    olds = ActionAgency.objects.filter(action__in=list(copies)).select_related("agency").order_by("position")
    by_action: dict[UUID, list[ActionAgency]] = {}
    for item in olds:
        by_action.setdefault(item.action_id, []).append(item)
    for old_id, items in by_action.items():
        rows += agencies_of(items, plan, copies[old_id], bodies)
    ActionAgency.objects.bulk_create(rows)


def agencies_of(
    items: Sequence[ActionAgency], plan: Plan, action: Action, bodies: Bodies | None
) -> list[ActionAgency]:
    """The agencies of an action for its copy. Two that are one body today become one, with the stronger part."""
    found: dict[object, ActionAgency] = {}
    for item in items:
        agency_id, named = bodies.named_today(item) if bodies else (item.agency_id, item.named)
        row = found.setdefault(
            agency_id or named,
            ActionAgency(plan=plan, action=action, agency_id=agency_id, named=named, part=item.part),
        )
        row.part = min(row.part, item.part, key=_RANK.__getitem__)
        row.qualifier = "; ".join(dict.fromkeys(filter(None, [row.qualifier, item.qualifier])))
    for position, row in enumerate(found.values()):
        row.position = position
    return list(found.values())


def _copy_work(plan: Plan, copies: dict[UUID, Action]) -> None:
    """What is still open: dates, steps, risks; and what waits for what, where both are copied."""
    ids = list(copies)
    dates = Timescale.objects.filter(action__in=ids, done_on__isnull=True)
    Timescale.objects.bulk_create(
        Timescale(plan=plan, action=copies[item.action_id], kind=item.kind, date=item.date, raw=item.raw)
        for item in dates
    )
    steps = Milestone.objects.filter(action__in=ids, done_on__isnull=True)
    Milestone.objects.bulk_create(
        Milestone(plan=plan, action=copies[item.action_id], title=item.title, due_on=item.due_on) for item in steps
    )
    said = ("text", "likelihood", "impact", "mitigation")
    risks = Risk.objects.filter(action__in=ids, closed_on__isnull=True)
    Risk.objects.bulk_create(
        Risk(plan=plan, action=copies[item.action_id], **{name: getattr(item, name) for name in said})
        for item in risks
    )
    waits = Dependency.objects.filter(action__in=ids, needed__in=ids)
    Dependency.objects.bulk_create(
        Dependency(plan=plan, action=copies[item.action_id], needed=copies[item.needed_id], note=item.note)
        for item in waits
    )
