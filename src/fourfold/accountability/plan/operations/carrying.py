"""Taking in a plan that Fourfold exported: the same content as a draft, its history under the names it had."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.exporting import is_export, read_export
from fourfold.accountability.plan.domain.reading.questions import QuestionKind
from fourfold.accountability.plan.domain.states import Marking, StrandKind
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Comment,
    Dependency,
    Evidence,
    Milestone,
    Plan,
    Question,
    Revision,
    Risk,
    Strand,
    SuccessFactor,
    Timescale,
    Update,
)
from fourfold.accountability.plan.operations.imports import import_plan
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan
from fourfold.accountability.plan.policies import Permission
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.operations import record
from fourfold.trust.files.operations import store
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_ids_by_key, people_to_choose


def import_any(*, actor: Standing, now: datetime, filename: str, content: bytes) -> Plan:
    """Take a plan in as a draft, whether it is a document or an export of ours. Raises `BadInput`."""
    if is_export(content):
        return import_export(actor=actor, now=now, content=content)
    return import_plan(actor=actor, now=now, filename=filename, content=content)


@dataclass
class _Arrival:
    """What is needed while a plan is taken in, and the doubts that came up."""

    actor: Standing
    now: datetime
    plan: Plan
    agencies: dict[str, UUID]
    people: dict[str, UUID]
    doubts: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def import_export(*, actor: Standing, now: datetime, content: bytes) -> Plan:
    """Take an export in: all of it or, on `BadInput`, nothing.

    People are found by name and agencies by key; those not known here become questions to answer.
    """
    read = read_export(content)
    frame = PlanFrame(read["title"], read["audience"], read["scope"], read["area"], read["summary"])
    plan = begin_plan(actor=actor, now=now, frame=frame)
    arrival = _Arrival(actor, now, plan, agency_ids_by_key(), _people_by_name(actor))
    actions = _write_strands(arrival, read["strands"])
    Dependency.objects.bulk_create(_dependencies(arrival, read["strands"], actions))
    Question.objects.bulk_create(_questions(arrival, read["questions"]))
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"imported": True, "actions": len(actions), "questions": len(read["questions"])},
    )
    return plan


def _people_by_name(actor: Standing) -> dict[str, UUID]:
    """Those whose name nobody else here has."""
    people = [(person.name, person.person_id) for person in people_to_choose(actor)]
    often = Counter(name for name, _person in people)
    return {name: person for name, person in people if often[name] == 1}


def _write_strands(arrival: _Arrival, strands: list[dict[str, Any]]) -> dict[tuple[StrandKind, int], Action]:
    rows = {strand.kind: strand for strand in Strand.objects.filter(plan=arrival.plan)}
    actions = {}
    for said in strands:
        strand = rows[said["kind"]]
        strand.aim = said["aim"]
        strand.save()
        SuccessFactor.objects.bulk_create(
            SuccessFactor(plan=arrival.plan, strand=strand, number=number, text=text)
            for number, text in enumerate(said["success_factors"], start=1)
        )
        for action in said["actions"]:
            actions[said["kind"], action["number"]] = _write_action(arrival, strand, action)
    return actions


def _write_action(arrival: _Arrival, strand: Strand, said: dict[str, Any]) -> Action:
    where = f"{strand.label} {said['number']}"
    officers = {
        f"{name}_id": _person(arrival, said[name], f"{where}, {name.replace('_', ' ')}")
        for name in ("accountable_officer", "deputy")
    }
    if officers["deputy_id"] is not None and officers["deputy_id"] == officers["accountable_officer_id"]:
        raise BadInput.one("The deputy must be another person than the accountable officer.", where)
    copied = ("number", "title", "text", "status", "status_reason", "status_since", "version")
    fields = {name: said[name] for name in copied}
    action = Action(plan=arrival.plan, strand=strand, changed_at=arrival.now, **fields, **officers)
    if action.status in ("at-risk", "off-track") and not action.status_reason:
        raise BadInput.one("An action at risk or off track needs a reason.", where)
    Action.objects.bulk_create([action])
    at = {"plan": arrival.plan, "action": action}
    ActionAgency.objects.bulk_create(_agencies(arrival, said["agencies"], at, where))
    Timescale.objects.bulk_create(Timescale(**at, **item) for item in _dated(said["timescales"], where))
    Milestone.objects.bulk_create(Milestone(**at, **item) for item in said["milestones"])
    Risk.objects.bulk_create(Risk(**at, **item) for item in said["risks"])
    _write_history(arrival, said, at)
    return action


def _dated(timescales: list[dict[str, Any]], where: str) -> list[dict[str, Any]]:
    if any((item["kind"] == "ongoing") != (item["date"] is None) for item in timescales):
        raise BadInput.one("A due date or a review needs a date, and what is ongoing has none.", where)
    return timescales


def _person(arrival: _Arrival, name: str | None, where: str) -> UUID | None:
    if name is None:
        return None
    if name not in arrival.people:
        asked = f"The export names {name}. Nobody here, or more than one person, has this name. Who is it?"
        arrival.doubts.append((where, asked))
    return arrival.people.get(name)


def _agencies(
    arrival: _Arrival, agencies: list[dict[str, Any]], at: dict[str, Any], where: str
) -> Iterator[ActionAgency]:
    seen: set[UUID] = set()
    for position, item in enumerate(agencies):
        agency_id = arrival.agencies.get(item["key"] or "")
        if item["key"] and agency_id is None:
            arrival.doubts.append((where, f"The register here does not know {item['named']}. Which agency is it?"))
        if agency_id in seen:
            raise BadInput.one(f"{item['named']} stands here twice.", where)
        if agency_id is not None:
            seen.add(agency_id)
        said = {name: item[name] for name in ("named", "part", "qualifier")}
        yield ActionAgency(**at, agency_id=agency_id, position=position, **said)


def _write_history(arrival: _Arrival, said: dict[str, Any], at: dict[str, Any]) -> None:
    """What was said and changed, under the names that the export gives, never under an account of ours."""
    Update.objects.bulk_create(
        Update(**at, carried_from=item.pop("by"), marking=Marking.OFFICIAL, **item) for item in said["updates"]
    )
    Comment.objects.bulk_create(Comment(**at, carried_from=item.pop("by"), **item) for item in said["comments"])
    Revision.objects.bulk_create(
        Revision(
            **at,
            carried_from=item["by"],
            version=item["version"],
            at=item["at"],
            changes={change["field"]: [change["before"], change["after"]] for change in item["changes"]},
        )
        for item in said["history"]
    )
    Evidence.objects.bulk_create(_evidence(arrival, item, at) for item in said["evidence"])


def _evidence(arrival: _Arrival, item: dict[str, Any], at: dict[str, Any]) -> Evidence:
    stored = None
    if item["file"] is not None:
        try:
            content = b64decode(item["file"]["content"], validate=True)
        except NotBase64:
            raise BadInput.one("The content of this file is damaged.", item["file"]["name"]) from None
        stored = store(
            actor=arrival.actor.actor,
            now=arrival.now,
            audience_kind="plan",
            audience_id=arrival.plan.pk,
            filename=item["file"]["name"],
            content=content,
        )
    elif not item["url"].startswith(("https://", "http://")):
        raise BadInput.one("Evidence is a file or a link that starts with https://", item["title"])
    url = "" if stored else item["url"]
    return Evidence(**at, title=item["title"], url=url, file_id=stored, carried_from=item["by"], at=item["at"])


def _dependencies(
    arrival: _Arrival, strands: list[dict[str, Any]], actions: dict[tuple[StrandKind, int], Action]
) -> Iterator[Dependency]:
    for strand in strands:
        for said in strand["actions"]:
            action = actions[strand["kind"], said["number"]]
            for wait in said["waits_for"]:
                needed = actions[wait["strand"], wait["number"]]
                if needed.pk == action.pk:
                    raise BadInput.one(f"{strand['kind'].label} {said['number']} waits for itself.")
                yield Dependency(plan=arrival.plan, action=action, needed=needed, note=wait["note"])


def _questions(arrival: _Arrival, questions: list[dict[str, Any]]) -> Iterator[Question]:
    for position, item in enumerate(questions):
        answer = item.pop("answer")
        settled = {"answer": answer, "answered_at": arrival.now} if answer else {}
        yield Question(plan=arrival.plan, position=position, **item, **settled)
    for position, (where, asks) in enumerate(arrival.doubts, start=len(questions)):
        yield Question(
            plan=arrival.plan,
            position=position,
            kind=QuestionKind.UNASSIGNED,
            where=where,
            original=where,
            asks=asks,
            proposed=[],
        )
