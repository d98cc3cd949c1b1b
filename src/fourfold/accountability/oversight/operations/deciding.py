"""The two decisions that the law asks for about a breach, and its close."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.oversight.domain.breaches import EntryKind, ToCommissioner, ToPeople, is_late
from fourfold.accountability.oversight.models import Breach
from fourfold.accountability.oversight.operations.breaches import settle, to_keep
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.ground.kernel.clock import show_moment, today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Reporting:
    """The decision about the Commissioner. `at`, `reference`, `delay` belong to a report, `reason` to none."""

    decision: ToCommissioner
    at: datetime | None = None
    reference: str = ""
    reason: str = ""
    delay: str = ""

    def check(self, breach: Breach, now: datetime) -> None:
        """Raise `BadInput` for a decision that lacks what the law asks for."""
        problems = []
        if self.decision is ToCommissioner.REPORTED:
            if self.at is None:
                problems.append(Problem("Enter when it was reported.", "at_on"))
            elif self.at > now or self.at < breach.known_at:
                problems.append(Problem("Enter a time between when it came to be known and now.", "at_on"))
            elif is_late(breach.known_at, self.at) and not self.delay.strip():
                problems.append(Problem("This is more than 72 hours after it came to be known. Say why.", "delay"))
        elif not self.reason.strip():
            problems.append(Problem("Say why a risk to people is unlikely.", "reason"))
        if problems:
            raise BadInput(problems)


@transaction.atomic
def decide_on_commissioner(
    *, actor: Standing, now: datetime, breach_id: UUID, reporting: Reporting, checked: bool = False
) -> None:
    """Write down that it was reported to the Commissioner, or why not. A decision may be taken anew; both stay."""
    breach = to_keep(actor, breach_id)
    if reporting.decision is ToCommissioner.UNDECIDED:
        raise BadInput.one("Say whether it was reported.", "decision")
    reporting.check(breach, now)
    _check_text([("reason", reporting.reason), ("delay", reporting.delay)], checked=checked)
    is_report = reporting.decision is ToCommissioner.REPORTED
    at = reporting.at if is_report else None
    late = at is not None and is_late(breach.known_at, at)
    breach.ico_decision, breach.ico_at = reporting.decision, at
    breach.ico_reference = reporting.reference.strip() if is_report else ""
    breach.ico_reason = reporting.reason.strip()
    breach.ico_delay = reporting.delay.strip() if late else ""
    said = f"Reported on {show_moment(at)}." if is_report else "Not reported."
    parts = [said, breach.ico_reference and f"Reference {breach.ico_reference}.", breach.ico_reason]
    late_because = breach.ico_delay and f"Late because: {breach.ico_delay}"
    settle(actor, now, breach, EntryKind.COMMISSIONER, " ".join(filter(None, [*parts, late_because])))


@transaction.atomic
def decide_on_people(
    *,
    actor: Standing,
    now: datetime,
    breach_id: UUID,
    decision: ToPeople,
    on: date | None = None,
    reason: str = "",
    checked: bool = False,
) -> None:
    """Write down that the people were told, or why not. A decision may be taken anew; both stay."""
    breach = to_keep(actor, breach_id)
    if decision is ToPeople.UNDECIDED:
        raise BadInput.one("Say whether the people were told.", "decision")
    if decision is ToPeople.NOT_TOLD and not reason.strip():
        raise BadInput.one("Say why the people are not told.", "reason")
    if decision is ToPeople.TOLD and (on is None or not today(breach.known_at) <= on <= today(now)):
        raise BadInput.one("Enter the day on which they were told, between when it came to be known and today.", "on")
    _check_text([("reason", reason)], checked=checked)
    breach.people_decision, breach.people_reason = decision, reason.strip()
    breach.people_on = on if decision is ToPeople.TOLD else None
    said = "The people were told." if decision is ToPeople.TOLD else "The people are not told."
    settle(actor, now, breach, EntryKind.PEOPLE, f"{said} {breach.people_reason}".strip())


@transaction.atomic
def close_breach(*, actor: Standing, now: datetime, breach_id: UUID, text: str, checked: bool = False) -> None:
    """Close it. Both decisions must stand."""
    breach = to_keep(actor, breach_id)
    problems = []
    if breach.ico_decision == ToCommissioner.UNDECIDED:
        problems.append(Problem("First decide whether it is reported to the Information Commissioner."))
    if breach.people_decision == ToPeople.UNDECIDED:
        problems.append(Problem("First decide whether the people concerned are told."))
    if not text.strip():
        problems.append(Problem("Say what was learnt, or that nothing remains to be done.", "text"))
    if problems:
        raise BadInput(problems)
    _check_text([("text", text)], checked=checked)
    breach.closed_at = now
    settle(actor, now, breach, EntryKind.CLOSED, text.strip())


@transaction.atomic
def reopen_breach(*, actor: Standing, now: datetime, breach_id: UUID, text: str, checked: bool = False) -> None:
    """Open a closed breach again, with the reason."""
    breach = to_keep(actor, breach_id, closed=True)
    if not text.strip():
        raise BadInput.one("Say why it is opened again.", "text")
    _check_text([("text", text)], checked=checked)
    breach.closed_at = None
    settle(actor, now, breach, EntryKind.REOPENED, text.strip())


def _check_text(texts: list[tuple[str, str]], *, checked: bool) -> None:
    problems = [one for where, text in texts for one in personal_data_problems(text, where, checked=checked)]
    if problems:
        raise BadInput(problems)
