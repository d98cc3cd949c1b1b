"""Reading the breach register."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, Q, QuerySet, UUIDField

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.domain.breaches import ToCommissioner
from fourfold.accountability.oversight.models import Breach, BreachEntry
from fourfold.accountability.oversight.policies import Permission
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

MOST_NAMING = 100
OPEN = Q(closed_at__isnull=True)
SHOWN: dict[str, Q] = {
    "undecided": OPEN & Q(ico_decision=ToCommissioner.UNDECIDED),
    "open": OPEN,
    "closed": Q(closed_at__isnull=False),
}
"""The quick filters of the register, by their word in the address."""


def agencies_overseen(actor: Standing) -> frozenset[UUID]:
    """The agencies whose data protection officer the actor is, with those whose work these took over. One query."""
    if not policies.oversee(actor):
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute("select oversight_agencies()")
        return frozenset(cursor.fetchone()[0])


def breaches_for_actor(actor: Standing, show: str = "") -> QuerySet[Breach]:
    """The breaches that concern an agency of the actor's, the newest first."""
    require(policies.oversee(actor), Permission.READ_BREACH, subject_kind="oversight.breach")
    mine = agencies_overseen(actor)
    found = Breach.objects.filter(agency_ids__overlap=list(mine)).select_related("agency")
    return found.filter(SHOWN[show] if show in SHOWN else Q()).order_by("-known_at", "id")


def breach_for_actor(actor: Standing, breach_id: UUID, *, lock: bool = False) -> Breach:
    """One breach. Raises `NotFound`, for somebody who oversees nothing too."""
    found = _overseen(actor).filter(pk=breach_id).select_related("agency", "opened_by")
    breach = (found.select_for_update(of=("self",)) if lock else found).first()
    if breach is None:
        raise NotFound("oversight.breach", breach_id)
    return breach


def breaches_naming(actor: Standing, agreement_id: UUID) -> list[Breach]:
    """The breaches that name an agreement, of those that concern an agency which the actor oversees; else none.

    At most one query, for a page of another room.
    """
    found = _overseen(actor).filter(agreement_id=agreement_id)
    return list(found.select_related("agency", "opened_by").order_by("-known_at", "id")[:MOST_NAMING])


def _overseen(actor: Standing) -> QuerySet[Breach]:
    """The breaches of the agencies whose data protection officer the actor is, without asking for these first."""
    if not policies.oversee(actor):
        return Breach.objects.none()
    mine = Func(function="oversight_agencies", output_field=ArrayField(UUIDField()))
    return Breach.objects.filter(agency_ids__overlap=mine)


def entries_of(breach: Breach) -> "QuerySet[BreachEntry]":
    """The history of a breach already fetched, newest first."""
    return BreachEntry.objects.filter(breach=breach).select_related("by")


def breach_counts(actor: Standing) -> dict[str, int]:
    """How many breaches each quick filter shows, and `all`. One query and that of the actor's agencies."""
    rows = list(breaches_for_actor(actor).values_list("closed_at", "ico_decision"))
    is_open = [decision for closed, decision in rows if closed is None]
    undecided = sum(decision == ToCommissioner.UNDECIDED for decision in is_open)
    return {"all": len(rows), "undecided": undecided, "open": len(is_open), "closed": len(rows) - len(is_open)}


def undecided_breaches() -> list[dict[str, Any]]:
    """For the chaser: `id`, `known_at` and `agency_ids` of the open breaches about which nothing is decided yet."""
    with connection.cursor() as cursor:
        cursor.execute("select id, known_at, agency_ids from oversight_undecided()")
        return [{"id": one, "known_at": at, "agency_ids": frozenset(ids)} for one, at, ids in cursor.fetchall()]
