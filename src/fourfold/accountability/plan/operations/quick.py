"""Adding actions fast: what will be done, who leads, when; several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.reading.tables import Place, Source
from fourfold.accountability.plan.domain.reading.timescales import read_timescales
from fourfold.accountability.plan.domain.states import Part, StrandKind
from fourfold.accountability.plan.domain.titles import short_title
from fourfold.accountability.plan.models import Action, ActionAgency, Strand, Timescale
from fourfold.accountability.plan.operations.actions import ActionWords, add_action
from fourfold.accountability.plan.operations.locks import plan_to_coordinate
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class QuickActions:
    """Actions of one strand, one a text, with the same leads and the same date as people write dates."""

    kind: StrandKind
    texts: Sequence[str]
    lead_ids: Sequence[UUID] = ()
    when: str = ""


@transaction.atomic
def add_quickly(*, actor: Standing, now: datetime, plan_id: UUID, quick: QuickActions) -> list[Action]:
    """Add actions at the end of a strand. Raises `BadInput` without a text, or for a date nobody can read."""
    plan = plan_to_coordinate(actor, plan_id)
    texts = [text.strip() for text in quick.texts if text.strip()]
    if not texts:
        raise BadInput.one("Enter what will be done.", "text")
    if len(texts) > MOST_AT_ONCE:
        raise BadInput.one(f"Add at most {MOST_AT_ONCE} actions at once.", "several")
    dates = _dates(quick.when)
    names = _names(actor, quick.lead_ids)
    strand = Strand.objects.get(plan=plan, kind=quick.kind)
    added = []
    for text in texts:
        action = add_action(actor=actor, now=now, strand_id=strand.pk, words=ActionWords(short_title(text), text))
        Timescale.objects.bulk_create(Timescale(plan=plan, action=action, **date) for date in dates)
        ActionAgency.objects.bulk_create(
            ActionAgency(plan=plan, action=action, agency_id=agency_id, named=name, part=Part.LEAD, position=position)
            for position, (agency_id, name) in enumerate(names.items())
        )
        added.append(action)
    return added


def _names(actor: Standing, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of the agencies, in the order given."""
    known = dict(agencies_to_choose(actor)) if ids else {}
    if any(agency_id not in known for agency_id in ids):
        raise BadInput.one("Choose an agency from the list.", "lead")
    return {agency_id: known[agency_id] for agency_id in ids}


def _dates(when: str) -> list[dict[str, object]]:
    """The dates that a person typed: `31 March 2027`, `March 2027`, `March 2027 (review)`, `ongoing`."""
    if not when.strip():
        return []
    read = read_timescales(Source(Place(), when))
    if read.left_over or not read.timescales:
        words = "; ".join(read.left_over) or when
        message = f"We can't read {words!r} as a date. Write it as 31 March 2027, March 2027 or ongoing."
        raise BadInput([Problem(message, "when")])
    return [{"kind": item.kind.value, "date": item.date, "raw": item.raw} for item in read.timescales]
