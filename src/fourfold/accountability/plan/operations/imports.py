"""Taking a plan document in as a draft, and settling what its reader asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.originals import layouts_as_json, rows_of
from fourfold.accountability.plan.domain.reading import PlanReading, read_plan, to_json
from fourfold.accountability.plan.domain.reading import results as read
from fourfold.accountability.plan.domain.states import Answer, Marking, Part, Status, StrandKind
from fourfold.accountability.plan.domain.titles import short_title
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Plan,
    Question,
    SourceDocument,
    Strand,
    SuccessFactor,
    Timescale,
    Update,
)
from fourfold.accountability.plan.operations.locks import plan_to_coordinate
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.layouts import remembered_layouts
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.files.operations import store
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_ids_by_key, known_register


@transaction.atomic
def import_plan(
    *, actor: Standing, now: datetime, filename: str, content: bytes, frame: PlanFrame | None = None
) -> Plan:
    """Read a plan document and keep it as a draft: all of it, or (on `BadInput`) nothing.

    The document itself is kept beside the draft, with how each cell was read and every question. Tables of a layout
    that a coordinator explained before are read as they said.
    """
    chosen = remembered_layouts(actor)
    reading = read_plan(content, filename=filename, register=known_register(), chosen=chosen)
    plan = begin_plan(actor=actor, now=now, frame=frame or PlanFrame(title=reading.title or _untitled(filename)))
    stored = store(
        actor=actor.actor,
        now=now,
        audience_kind="plan",
        audience_id=plan.pk,
        filename=filename,
        content=content,
    )
    document = SourceDocument(
        plan=plan, file_id=stored, reading=kept(reading), imported_at=now, imported_by_id=actor.person_id
    )
    SourceDocument.objects.bulk_create([document])
    write_reading(plan, reading, Taken(now, f"the document {filename}"))
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"imported": True, "actions": len(reading.actions), "questions": len(reading.questions)},
    )
    return plan


@dataclass(frozen=True, slots=True)
class Taken:
    """When a document was taken in, and what its notes are put down to."""

    now: datetime
    source: str


def _untitled(filename: str) -> str:
    """What a plan is called whose document does not say: its file's name. The reader asks for the title, too."""
    return filename.rsplit(".", 1)[0].strip()[:200] or "A plan without a title"


def kept(reading: PlanReading) -> dict[str, Any]:
    """A reading as it is kept with the document: what was understood, its rows, its layouts, what stays beside."""
    return to_json(reading) | {
        "rows": rows_of(reading),
        "layouts": layouts_as_json(reading),
        "beside": [cell.text for cell in reading.beside],
    }


def write_reading(plan: Plan, reading: PlanReading, taken: Taken) -> None:
    """Write what was understood into a draft that has no actions, success factors or questions yet."""
    strands = {StrandKind(strand.kind): strand for strand in Strand.objects.filter(plan=plan)}
    ids = agency_ids_by_key()
    for found in reading.strands:
        strand = strands[StrandKind(found.name.lower())]
        strand.aim = found.aim
        strand.save()
        SuccessFactor.objects.bulk_create(
            SuccessFactor(plan=plan, strand=strand, number=number, text=factor.text)
            for number, factor in enumerate(found.success_factors, start=1)
        )
        for action in found.actions:
            _write_action(plan, strand, action, taken, ids)
    _write_questions(plan, reading)


def _write_action(plan: Plan, strand: Strand, found: read.Action, taken: Taken, ids: dict[str, UUID]) -> None:
    status = found.more.status.status if found.more.status else None
    action = Action(
        plan=plan,
        strand=strand,
        number=found.number,
        title=short_title(found.text),
        text=found.text,
        status=status or Status.NOT_STARTED,
        status_reason=_reason(found) if status in (Status.AT_RISK, Status.OFF_TRACK) else "",
        status_since=taken.now,
        changed_at=taken.now,
    )
    Action.objects.bulk_create([action])
    ActionAgency.objects.bulk_create(_agencies(plan, action, found.leads, ids))
    Timescale.objects.bulk_create(
        Timescale(plan=plan, action=action, kind=item.kind.value, date=item.date, raw=item.raw)
        for item in found.timescales
    )
    if found.more.progress:
        _write_progress(action, found.more.progress, taken)


def _reason(found: read.Action) -> str:
    """Why an action is in trouble, as the document says it."""
    said = found.more.status.raw if found.more.status else ""
    return found.more.progress or f"The document says: {said}"


def _write_progress(action: Action, text: str, taken: Taken) -> None:
    """What the document says of progress is its own update, put down to the document and to nobody here."""
    update = Update(
        plan_id=action.plan_id,
        action=action,
        carried_from=taken.source[:120],
        at=taken.now,
        text=text,
        status_before=action.status,
        status_after=action.status,
        marking=Marking.OFFICIAL,
    )
    Update.objects.bulk_create([update])


def _agencies(plan: Plan, action: Action, leads: tuple[read.Lead, ...], ids: dict[str, UUID]) -> list[ActionAgency]:
    """One row for each agency named, in the plan's order; an agency named twice keeps its first part."""
    rows: dict[object, ActionAgency] = {}
    for lead in leads:
        lead_id = ids.get(lead.agency.key) if lead.agency else None
        rows.setdefault(
            lead_id or lead.written,
            ActionAgency(
                agency_id=lead_id,
                part=Part.DELIVERER if lead.delivers else Part.LEAD,
                named=lead.written,
                qualifier=lead.qualifier,
            ),
        )
        for mention in lead.mentions:
            mention_id = ids.get(mention.key)
            rows.setdefault(
                mention_id, ActionAgency(agency_id=mention_id, part=_part(lead.qualifier), named=mention.name)
            )
    for position, row in enumerate(rows.values()):
        row.plan, row.action, row.position = plan, action, position
    return list(rows.values())


def _part(qualifier: str) -> Part:
    """What the agencies that a qualifier mentions do: `via` and `through` name deliverers, the rest give input."""
    return Part.DELIVERER if qualifier.lower().startswith(("via", "through", "led by")) else Part.CONTRIBUTOR


def _write_questions(plan: Plan, reading: PlanReading) -> None:
    Question.objects.bulk_create(
        Question(
            plan=plan,
            position=position,
            kind=question.kind.value,
            where=str(question.where.where),
            original=question.where.text,
            asks=question.text,
            proposed=list(question.proposed),
        )
        for position, question in enumerate(reading.questions)
    )


@transaction.atomic
def answer_question(*, actor: Standing, now: datetime, plan_id: UUID, question_id: UUID, answer: Answer) -> None:
    """Settle one question of an import. It can be settled anew until the plan is published."""
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state != "draft":
        raise BadInput.one("This plan is published, so its import is settled.")
    answered = Question.objects.filter(pk=question_id, plan=plan).update(
        answer=answer, answered_at=now, answered_by_id=actor.person_id
    )
    if not answered:
        raise NotFound("plan.question", question_id)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan.question",
        subject_id=question_id,
        detail={"answer": answer.value},
    )
