"""Saying how the tables of a draft's document are read, and reading it anew at once. Remembered for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.reading import read_plan
from fourfold.accountability.plan.domain.reading.columns import Column
from fourfold.accountability.plan.domain.reading.layouts import key_of
from fourfold.accountability.plan.domain.states import PlanState, Status, StrandKind
from fourfold.accountability.plan.models import (
    Action,
    Continuation,
    Plan,
    Question,
    SourceDocument,
    Strand,
    SuccessFactor,
    TableLayout,
)
from fourfold.accountability.plan.operations.imports import Taken, kept, write_reading
from fourfold.accountability.plan.operations.locks import plan_to_coordinate
from fourfold.accountability.plan.operations.versions.beginning import propose_continuations
from fourfold.accountability.plan.operations.versions.ordering import remove_from_draft
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.layouts import edits_since_import, remembered_layouts
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.operations import record
from fourfold.trust.files.queries import file_for_audience
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import known_register


@dataclass(frozen=True, slots=True)
class AskedLayout:
    """One layout to explain: its fingerprint, and each column's heading with the field it was taken for."""

    fingerprint: str
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """What a person says of one layout: the field of each column in order; strands and statuses by their words."""

    columns: Sequence[Column]
    strands: Mapping[str, StrandKind] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)


@transaction.atomic
def choose_layouts(
    *,
    actor: Standing,
    now: datetime,
    plan_id: UUID,
    choices: Mapping[str, LayoutChoice],
    over_edits: bool = False,
) -> None:
    """Remember how layouts (by fingerprint) are read, and read the draft's document anew.

    Raises `BadInput` where a layout has no column for what will be done, where the plan is published, or where
    actions were edited since (`over_edits` says that those edits may go).
    """
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state != PlanState.DRAFT:
        raise BadInput.one("This plan is published, so its import is settled.")
    document = SourceDocument.objects.select_related("file").filter(plan=plan).first()
    if document is None:
        raise BadInput.one("This plan was not imported.")
    edits = edits_since_import(plan)
    if edits and not over_edits:
        said = f"{edits} edit{' was' if edits == 1 else 's were'} made here since the import and would be lost."
        raise BadInput.one(f"{said} Tick the box if the document may be read anew all the same.", "over_edits")
    headings = {item["fingerprint"]: [column["heading"] for column in item["columns"]] for item in _known(document)}
    for fingerprint, choice in choices.items():
        if Column.ACTION not in choice.columns:
            raise BadInput.one("Say which column tells what will be done.", f"columns_{fingerprint}")
        if fingerprint in headings and len(choice.columns) == len(headings[fingerprint]):
            _remember(actor, now, fingerprint, headings[fingerprint], choice)
    _read_anew(actor, now, plan, document)


def _known(document: SourceDocument) -> list[dict[str, Any]]:
    return list(document.reading.get("layouts", []))


def _remember(
    actor: Standing, now: datetime, fingerprint: str, headings: Sequence[str], choice: LayoutChoice
) -> None:
    TableLayout.objects.update_or_create(
        fingerprint=fingerprint,
        defaults={
            "headings": list(headings),
            "columns": [column.value for column in choice.columns],
            "strands": {key_of(words): kind.value for words, kind in choice.strands.items()},
            "statuses": {key_of(words): status.value for words, status in choice.statuses.items()},
            "changed_at": now,
            "changed_by_id": actor.person_id,
        },
    )


def _read_anew(actor: Standing, now: datetime, plan: Plan, document: SourceDocument) -> None:
    """The document's words once more, as they are understood now, in place of what stood in the draft."""
    file = file_for_audience(audience_kind="plan", audience_id=plan.pk, file_id=document.file_id)
    reading = read_plan(
        bytes(file.content), filename=file.name, register=known_register(), chosen=remembered_layouts(actor)
    )
    remove_from_draft(list(Action.objects.filter(plan=plan).values_list("pk", flat=True)))
    Continuation.objects.filter(plan=plan).delete()
    SuccessFactor.objects.filter(plan=plan).delete()
    Question.objects.filter(plan=plan).delete()
    Strand.objects.filter(plan=plan).update(aim="")
    document.reading = kept(reading)
    document.save(update_fields=["reading"])
    write_reading(plan, reading, Taken(now, f"the document {file.name}"))
    if plan.replaces is not None:
        propose_continuations(plan, plan.replaces)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan",
        subject_id=plan.pk,
        detail={"read_anew": True, "actions": len(reading.actions), "questions": len(reading.questions)},
    )
