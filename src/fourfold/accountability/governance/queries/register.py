"""Reading the agencies' registers of policies and plans."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from fourfold.accountability.governance.domain.states import Fit
from fourfold.accountability.governance.models import PolicyCheck, PolicyEntry
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register shows: one agency, or what is late, has an open gap, or was never checked."""

    agency_id: UUID | None = None
    show: str = ""
    order: tuple[str, ...] = ("next_on", "pk")


def register_for_actor(actor: Standing, wanted: RegisterFilter, *, today: date) -> QuerySet[PolicyEntry]:
    """The entries that stand, each with `fit`, `gap`, `checked_on` and `gap_open` of its newest check."""
    entries = _with_newest_check(visible_entries(actor)).filter(ended_on__isnull=True)
    if wanted.agency_id is not None:
        entries = entries.filter(agency_id=wanted.agency_id)
    if wanted.show:
        entries = entries.filter(SHOWN[wanted.show](today))
    return entries.select_related("agency", "owner").order_by(*wanted.order)


SHOWN: dict[str, Any] = {
    "late": lambda today: Q(next_on__lt=today),
    "soon": lambda today: Q(next_on__gte=today, next_on__lte=today + timedelta(days=SOON_DAYS)),
    "gap": lambda _today: Q(gap_open=True),
    "unchecked": lambda _today: Q(checked_on__isnull=True),
}
"""The quick filters of the register, by their word in the address."""


def visible_entries(actor: Standing) -> QuerySet[PolicyEntry]:
    """The entries the actor reads: all of them for everyone with a live role, none for anyone else."""
    return PolicyEntry.objects.all() if actor.is_active else PolicyEntry.objects.none()


def _with_newest_check(entries: QuerySet[PolicyEntry]) -> QuerySet[PolicyEntry]:
    newest = PolicyCheck.objects.filter(entry=OuterRef("pk")).order_by("-on", "-id")
    return entries.annotate(
        fit=Subquery(newest.values("fit")[:1]),
        gap=Subquery(newest.values("gap")[:1]),
        checked_on=Subquery(newest.values("on")[:1]),
        gap_closed_on=Subquery(newest.values("closed_on")[:1]),
    ).annotate(
        gap_open=Case(
            When(Q(fit=Fit.GAP) & Q(gap_closed_on__isnull=True), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        agency_name=F("agency__name"),
    )


def entry_for_actor(actor: Standing, entry_id: UUID) -> PolicyEntry:
    """One entry with its newest check and all its checks, newest first. Raises `NotFound`."""
    checks = PolicyCheck.objects.select_related("plan", "by")
    entry = (
        _with_newest_check(visible_entries(actor))
        .select_related("agency", "owner")
        .prefetch_related(Prefetch("checks", checks))
        .filter(pk=entry_id)
        .first()
    )
    if entry is None:
        raise NotFound("governance.policy", entry_id)
    return entry


def register_counts(actor: Standing, *, today: date, agency_id: UUID | None = None) -> dict[str, int]:
    """How many entries each quick filter shows, and `all`; for one agency or for the partnership. One query each."""
    wanted = RegisterFilter(agency_id=agency_id)
    entries = register_for_actor(actor, wanted, today=today)
    flags = {name: Case(When(condition(today), then=Value(1)), default=Value(0)) for name, condition in SHOWN.items()}
    rows = entries.annotate(**{f"is_{name}": flag for name, flag in flags.items()}).values_list(
        *(f"is_{name}" for name in SHOWN)
    )
    found = list(rows)
    return {"all": len(found)} | {name: sum(row[place] for row in found) for place, name in enumerate(SHOWN)}
