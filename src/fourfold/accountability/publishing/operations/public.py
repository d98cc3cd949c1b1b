"""Words for the public: written, proposed as a frozen version, approved by another, taken down at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.accountability.publishing import policies
from fourfold.accountability.publishing.domain.readability import Reading
from fourfold.accountability.publishing.domain.states import ReleaseState
from fourfold.accountability.publishing.domain.wording import LONGEST, reading_problem
from fourfold.accountability.publishing.models import PublicWords, Release
from fourfold.accountability.publishing.policies import Permission
from fourfold.accountability.publishing.queries.public import (
    FIRM,
    chairs_over,
    public_pages,
    public_plan,
    release_for_actor,
    words_of,
)
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.boards.queries.outcomes import decision_for_actor
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class NewWords:
    """An action in words for everybody. `version` is that which the writer began from, 0 where there was none."""

    promise: str
    done: str
    version: int = 0
    checked: bool = False


@transaction.atomic
def write_words(*, actor: Standing, now: datetime, action_id: UUID, new: NewWords) -> PublicWords:
    """Write or rewrite the public words of an action. Raises `Conflict` where somebody else did so meanwhile."""
    action = action_for_actor(actor, action_id)
    _may_propose(actor, action.plan_id)
    problems = _problems(new)
    if problems:
        raise BadInput(problems)
    held = words_of(actor, action_id)
    if (held.version if held else 0) != new.version:
        raise Conflict("Somebody else changed these words meanwhile. Copy yours and open the page again.")
    words = held or PublicWords(plan_id=action.plan_id, action_id=action_id, version=0)
    words.promise, words.done = new.promise.strip(), new.done.strip()
    words.written_at, words.written_by_id, words.version = now, actor.person_id, words.version + 1
    words.save()
    _note(actor, now, Permission.PROPOSE, "plan.action", action_id, {"version": words.version})
    return words


def _problems(new: NewWords) -> list[Problem]:
    problems = [] if new.promise.strip() else [Problem("Say what you will do.", "promise")]
    for field, text in (("promise", new.promise), ("done", new.done)):
        if len(text) > LONGEST:
            problems.append(Problem(f"Keep it to {LONGEST} letters. It has {len(text)}.", field))
        if not new.checked and (looks := find(text)):
            problems.append(Problem(f"“{looks[0].text}” looks like {looks[0].looks_like}. Take it out.", field))
    return problems


def _may_propose(actor: Standing, plan_id: UUID) -> None:
    plan = plan_for_actor(actor, plan_id)
    decision = policies.propose(actor, audience=Audience(plan.audience), state=PlanState(plan.state))
    require(decision, Permission.PROPOSE, subject_kind="plan", subject_id=plan_id)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version to be approved: its frozen content, how it reads, and why it must be as hard as it is, if it is."""

    content: dict[str, object]
    reading: Reading
    hard_because: str = ""


@transaction.atomic
def propose(*, actor: Standing, now: datetime, plan_id: UUID, proposal: Proposal) -> Release:
    """Freeze the words as a version and put it before a chair or the board. One that waited before gives way."""
    _may_propose(actor, plan_id)
    found = public_plan(actor, plan_id)
    if not any(item.words for item in found.wordings):
        raise BadInput.one("Write the public words of at least one action first.")
    problems = reading_problem(proposal.reading, proposal.hard_because)
    if problems:
        raise BadInput(problems)
    if actor.person_id is None:
        raise NotAllowed(Permission.PROPOSE, "Only people propose words for the public.")
    Release.objects.filter(plan=plan_id, state=ReleaseState.PROPOSED).update(
        state=ReleaseState.WITHDRAWN,
        ended_at=now,
        withdrawn_by=actor.person_id,
        withdrawn_because="A newer version was proposed.",
    )
    number = (Release.objects.filter(plan=plan_id).aggregate(last=Max("number"))["last"] or 0) + 1
    release = Release(
        plan_id=plan_id,
        number=number,
        slug=_slug(found.plan.title, plan_id, found.releases[0].slug if found.releases else ""),
        content=proposal.content,
        reading_age=proposal.reading.age,
        hard_because="" if proposal.reading.is_easy else proposal.hard_because.strip(),
        proposed_at=now,
        proposed_by_id=actor.person_id,
    )
    release.save(force_insert=True)
    _note(actor, now, Permission.PROPOSE, "publishing.release", release.pk, {"number": number})
    return release


def _slug(title: str, plan_id: UUID, before: str) -> str:
    """The address of a plan's page: the same from version to version, and no other plan's."""
    wanted = before or slugify(title)[:50].strip("-") or "plan"
    taken = {page.slug for page in public_pages()}
    return wanted if before or wanted not in taken else f"{wanted}-{str(plan_id)[:8]}"


@transaction.atomic
def approve(*, actor: Standing, now: datetime, release_id: UUID) -> None:
    """Publish a proposed version as the chair: somebody else than who proposed it."""
    release = _waiting(actor, release_id)
    chairs = chairs_over(actor, release.plan_id)
    decision = policies.approve(actor, chairs=chairs, proposed_by=release.proposed_by_id)
    require(decision, Permission.APPROVE, subject_kind="publishing.release", subject_id=release_id)
    _publish(release, now, {"approved_by": actor.person_id})
    _note(actor, now, Permission.APPROVE, "publishing.release", release.pk, {"number": release.number})


@transaction.atomic
def publish_by_decision(*, actor: Standing, now: datetime, release_id: UUID, decision_id: UUID) -> None:
    """Publish a proposed version because a board decided so, and somebody else approved the minutes that say so.

    Raises `BadInput` for a decision that is provisional, older than the proposal, or in minutes that nobody else
    approved: one person who runs a board could otherwise write its decision down and publish by it.
    """
    release = _waiting(actor, release_id)
    allowed = policies.publish_by_decision(actor)
    require(allowed, Permission.APPROVE, subject_kind="publishing.release", subject_id=release_id)
    decided = decision_for_actor(actor, decision_id)
    if decided.state not in FIRM:
        raise BadInput.one("This decision waits to be ratified. Publish once the board has done so.", "decision")
    if decided.at < release.proposed_at:
        raise BadInput.one("The board decided this before the version was proposed. Choose a later one.", "decision")
    if decided.meeting.minutes_approved_by_id in (None, actor.person_id):
        raise BadInput.one(
            "The minutes of that meeting must be approved first, by somebody other than you. Ask the board's chair.",
            "decision",
        )
    _publish(release, now, {"decision": decided.pk})
    _note(actor, now, Permission.APPROVE, "publishing.release", release.pk, {"decision": str(decided.pk)})


def _waiting(actor: Standing, release_id: UUID) -> Release:
    release = release_for_actor(actor, release_id)
    if release.state != ReleaseState.PROPOSED:
        raise Conflict("This version no longer waits for approval.")
    return release


def _publish(release: Release, now: datetime, by: dict[str, UUID | None]) -> None:
    others = Release.objects.filter(plan=release.plan_id, state=ReleaseState.PUBLISHED)
    others.update(state=ReleaseState.REPLACED, ended_at=now)
    Release.objects.filter(pk=release.pk).update(state=ReleaseState.PUBLISHED, published_at=now, **by)


@transaction.atomic
def withdraw(*, actor: Standing, now: datetime, release_id: UUID, because: str) -> None:
    """Take a version down, or off the table, at once. What was published before stays on record."""
    release = release_for_actor(actor, release_id)
    decision = policies.withdraw(actor, chairs=chairs_over(actor, release.plan_id))
    require(decision, Permission.WITHDRAW, subject_kind="publishing.release", subject_id=release_id)
    if release.state not in (ReleaseState.PUBLISHED, ReleaseState.PROPOSED):
        raise Conflict("This version is neither public nor waiting.")
    if not because.strip():
        raise BadInput.one("Say why it is taken down.", "because")
    if looks := find(because):
        raise BadInput.one(f"“{looks[0].text}” looks like {looks[0].looks_like}. Take it out.", "because")
    Release.objects.filter(pk=release.pk).update(
        state=ReleaseState.WITHDRAWN, ended_at=now, withdrawn_by=actor.person_id, withdrawn_because=because.strip()
    )
    _note(actor, now, Permission.WITHDRAW, "publishing.release", release.pk, {"number": release.number})


def _note(
    actor: Standing, now: datetime, permission: str, kind: str, subject_id: UUID, detail: dict[str, object]
) -> None:
    record(actor=actor.actor, now=now, permission=permission, subject_kind=kind, subject_id=subject_id, detail=detail)
