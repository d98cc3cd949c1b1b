"""Asking an agency for what nothing opens."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.access.looking import looking
from fourfold.trust.access.queries import looker_of
from fourfold.trust.agreements.queries import permitting_requests
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.domain.lawful import law_problems
from fourfold.trust.requests.domain.references import draw_reference
from fourfold.trust.requests.domain.states import Urgency
from fourfold.trust.requests.domain.timing import due_at
from fourfold.trust.requests.models import Request, Words
from fourfold.trust.requests.operations.telling import tell_the_asked
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.queries.finding import person_by_id
from fourfold.trust.requests.queries.law import is_live, wanted_of

LONGEST_DAYS = 365
MOST_WORDS = 4_000
NONE_PERMITS = (
    "No agreement in force lets these two agencies ask each other. It needs one that both have signed and that "
    "permits requests: your accountable officer can draft it with theirs."
)


NOT_LIVE = (
    "This agency shares nothing of this yet: its data protection impact assessment and its equality assessment are "
    "not both approved. Its accountable officer can say when they will be."
)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody asks. `subject_id` (a person whom they can see) or `about` (their own words) is needed."""

    asking_id: UUID
    asked_id: UUID
    data_set: str
    fields: tuple[str, ...]
    subject_kind: SubjectKind
    purpose: str
    gateway: str
    why: str
    urgency: Urgency
    wanted_until: date
    agreement_id: UUID | None = None
    subject_id: UUID | None = None
    about: str = ""


@transaction.atomic
def ask(*, actor: Standing, now: datetime, new: NewRequest) -> Request:
    """Ask. Raises `BadInput`; `NotFound` for a person whom the actor cannot see, as for one who does not exist."""
    looker = looker_of(actor)
    require(policies.ask(looker, new.asking_id), Permission.ASK, subject_kind="requests.request")
    person = person_by_id(looker, new.subject_id, now) if new.subject_id else None
    if new.subject_id is not None and person is None:
        raise NotFound("person", new.subject_id)
    agreement_id = _agreement(actor, new, today(now))
    problems = [*_words_problems(new), *_until_problems(new, today(now)), *_law(actor, new, today(now))]
    if problems:
        raise BadInput(problems)
    request = _row(looker, now, new, agreement_id)
    with looking(actor, person.purpose) if person else nullcontext():
        # The room that keeps records checks once more, in the database, that the asker sees the person.
        Request.objects.bulk_create([request])
    said = {"why": new.why.strip(), "about": new.about.strip()}
    Words.objects.bulk_create(Words(request=request, part=part, text=text) for part, text in said.items() if text)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ASK,
        subject_kind="requests.request",
        subject_id=request.pk,
        purpose=new.purpose,
        detail={
            "asking": str(new.asking_id),
            "asked": str(new.asked_id),
            "data_set": new.data_set,
            "fields": sorted(new.fields),
            "subjects": [str(new.subject_id)] if new.subject_id else [],
        },
    )
    tell_the_asked(actor, now, request)
    return request


def _row(looker: Looker, now: datetime, new: NewRequest, agreement_id: UUID) -> Request:
    return Request(
        reference=draw_reference(),
        asking_agency_id=new.asking_id,
        asked_agency_id=new.asked_id,
        asked_by_id=policies.person_of(looker, Permission.ASK),
        asked_at=now,
        due_at=due_at(new.urgency, now),
        urgency=new.urgency,
        agreement_id=agreement_id,
        data_set=new.data_set,
        fields=sorted(set(new.fields)),
        subject_kind=new.subject_kind,
        subject_id=new.subject_id,
        purpose=new.purpose,
        gateway=new.gateway,
        is_duty=catalogue(looker.standing).gateways[new.gateway].is_duty,
        wanted_until=new.wanted_until,
    )


def _agreement(actor: Standing, new: NewRequest, on: date) -> UUID:
    """The agreement under which it is asked: the one chosen, or the only one there is."""
    if new.asking_id == new.asked_id:
        raise BadInput.one("Choose another agency than your own.", "asked")
    permitting = [one.agreement_id for one in permitting_requests(actor, new.asked_id, new.asking_id, on=on)]
    if not permitting:
        raise BadInput.one(NONE_PERMITS, "asked")
    if new.agreement_id in permitting:
        return new.agreement_id
    if len(permitting) > 1:
        raise BadInput.one("Choose the agreement under which you ask.", "agreement")
    return permitting[0]


def _law(actor: Standing, new: NewRequest, on: date) -> list[Problem]:
    wanted = wanted_of(
        actor,
        asking_id=new.asking_id,
        asked_id=new.asked_id,
        data_set=new.data_set,
        fields=new.fields,
        law=(new.purpose, new.gateway),
        until=new.wanted_until,
    )
    found = law_problems(wanted, catalogue(actor), on)
    if not is_live(actor, holder_id=new.asked_id, data_set=new.data_set, on=on):
        found.append(Problem(NOT_LIVE, "data_set"))
    return found


def _words_problems(new: NewRequest) -> list[Problem]:
    problems = []
    if not new.why.strip():
        problems.append(Problem("Say why you need it.", "why"))
    if new.subject_id is None and not new.about.strip():
        problems.append(Problem("Say whom it is about, so that the other agency can find them.", "about"))
    if new.subject_kind not in (SubjectKind.CHILD, SubjectKind.ADULT):
        problems.append(Problem("Say whether it is about a child or an adult.", "subject_kind"))
    for where, text in (("why", new.why), ("about", new.about)):
        if len(text) > MOST_WORDS:
            problems.append(Problem(f"Use at most {MOST_WORDS:,} characters.", where))
    return problems


def _until_problems(new: NewRequest, on: date) -> list[Problem]:
    last = on + timedelta(days=LONGEST_DAYS)
    if on < new.wanted_until <= last:
        return []
    return [Problem(f"Choose a day after today and by {show_date(last)}: ask again if you need it longer.", "until")]
