"""Two officers of a holder have what is due removed: one decides, another confirms; anyone of them withdraws it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.removal import RemovalState, periods_of
from fourfold.accountability.rights.models import DueRemoval
from fourfold.accountability.rights.operations.removing_due import work_off_after_commit
from fourfold.accountability.rights.operations.writing import note, said
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.due_removals import removal_for_actor, waits_of
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.accountability.rights.queries.retention import due_of
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import Conflict, NotAllowed
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

KIND = "rights.removal"
UNDER_WAY = "Somebody has decided already to remove what is due of these records. Confirm or withdraw that first."
OTHER_PERIODS = "The contracts’ periods have changed since this was decided. Withdraw it, and decide anew."
OVER = "This removal has ended. Look at the page again."


@transaction.atomic
def propose_removal(*, actor: Standing, now: datetime, holder_id: UUID, data_set: str, why: str) -> DueRemoval:
    """Decide that what is due of a data set today is removed, by today's periods, once another officer confirms it.

    Raises `NotFound` where nothing is due, `NotAllowed`, `BadInput` without a reason, `Conflict` where one is open.
    """
    decision = policies.handle_of(actor, holder_id, agencies_of(actor))
    require(decision, Permission.REMOVE_DUE, subject_kind="partnership.agency", subject_id=holder_id)
    due = due_of(actor, holder_id, data_set, today(now))
    made = DueRemoval(
        holder_id=holder_id,
        data_set=data_set,
        decided_before=today(now),
        periods=periods_of(data_set),
        why=said(why, "text", "Say why these records are not needed any longer."),
        due=due.records,
        decided_at=now,
        decided_by_id=policies.known_person(actor, Permission.REMOVE_DUE),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(UNDER_WAY) from error
    detail = {"agency": holder_id, "data_set": data_set, "before": made.decided_before, "due": made.due}
    _note(actor, now, made, "proposed", detail)
    return made


@transaction.atomic
def confirm_removal(*, actor: Standing, now: datetime, removal_id: UUID) -> None:
    """Confirm what another officer decided; the work begins. Raises `NotAllowed` for whoever decided it."""
    removal = _to_move(actor, removal_id, RemovalState.PROPOSED)
    person = policies.known_person(actor, Permission.REMOVE_DUE)
    if person == removal.decided_by_id:
        raise NotAllowed(Permission.REMOVE_DUE, "Another officer confirms what you decided.")
    if not waits_of(removal).decider:
        raise Conflict("Whoever decided this has left. Another officer takes it over first, or withdraws it.")
    if removal.periods != periods_of(removal.data_set):
        raise Conflict(OTHER_PERIODS)
    removal.state, removal.confirmed_by_id, removal.confirmed_at = RemovalState.GOING, person, now
    removal.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _note(actor, now, removal, "confirmed")
    work_off_after_commit(removal.pk)


@transaction.atomic
def withdraw_removal(*, actor: Standing, now: datetime, removal_id: UUID, why: str) -> None:
    """End a removal, by any officer of the holder: nothing more is removed. What went stays removed."""
    removal = _to_move(actor, removal_id, RemovalState.PROPOSED, RemovalState.GOING)
    removal.ended_why = said(why, "text", "Say why they are not to be removed.")
    removal.state = RemovalState.WITHDRAWN
    removal.ended_by_id, removal.ended_at = policies.known_person(actor, Permission.REMOVE_DUE), now
    removal.after_on, removal.after_id = None, None
    removal.save(update_fields=["state", "ended_why", "ended_by", "ended_at", "after_on", "after_id"])
    _note(actor, now, removal, "withdrawn", {"removed": removal.removed})


@transaction.atomic
def take_over_removal(*, actor: Standing, now: datetime, removal_id: UUID) -> None:
    """Stand in for whoever decided or confirmed and is an officer no more. Two people answer for it as before.

    Raises `Conflict` where nobody has left, and `NotAllowed` for the other of the two.
    """
    removal = _to_move(actor, removal_id, RemovalState.PROPOSED, RemovalState.GOING)
    waits, person = waits_of(removal), policies.known_person(actor, Permission.REMOVE_DUE)
    if waits.decider and waits.confirmer:
        raise Conflict("Whoever decided and confirmed this is still there.")
    if person in (removal.decided_by_id, removal.confirmed_by_id):
        raise NotAllowed(Permission.REMOVE_DUE, "Another officer takes this over: two people answer for it.")
    place = "confirmed_by" if waits.decider else "decided_by"
    setattr(removal, f"{place}_id", person)
    removal.save(update_fields=[place])
    _note(actor, now, removal, "taken-over", {"place": place})
    if removal.state == RemovalState.GOING:
        work_off_after_commit(removal.pk)


def _to_move(actor: Standing, removal_id: UUID, *states: RemovalState) -> DueRemoval:
    removal = removal_for_actor(actor, removal_id, lock=True)
    decision = policies.handle_of(actor, removal.holder_id, agencies_of(actor))
    require(decision, Permission.REMOVE_DUE, subject_kind=KIND, subject_id=removal_id)
    if removal.state not in states:
        raise Conflict(OVER)
    return removal


def _note(
    actor: Standing, now: datetime, removal: DueRemoval, act: str, detail: Mapping[str, object] | None = None
) -> None:
    said = {"act": act, **(detail or {})}
    note(actor, now, Permission.REMOVE_DUE, removal.pk, said, kind=KIND)
