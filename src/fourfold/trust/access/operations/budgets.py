"""After a read: is the reader within their budget, and was it somebody whom nobody has cause to read about?

The count itself is written by `access_count_read` (rls.sql), where the read is logged.
"""

from datetime import datetime

from django.db import connection
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.trust.access.domain.budgets import Budget, budget_of, bulk_budget
from fourfold.trust.access.operations.alerts import alert, alerts, everybody, officers, page
from fourfold.trust.access.policies import DPO
from fourfold.trust.audit.request_context import request_id
from fourfold.trust.partnership.domain.roles import Standing


def after_reading(*, actor: Standing, now: datetime) -> Budget | None:
    """Alert where a budget is passed (once an hour) or a canary was read (each time); the budget, None for a service.

    Call it in the transaction that read, once everything is read. It never refuses: it says how long to wait.
    """
    if actor.user_id is None or not actor.roles:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select in_hour, in_day, bulk_in_hour, bulk_in_day, canaries from access_budget()")
        in_hour, in_day, bulk_in_hour, bulk_in_day, canaries = cursor.fetchone()
    budget = budget_of([role.kind for role in actor.roles], in_hour, in_day, on=today(now))
    in_bulk = bulk_budget(bulk_in_hour, bulk_in_day, on=today(now))
    if budget.is_over:
        _tell_of_budget(actor, now)
    if in_bulk.is_over:
        _tell_of_bulk(actor, now)
    if canaries:
        told = officers(everybody(actor, now), {*canaries, *(role.agency_id for role in actor.roles)}, {DPO})
        letters = alerts(
            told,
            key=f"canary:{actor.user_id}:{request_id() or now.isoformat()}",
            subject="A marked record was read: look at it now",
            body="Somebody has read a record that nobody has cause to read. Who, when and for what stands in the "
            f"audit search:\n{page(reverse('access:conduct'))}",
        )
        alert(actor=actor, now=now, letters=letters)
    return max(budget, in_bulk, key=lambda one: one.wait)


def _tell_of_budget(actor: Standing, now: datetime) -> None:
    told = officers(everybody(actor, now), {role.agency_id for role in actor.roles}, {DPO})
    where = actor.home.agency_name if actor.home else "your agency"
    letters = alerts(
        told,
        key=f"read-budget:{actor.user_id}:{now:%Y-%m-%dT%H}",
        subject="Somebody reads far more than usual: look at it now",
        body=f"Somebody of {where} has read about more people than is usual in an hour or a day. Nothing is shut: "
        "their pages come more slowly. Who, when and for what stands in the audit search:\n"
        f"{page(reverse('access:conduct'))}",
    )
    alert(actor=actor, now=now, letters=letters)


def _tell_of_bulk(actor: Standing, now: datetime) -> None:
    told = officers(everybody(actor, now), {role.agency_id for role in actor.roles}, {DPO})
    where = actor.home.agency_name if actor.home else "your agency"
    letters = alerts(
        told,
        key=f"bulk-budget:{actor.user_id}:{now:%Y-%m-%dT%H}",
        subject="Somebody makes far larger data sets than usual: look at it now",
        body=f"Somebody of {where} has made data sets for analysis about more people than is usual in an hour or a "
        "day. They hold no names. Nothing is shut: their pages come more slowly. Who, when and for what stands in "
        f"the audit search:\n{page(reverse('access:conduct'))}",
    )
    alert(actor=actor, now=now, letters=letters)
