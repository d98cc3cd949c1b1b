"""The steps, risks, dependencies and evidence of an action, kept by the people who move it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.dependencies import would_wait_for_itself
from fourfold.accountability.plan.domain.merging import DOCUMENT, RISK, STEP, WAIT
from fourfold.accountability.plan.models import Action, Dependency, Evidence, Milestone, Risk
from fourfold.accountability.plan.operations.actions import save_revision
from fourfold.accountability.plan.operations.locks import action_to_move
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.accountability.plan.policies import Permission
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.files.operations import remove, store
from fourfold.trust.partnership.domain.roles import Standing


def _note(actor: Standing, now: datetime, action: Action, detail: Mapping[str, object], said: "Said") -> None:
    """Write down what was done: in the audit log by ids, and in the action's history as its people read it."""
    save_revision(action, actor=actor, now=now, changes={said.of: [said.before, said.after]})
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MOVE,
        subject_kind="plan.action",
        subject_id=action.pk,
        detail=detail,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the history says of a step, risk, dependency or document before and after; empty where there is none."""

    of: str
    before: str
    after: str


def _step(step: Milestone, done_on: date | None) -> str:
    return f"{step.title} (done {show_date(done_on)})" if done_on else f"{step.title} (due {show_date(step.due_on)})"


def _risk(risk: Risk, closed_on: date | None) -> str:
    return f"{risk.text} (passed on {show_date(closed_on)})" if closed_on else risk.text


def _needed(dependency: Dependency) -> str:
    needed = dependency.needed
    return f"{needed.strand.label} {needed.number}: {needed.title}"


def _refuse_personal_data(checked: bool, **texts: str) -> None:
    problems = [
        problem for where, text in texts.items() for problem in personal_data_problems(text, where, checked=checked)
    ]
    if problems:
        raise BadInput(problems)


@transaction.atomic
def add_milestone(*, actor: Standing, now: datetime, action_id: UUID, title: str, due_on: date) -> Milestone:
    """Add a step with its date."""
    action = action_to_move(actor, action_id)
    _refuse_personal_data(False, title=title)
    step = Milestone.objects.create(plan_id=action.plan_id, action=action, title=title, due_on=due_on)
    _note(actor, now, action, {"milestone": str(step.pk), "added": True}, Said(STEP, "", _step(step, None)))
    return step


@transaction.atomic
def complete_milestone(
    *, actor: Standing, now: datetime, action_id: UUID, milestone_id: UUID, done_on: date | None
) -> None:
    """Say when a step was done; None opens it again."""
    action = action_to_move(actor, action_id)
    step = Milestone.objects.filter(pk=milestone_id, action=action).first()
    if step is None:
        raise NotFound("plan.milestone", milestone_id)
    said = Said(STEP, _step(step, step.done_on), _step(step, done_on))
    Milestone.objects.filter(pk=milestone_id).update(done_on=done_on)
    _note(actor, now, action, {"milestone": str(milestone_id), "done": done_on is not None}, said)


@transaction.atomic
def add_risk(
    *, actor: Standing, now: datetime, action_id: UUID, risk: Mapping[str, Any], checked: bool = False
) -> Risk:
    """Add what could stop the action: `text`, `likelihood` and `impact` (1 to 5), `mitigation`."""
    action = action_to_move(actor, action_id)
    _refuse_personal_data(checked, text=risk["text"], mitigation=risk.get("mitigation", ""))
    added = Risk.objects.create(plan_id=action.plan_id, action=action, **risk)
    _note(actor, now, action, {"risk": str(added.pk), "added": True}, Said(RISK, "", _risk(added, None)))
    return added


@transaction.atomic
def close_risk(*, actor: Standing, now: datetime, action_id: UUID, risk_id: UUID, closed_on: date | None) -> None:
    """Say that a risk has passed; None opens it again."""
    action = action_to_move(actor, action_id)
    risk = Risk.objects.filter(pk=risk_id, action=action).first()
    if risk is None:
        raise NotFound("plan.risk", risk_id)
    said = Said(RISK, _risk(risk, risk.closed_on), _risk(risk, closed_on))
    Risk.objects.filter(pk=risk_id).update(closed_on=closed_on)
    _note(actor, now, action, {"risk": str(risk_id), "closed": closed_on is not None}, said)


@transaction.atomic
def add_dependency(*, actor: Standing, now: datetime, action_id: UUID, needed_id: UUID, note: str = "") -> Dependency:
    """Say that the action waits for another of its plan. Raises `BadInput` if the two would wait in a circle."""
    action = action_to_move(actor, action_id)
    if not Action.objects.filter(pk=needed_id, plan_id=action.plan_id).exclude(pk=action_id).exists():
        raise BadInput.one("Choose another action of the same plan.", "needed")
    waits = list(Dependency.objects.filter(plan_id=action.plan_id).values_list("action_id", "needed_id"))
    if (action.pk, needed_id) in waits:
        raise BadInput.one("This action already waits for that one.", "needed")
    if would_wait_for_itself(waits, action.pk, needed_id):
        raise BadInput.one("That action waits for this one, so neither could ever start.", "needed")
    added = Dependency.objects.create(plan_id=action.plan_id, action=action, needed_id=needed_id, note=note)
    _note(actor, now, action, {"dependency": str(added.pk), "added": True}, Said(WAIT, "", _needed(added)))
    return added


@transaction.atomic
def remove_dependency(*, actor: Standing, now: datetime, action_id: UUID, dependency_id: UUID) -> None:
    """Say that the action no longer waits."""
    action = action_to_move(actor, action_id)
    found = Dependency.objects.filter(pk=dependency_id, action=action).select_related("needed__strand")
    dependency = found.first()
    if dependency is None:
        raise NotFound("plan.dependency", dependency_id)
    said = Said(WAIT, _needed(dependency), "")
    dependency.delete()
    _note(actor, now, action, {"dependency": str(dependency_id), "removed": True}, said)


@transaction.atomic
def add_link(*, actor: Standing, now: datetime, action_id: UUID, title: str, url: str) -> Evidence:
    """Add a link that shows what was done. Only https and http addresses are taken."""
    action = action_to_move(actor, action_id)
    if not url.startswith(("https://", "http://")):
        raise BadInput.one("Enter a web address that starts with https://", "url")
    return _add_evidence(actor, now, action, Evidence(title=title, url=url))


@transaction.atomic
def add_file(
    *, actor: Standing, now: datetime, action_id: UUID, title: str, filename: str, content: bytes
) -> Evidence:
    """Add a file that shows what was done. Raises `BadInput` for a type or size that is not taken."""
    action = action_to_move(actor, action_id)
    stored = store(
        actor=actor.actor,
        now=now,
        audience_kind="plan",
        audience_id=action.plan_id,
        filename=filename,
        content=content,
    )
    return _add_evidence(actor, now, action, Evidence(title=title, file_id=stored))


def _add_evidence(actor: Standing, now: datetime, action: Action, evidence: Evidence) -> Evidence:
    _refuse_personal_data(False, title=evidence.title)
    evidence.plan_id, evidence.action = action.plan_id, action
    evidence.added_by_id, evidence.at = actor.person_id, now
    Evidence.objects.bulk_create([evidence])
    _note(actor, now, action, {"evidence": str(evidence.pk), "added": True}, Said(DOCUMENT, "", evidence.title))
    return evidence


@transaction.atomic
def remove_evidence(*, actor: Standing, now: datetime, action_id: UUID, evidence_id: UUID) -> None:
    """Take evidence back, with its file."""
    action = action_to_move(actor, action_id)
    evidence = Evidence.objects.filter(pk=evidence_id, action=action).first()
    if evidence is None:
        raise NotFound("plan.evidence", evidence_id)
    evidence.delete()
    if evidence.file_id:
        remove(actor=actor.actor, now=now, file_id=evidence.file_id)
    _note(actor, now, action, {"evidence": str(evidence_id), "removed": True}, Said(DOCUMENT, evidence.title, ""))
