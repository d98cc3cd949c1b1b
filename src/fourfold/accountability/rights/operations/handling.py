"""What the agency that was asked decides about who asks, whom it is about, and when it is answered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import holders_due
from fourfold.accountability.rights.domain.requests import (
    ANSWERS,
    EntryKind,
    Identity,
    Outcome,
    RequestKind,
    State,
)
from fourfold.accountability.rights.domain.requests import Standing as Right
from fourfold.accountability.rights.models import About
from fourfold.accountability.rights.operations.telling import tell_of_part
from fourfold.accountability.rights.operations.writing import due, kept, said, to_handle
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import Candidate, people_of
from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.partnership.domain.roles import Standing

RIGHTS = {
    Right.OWN: "They ask about themselves",
    Right.CHILD_OWN: "A child who understands what they ask, about themselves",
    Right.PARENT: "Somebody with parental responsibility, and it is in the child’s interest",
    Right.REPRESENTATIVE: "Somebody with authority to act for them",
    Right.NONE: "They have no right to ask this for the person",
}


@dataclass(frozen=True, slots=True)
class Checks:
    """Who asks: their identity and how it was checked, in which right, and that they are reached safely."""

    identity: Identity
    identity_how: str
    identity_on: date | None
    standing: Right
    standing_why: str
    contact: str
    contact_is_safe: bool

    def check(self, received_on: date, on: date) -> None:
        """Raise `BadInput` for a decision without its reason."""
        problems = []
        if self.identity and not self.identity_how.strip():
            problems.append(
                Problem("Say how you checked, such as “came to the office with a worker”.", "identity_how")
            )
        if self.identity_on is not None and not received_on <= self.identity_on <= on:
            problems.append(Problem("Enter a day between when the request came and today.", "identity_on"))
        if self.identity is Identity.CONFIRMED and self.identity_on is None:
            problems.append(Problem("Enter the day on which you could be sure.", "identity_on"))
        if self.standing and not self.standing_why.strip():
            problems.append(Problem("Say why, in a sentence.", "standing_why"))
        if not self.contact.strip():
            problems.append(Problem("Say how they are reached safely.", "contact"))
        if problems:
            raise BadInput(problems)


@transaction.atomic
def acknowledge(*, actor: Standing, now: datetime, request_id: UUID, on: date) -> None:
    """Write down that the person was told that their request has come."""
    asked = to_handle(actor, request_id)
    if asked.acknowledged_on is not None:
        raise Conflict("This request was acknowledged already.")
    if not asked.received_on <= on <= today(now):
        raise BadInput.one("Enter a day between when the request came and today.", "on")
    asked.acknowledged_on = on
    kept(actor, now, asked, EntryKind.ACKNOWLEDGED, f"On {show_date(on)}.")


@transaction.atomic
def ask_identity(*, actor: Standing, now: datetime, request_id: UUID, text: str) -> None:
    """Write down that proof of identity was asked for. The time runs from the day on which it comes."""
    asked = to_handle(actor, request_id)
    if asked.identity:
        raise Conflict("The identity was decided already.")
    asked.identity_asked_on = today(now)
    kept(actor, now, asked, EntryKind.IDENTITY_ASKED, said(text, "text", "Say what you asked for."))


@transaction.atomic
def decide_checks(*, actor: Standing, now: datetime, request_id: UUID, version: int, checks: Checks) -> None:
    """Decide who asks, in which right, and that they are reached safely. May be decided anew; all of it stays."""
    asked = to_handle(actor, request_id)
    checks.check(asked.received_on, today(now))
    if asked.version != version:
        raise Conflict(
            "Somebody else changed this request while you were deciding. Open it again; nothing was saved."
        )
    asked.identity, asked.identity_how = checks.identity, checks.identity_how.strip() if checks.identity else ""
    asked.identity_on = checks.identity_on if checks.identity is Identity.CONFIRMED else None
    asked.standing, asked.standing_why = checks.standing, checks.standing_why.strip() if checks.standing else ""
    asked.contact = checks.contact.strip()
    asked.contact_decided_on = today(now) if checks.contact_is_safe else None
    words = [
        f"Identity {checks.identity.value.replace('-', ' ')}: {asked.identity_how}." if checks.identity else "",
        f"{RIGHTS[checks.standing]}: {asked.standing_why}" if checks.standing else "",
        "The way to reach them is safe." if checks.contact_is_safe else "",
    ]
    detail = {"identity": str(asked.identity), "standing": str(asked.standing), "safe": checks.contact_is_safe}
    kept(actor, now, asked, EntryKind.IDENTITY, " ".join(filter(None, words)), detail)


@transaction.atomic
def name_person(*, actor: Standing, now: datetime, request_id: UUID, person: Candidate) -> None:
    """Say whom the request is about: somebody of whom the agency holds records (`queries.requests.candidates`)."""
    asked = to_handle(actor, request_id)
    if any(one.subject_id == person.subject_id for one in people_of(asked)):
        raise Conflict("This person is named already.")
    by = policies.known_person(actor, Permission.HANDLE)
    one = About(request=asked, subject_id=person.subject_id, reference=person.reference, added_by_id=by, added_at=now)
    About.objects.bulk_create([one])
    kept(actor, now, asked, EntryKind.ABOUT, "", {"subject": person.subject_id})


@transaction.atomic
def ask_holders(*, actor: Standing, now: datetime, request_id: UUID) -> None:
    """Ask every agency that holds records of the person about its own; the actor's among them.

    Nobody is told which these are: what they give appears once they give it. Asked again, new holders are added.
    """
    asked = to_handle(actor, request_id)
    if not RequestKind(asked.kind).asks_holders:
        raise Conflict("This kind of request is answered by your agency alone.")
    if not people_of(asked):
        raise BadInput.one("First say whom the request is about.")
    if asked.identity != Identity.CONFIRMED or asked.standing in (Right.UNDECIDED, Right.NONE):
        raise BadInput.one("First decide who asks, and in which right.")
    asked.asked_on = asked.asked_on or today(now)
    if asked.answer_by is None:
        last = due(asked)
        asked.answer_by = min(holders_due(today(now)), last) if last > today(now) else holders_due(today(now))
    with connection.cursor() as cursor:
        cursor.execute("select rights_ask(%s, %s, %s)", [asked.pk, now, asked.answer_by])
        holders = cursor.fetchone()[0]
    said_so = f"Every agency that holds records was asked. They answer by {show_date(asked.answer_by)}."
    kept(actor, now, asked, EntryKind.ASKED, said_so)
    tell_of_part(actor=actor, now=now, request_id=asked.pk, agency_ids=holders, due_on=asked.answer_by)


@transaction.atomic
def extend(*, actor: Standing, now: datetime, request_id: UUID, why: str) -> None:
    """Extend the time by two months, within the first; the person must be told why."""
    asked = to_handle(actor, request_id)
    if asked.kind == RequestKind.COMPLAINT:
        raise Conflict(
            "A complaint is acknowledged in 30 days and answered without undue delay: nothing is extended."
        )
    if asked.extended_on is not None:
        raise Conflict("The time was extended already, and can be only once.")
    if today(now) > asked.due_on:
        raise Conflict("The time is over. It is extended within the first month, or not at all.")
    asked.extended_on = today(now)
    asked.extended_why = said(why, "text", "Say why: it is complex, or there are several requests.")
    kept(actor, now, asked, EntryKind.EXTENDED, asked.extended_why)


@transaction.atomic
def add_note(*, actor: Standing, now: datetime, request_id: UUID, text: str) -> None:
    """A line for the history."""
    asked = to_handle(actor, request_id)
    kept(actor, now, asked, EntryKind.NOTE, said(text, "text", "Write the note."))


@transaction.atomic
def close(*, actor: Standing, now: datetime, request_id: UUID, outcome: Outcome, why: str) -> None:
    """Write down how it ended and what the person was told."""
    asked = to_handle(actor, request_id)
    if outcome not in ANSWERS:
        raise BadInput.one("Say how it ended.", "outcome")
    met = outcome in (Outcome.MET, Outcome.PARTLY) and RequestKind(asked.kind).asks_holders
    if met and (
        asked.identity != Identity.CONFIRMED
        or asked.standing in (Right.UNDECIDED, Right.NONE)
        or asked.contact_decided_on is None
    ):
        raise BadInput.one("First decide who asks, in which right, and that they are reached safely.")
    asked.outcome = outcome
    asked.outcome_why = said(why, "why", "Say what the person was told, and why.")
    asked.acknowledged_on = asked.acknowledged_on or today(now)
    due_on = asked.due_on
    asked.state, asked.closed_on = State.CLOSED, today(now)
    kept(
        actor,
        now,
        asked,
        EntryKind.CLOSED,
        f"{outcome.label}. {asked.outcome_why}",
        {"in_time": today(now) <= due_on},
    )
