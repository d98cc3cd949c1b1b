"""Taking a plan document in as a draft, and settling what its reader asks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.originals import rows_of
from fourfold.accountability.plan.domain.reading import PlanReading, read_plan, to_json
from fourfold.accountability.plan.domain.reading import results as read
from fourfold.accountability.plan.domain.states import Answer, Part, Status, StrandKind
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
)
from fourfold.accountability.plan.operations.locks import plan_to_coordinate
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan
from fourfold.accountability.plan.policies import Permission
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

    The document itself is kept beside the draft, with how each cell was read and every question.
    """
    reading = read_plan(content, filename=filename, register=known_register())
    plan = begin_plan(actor=actor, now=now, frame=frame or PlanFrame(title=reading.title))
    stored = store(
        actor=actor.actor,
        now=now,
        audience_kind="plan",
        audience_id=plan.pk,
        filename=filename,
        content=content,
    )
    SourceDocument.objects.bulk_create(
        [
            SourceDocument(
                plan=plan,
                file_id=stored,
                reading=to_json(reading) | {"rows": rows_of(reading)},
                imported_at=now,
                imported_by_id=actor.person_id,
            )
        ]
    )
    _write_strands(plan, reading, now)
    _write_questions(plan, reading)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"imported": True, "actions": len(reading.actions), "questions": len(reading.questions)},
    )
    return plan


def _write_strands(plan: Plan, reading: PlanReading, now: datetime) -> None:
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
            _write_action(plan, strand, action, now, ids)


def _write_action(plan: Plan, strand: Strand, found: read.Action, now: datetime, ids: dict[str, UUID]) -> None:
    action = Action(
        plan=plan,
        strand=strand,
        number=found.number,
        title=short_title(found.text),
        text=found.text,
        status=Status.NOT_STARTED,
        status_since=now,
        changed_at=now,
    )
    Action.objects.bulk_create([action])
    ActionAgency.objects.bulk_create(_agencies(plan, action, found.leads, ids))
    Timescale.objects.bulk_create(
        Timescale(plan=plan, action=action, kind=item.kind.value, date=item.date, raw=item.raw)
        for item in found.timescales
    )


def _agencies(plan: Plan, action: Action, leads: tuple[read.Lead, ...], ids: dict[str, UUID]) -> list[ActionAgency]:
    """One row for each agency named, in the plan's order; an agency named twice keeps its first part."""
    rows: dict[object, ActionAgency] = {}
    for lead in leads:
        lead_id = ids.get(lead.agency.key) if lead.agency else None
        rows.setdefault(
            lead_id or lead.written,
            ActionAgency(agency_id=lead_id, part=Part.LEAD, named=lead.written, qualifier=lead.qualifier),
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
