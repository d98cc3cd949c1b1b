"""Recording that the national service was asked about a child who presented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotAllowed, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.records.feeds.domain.lookups import Answer, Setting
from fourfold.records.feeds.models import LookUp
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.queries.lookups import grants_to_look_up
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.audit.operations import record as write_down

LATEST = timedelta(days=7)
"""How long afterwards a look-up may still be recorded."""


@dataclass(frozen=True, slots=True)
class NewLookUp:
    """A look-up as its asker tells of it."""

    setting: Setting
    local_reference: str
    asked_at: datetime
    answer: Answer


@transaction.atomic
def record_look_up(*, sight: Sight, now: datetime, new: NewLookUp) -> LookUp:
    """Keep that the national service was asked. Raises NotAllowed without a grant, BadInput for what is not sound."""
    actor = sight.looker.standing
    allowed = grants_to_look_up(sight)
    if not allowed or actor.person_id is None:
        raise NotAllowed(
            Permission.LOOK_UP, "No agreement in force lets your agency look children up for this purpose."
        )
    problems = _problems(new, now)
    if problems:
        raise BadInput(problems)
    kept = LookUp.objects.create(
        agency_id=_home(sight, allowed).recipient_id,
        asked_by_id=actor.person_id,
        asked_at=new.asked_at,
        setting=new.setting,
        local_reference=new.local_reference.strip(),
        answer=new.answer,
        purpose=sight.purpose,
        grant_id=_home(sight, allowed).id,
        recorded_at=now,
    )
    write_down(
        actor=actor.actor,
        now=now,
        permission=Permission.LOOK_UP,
        subject_kind="look-up",
        subject_id=kept.pk,
        purpose=sight.purpose,
        detail={"agency": str(kept.agency_id), "grant": str(kept.grant_id), "setting": str(new.setting)},
    )
    return kept


def _home(sight: Sight, allowed: list[Grant]) -> Grant:
    """The grant to the agency under which pages speak to the person, if there is one; else the first."""
    home: UUID | None = sight.looker.standing.home.agency_id if sight.looker.standing.home else None
    return next((grant for grant in allowed if grant.recipient_id == home), allowed[0])


def _problems(new: NewLookUp, now: datetime) -> list[Problem]:
    problems = []
    if new.asked_at > now:
        problems.append(Problem("This is in the future. Enter when the service was asked.", "asked_on"))
    elif new.asked_at < now - LATEST:
        problems.append(
            Problem(f"Record a look-up within {LATEST.days} days, or tell your data protection officer.", "asked_on")
        )
    if not new.local_reference.strip():
        problems.append(Problem("Enter your own number of the attendance.", "local_reference"))
    found = find(new.local_reference)
    if found:
        message = (
            f"This looks like {found[0].looks_like}. Enter your own number of the attendance, never who the child is."
        )
        problems.append(Problem(message, "local_reference"))
    return problems
