"""The conflict register: everybody declares whom they are near to, and then sees nothing about them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.trust.access.domain.conflicts import NewDeclaration
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.references import REFERENCE_NEEDED, canonical
from fourfold.trust.access.models import Declaration, Exclusion
from fourfold.trust.access.models.declarations import Settled
from fourfold.trust.access.operations.alerts import everybody, officers, page
from fourfold.trust.access.policies import DPO, Permission, may_settle, user_of
from fourfold.trust.access.queries.people import colleagues, person_of
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def declare(*, actor: Standing, now: datetime, new: NewDeclaration) -> Declaration:
    """Write down a declaration of one's own. By reference it binds at once; by name once settled.

    Whether the reference or the name is anybody's is never said.
    """
    mine = user_of(actor)
    new.check(today(now))
    reference = canonical(new.reference)
    made = Declaration.objects.create(
        user_id=mine,
        kind=new.kind,
        reference=reference,
        name=new.name.strip(),
        born_on=new.born_on,
        declared_at=now,
    )
    if reference:
        _keep_away(actor, now, made, person_of(reference), reference)
    elif made.name:
        _ask_to_settle(actor, now, made)
    _note(actor, now, Permission.DECLARE, made, {"by_reference": bool(reference), "by_name": bool(made.name)})
    return made


@transaction.atomic
def settle(*, actor: Standing, now: datetime, declaration_id: UUID, reference: str) -> None:
    """Say which person a declaration by name means; an empty reference: no agency that was asked knows them."""
    found = Declaration.objects.filter(pk=declaration_id).exclude(user_id=user_of(actor)).first()
    if found is None:
        raise NotFound("access.declaration", declaration_id)
    decision = may_settle(actor, is_colleague=found.user_id in colleagues(actor, {DPO}))
    require(decision, Permission.SETTLE, subject_kind="access.declaration", subject_id=declaration_id)
    if not found.name:
        raise BadInput.one("This declaration names nobody who has to be found.", "reference")
    wanted = canonical(reference)
    if reference.strip() and not wanted:
        raise BadInput.one(REFERENCE_NEEDED, "reference")
    settled = Settled.MATCHED if wanted else Settled.UNKNOWN
    changed = Declaration.objects.filter(pk=declaration_id, settled="").update(
        settled=settled, settled_at=now, settled_by=actor.user_id
    )
    if not changed:
        raise Conflict("Somebody else has settled it meanwhile.")
    if wanted:
        _keep_away(actor, now, found, person_of(wanted), wanted)
    _note(actor, now, Permission.SETTLE, found, {"settled": settled.value})


def _keep_away(actor: Standing, now: datetime, of: Declaration, subject_id: UUID, reference: str) -> None:
    Exclusion.objects.bulk_create(
        [
            Exclusion(
                user_id=of.user_id,
                subject_id=subject_id,
                reference=reference,
                kind=of.kind,
                placed_by=actor.actor.reference,
                since=now,
            )
        ]
    )


def _ask_to_settle(actor: Standing, now: datetime, made: Declaration) -> None:
    mine = {role.agency_id for role in actor.roles}
    told = [one for one in officers(everybody(actor, now), mine, {DPO}) if one.user_id != actor.user_id]
    body = (
        "Somebody of your agency has declared a conflict by name. Find out under which reference agencies know the "
        f"person, and settle it:\n{page(reverse('access:settle', args=[made.pk]))}"
    )
    letters = [
        Letter(
            LetterKind.REVIEW,
            f"declared:{made.pk}:{one.user_id}",
            one.user_id,
            one.address,
            "A declared conflict waits for you",
            body,
        )
        for one in told
    ]
    write_many(actor=actor.actor, now=now, letters=letters)


def _note(actor: Standing, now: datetime, permission: str, about: Declaration, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="access.declaration",
        subject_id=about.pk,
        detail={"kind": about.kind, **detail},
    )
