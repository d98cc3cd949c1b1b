"""Answering a request: wholly, in part, or with the reason why not. What is accepted is open at once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.queries import looker_of
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.domain.lawful import law_problems
from fourfold.trust.requests.domain.refusals import Detriment, Reason, reason_problems
from fourfold.trust.requests.domain.states import Outcome
from fourfold.trust.requests.models import Answer, Request, Words
from fourfold.trust.requests.operations.asking import MOST_WORDS, NOT_LIVE
from fourfold.trust.requests.operations.opening import open_what_was_accepted
from fourfold.trust.requests.operations.telling import tell_the_asker
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.queries.finding import person_by_reference
from fourfold.trust.requests.queries.law import is_live, wanted_by
from fourfold.trust.requests.queries.visibility import facts_of, request_for

NO_SUCH_PERSON = "You see nobody with this reference. Check it: it stands on the person’s page, such as KM-7F3K-2QXD."
TOO_LATE = "It was wanted until {}, so nothing can be opened any more. Refuse it, or ask them to send a new request."


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `fields` and `until` (the first day without it) count in part only; `person` is the reference of
    whom it is about, where the request does not name them."""

    outcome: Outcome
    fields: tuple[str, ...] = ()
    until: date | None = None
    person: str = ""
    reason: Reason | None = None
    detriment: Detriment | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Accepted:
    """What an answer opens; nothing for a refusal."""

    fields: tuple[str, ...] = ()
    until: date | None = None
    subject_id: UUID | None = None


@transaction.atomic
def answer(*, actor: Standing, now: datetime, request_id: UUID, reply: Reply) -> Answer:
    """Answer once. Raises `NotFound`, `NotAllowed`, `BadInput`; `Conflict` where somebody was first."""
    looker = looker_of(actor)
    request = request_for(looker, request_id)
    require(
        policies.answer(looker, facts_of(request)),
        Permission.ANSWER,
        subject_kind="requests.request",
        subject_id=request_id,
    )
    accepted = _accepted(looker, now, request, reply)
    said = _row(looker, now, request, reply, accepted)
    _write(request, said, reply)
    if accepted.subject_id is not None:
        open_what_was_accepted(actor=actor, now=now, request=request, said=said)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ANSWER,
        subject_kind="requests.request",
        subject_id=request_id,
        purpose=request.purpose,
        detail={
            "outcome": reply.outcome.value,
            "reason": said.reason,
            "fields": list(accepted.fields),
            "subjects": [str(accepted.subject_id)] if accepted.subject_id else [],
            "in_time": now < request.due_at,
        },
    )
    tell_the_asker(actor, now, request)
    return said


def _accepted(looker: Looker, now: datetime, request: Request, reply: Reply) -> _Accepted:
    """What the reply opens, checked against what was asked for and against the law of the day."""
    problems = [
        *reason_problems(
            reply.outcome,
            is_duty=request.is_duty,
            reason=reply.reason,
            detriment=reply.detriment,
            words=reply.words,
        )
    ]
    if len(reply.words) > MOST_WORDS:
        problems.append(Problem(f"Use at most {MOST_WORDS:,} characters.", "words"))
    if not reply.outcome.opens:
        return _or_problems(_Accepted(), problems)
    on = today(now)
    if request.wanted_until <= on:
        raise BadInput([*problems, Problem(TOO_LATE.format(show_date(request.wanted_until)), "outcome")])
    fields, until = tuple(request.fields), request.wanted_until
    if reply.outcome is Outcome.PART:
        fields, until = tuple(sorted(set(reply.fields))), reply.until or request.wanted_until
        problems += _part_problems(request, fields, until, on)
    subject_id = request.subject_id or _named(looker, now, reply)
    if subject_id is None:
        problems.append(Problem(NO_SUCH_PERSON, "person"))
    if not problems:
        law = law_problems(wanted_by(request, fields=fields, until=until), catalogue(looker.standing), on)
        problems = [Problem(problem.message, "outcome") for problem in law]
        if not is_live(looker.standing, holder_id=request.asked_agency_id, data_set=request.data_set, on=on):
            problems.append(Problem(NOT_LIVE, "outcome"))
    return _or_problems(_Accepted(fields, until, subject_id), problems)


def _or_problems(accepted: _Accepted, problems: list[Problem]) -> _Accepted:
    if problems:
        raise BadInput(problems)
    return accepted


def _part_problems(request: Request, fields: tuple[str, ...], until: date, on: date) -> list[Problem]:
    problems = []
    if not fields or not set(fields) <= set(request.fields):
        problems.append(Problem("Choose at least one of the fields that were asked for.", "fields_shared"))
    if not on < until <= request.wanted_until:
        last = show_date(request.wanted_until)
        problems.append(Problem(f"Choose a day after today and by {last}, until which it was asked for.", "until"))
    if not problems and set(fields) == set(request.fields) and until == request.wanted_until:
        problems.append(Problem("That is all that was asked for. Choose to share all of it.", "outcome"))
    return problems


def _named(looker: Looker, now: datetime, reply: Reply) -> UUID | None:
    found = person_by_reference(looker, reply.person, now) if reply.person.strip() else None
    return found.id if found else None


def _row(looker: Looker, now: datetime, request: Request, reply: Reply, accepted: _Accepted) -> Answer:
    reason = reply.reason if reply.outcome.needs_reason and reply.reason else ""
    return Answer(
        request=request,
        outcome=reply.outcome,
        fields=list(accepted.fields),
        until=accepted.until,
        subject_id=accepted.subject_id,
        reason=reason,
        detriment=reply.detriment if reason == Reason.MORE_DETRIMENTAL and reply.detriment else "",
        answered_by_id=policies.person_of(looker, Permission.ANSWER),
        answered_at=now,
    )


def _write(request: Request, said: Answer, reply: Reply) -> None:
    """Words first: the trigger that checks the answer looks for them."""
    try:
        with transaction.atomic():
            if reply.words.strip():
                Words.objects.bulk_create([Words(request=request, part="answer", text=reply.words.strip())])
            Answer.objects.bulk_create([said])
    except IntegrityError as error:
        if Answer.objects.filter(request=request).exists() or not _is_open(request):
            raise Conflict("Somebody answered this request, or took it back, a moment ago. Open it again.") from error
        raise


def _is_open(request: Request) -> bool:
    return Request.objects.filter(pk=request.pk, withdrawn_at__isnull=True).exists()
