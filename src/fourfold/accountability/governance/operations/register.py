"""Keeping an agency's register of policies and plans that touch on gangs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.domain.states import Fit, PolicyKind
from fourfold.accountability.governance.models import PolicyCheck, PolicyEntry
from fourfold.accountability.governance.policies import Permission
from fourfold.accountability.governance.queries.register import entry_for_actor
from fourfold.accountability.plan.domain.states import Audience
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """What a register says of a document."""

    kind: PolicyKind
    title: str
    next_on: date
    link: str = ""
    owner: UUID | None = None

    def check(self) -> None:
        """Raise `BadInput` for words that cannot stand."""
        problems = []
        if not self.title.strip():
            problems.append(Problem("Enter what the document is called.", "title"))
        if len(self.title) > LONGEST_TITLE:
            problems.append(Problem(f"Use at most {LONGEST_TITLE} characters for the title.", "title"))
        if self.link and not self.link.startswith(("https://", "http://")):
            problems.append(Problem("Enter a link that begins with https://", "link"))
        if problems:
            raise BadInput(problems)


def _note(actor: Standing, now: datetime, entry_id: UUID, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.KEEP_REGISTER,
        subject_kind="governance.policy",
        subject_id=entry_id,
        detail=detail,
    )


@transaction.atomic
def enter_policy(*, actor: Standing, now: datetime, agency_id: UUID, words: PolicyWords) -> PolicyEntry:
    """Put a document of an agency into its register."""
    require(
        policies.keep_register(actor, agency_id),
        Permission.KEEP_REGISTER,
        subject_kind="partnership.agency",
        subject_id=agency_id,
    )
    words.check()
    entry = PolicyEntry(
        agency_id=agency_id,
        kind=words.kind,
        title=words.title.strip(),
        link=words.link,
        owner_id=words.owner,
        next_on=words.next_on,
        changed_at=now,
    )
    PolicyEntry.objects.bulk_create([entry])
    _note(actor, now, entry.pk, {"entered": True, "agency": str(agency_id)})
    return entry


@transaction.atomic
def edit_policy(*, actor: Standing, now: datetime, entry_id: UUID, version: int, words: PolicyWords) -> None:
    """Change what the register says of a document. Raises `Conflict` if somebody saved first."""
    entry = _entry_to_keep(actor, entry_id)
    words.check()
    if entry.version != version:
        raise Conflict(
            "Somebody else changed this entry while you were editing it. Open it again; nothing was saved."
        )
    entry.kind, entry.title, entry.link = words.kind, words.title.strip(), words.link
    entry.owner_id, entry.next_on = words.owner, words.next_on
    entry.version += 1
    entry.changed_at = now
    entry.save()
    _note(actor, now, entry.pk, {"version": entry.version})


@transaction.atomic
def end_policy(*, actor: Standing, now: datetime, entry_id: UUID) -> None:
    """Take a document off the register. It stays in the history."""
    entry = _entry_to_keep(actor, entry_id)
    PolicyEntry.objects.filter(pk=entry.pk).update(ended_on=today(now), changed_at=now)
    _note(actor, now, entry.pk, {"ended": True})


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What a check found. `next_on` is when to look again; `checked` that what looked personal is not."""

    plan_id: UUID
    fit: Fit
    next_on: date
    gap: str = ""
    checked: bool = False


@transaction.atomic
def check_policy(*, actor: Standing, now: datetime, entry_id: UUID, words: CheckWords) -> PolicyCheck:
    """Write down that a document was checked against a plan, what was found, and when to look again."""
    entry = _entry_to_keep(actor, entry_id)
    plan = plan_for_actor(actor, words.plan_id)
    if actor.person_id is None:
        raise NotFound("partnership.person")
    problems = personal_data_problems(words.gap, "gap", checked=words.checked)
    if plan.audience != Audience.PARTNERSHIP:
        problems.append(Problem("Everyone reads the register. Choose a plan that everyone reads.", "plan"))
    if words.fit is Fit.GAP and not words.gap.strip():
        problems.append(Problem("Say what the gap is.", "gap"))
    if words.fit is not Fit.GAP and words.gap.strip():
        problems.append(Problem("Choose “There is a gap”, or leave this empty.", "gap"))
    if words.next_on <= today(now):
        problems.append(Problem("The next look must lie ahead.", "next_on"))
    if problems:
        raise BadInput(problems)
    found = PolicyCheck(
        entry=entry, plan_id=plan.pk, on=today(now), by_id=actor.person_id, fit=words.fit, gap=words.gap.strip()
    )
    PolicyCheck.objects.bulk_create([found])
    PolicyEntry.objects.filter(pk=entry.pk).update(next_on=words.next_on, changed_at=now)
    _note(actor, now, entry.pk, {"checked_against": str(plan.pk), "fit": words.fit.value})
    return found


@transaction.atomic
def close_gap(*, actor: Standing, now: datetime, entry_id: UUID) -> None:
    """Say that the open gap of a document's newest check has been closed."""
    entry = _entry_to_keep(actor, entry_id)
    newest = next(iter(entry.checks.all()), None)
    if newest is None or newest.fit != Fit.GAP or newest.closed_on is not None:
        raise BadInput.one("This document has no open gap.")
    PolicyCheck.objects.filter(pk=newest.pk).update(closed_on=today(now))
    _note(actor, now, entry.pk, {"gap_closed": True})


def _entry_to_keep(actor: Standing, entry_id: UUID) -> PolicyEntry:
    entry = entry_for_actor(actor, entry_id)
    require(
        policies.keep_register(actor, entry.agency_id),
        Permission.KEEP_REGISTER,
        subject_kind="governance.policy",
        subject_id=entry_id,
    )
    PolicyEntry.objects.select_for_update(of=("self",)).values_list("pk").get(pk=entry_id)
    if entry.ended_on is not None:
        raise BadInput.one("This document was taken off the register.")
    return entry
