"""A holder decides about its own records, and answers: what it decided is then done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import (
    ACTS,
    Act,
    EntryKind,
    Ground,
    MarkKind,
    NoticeKind,
    PartAnswer,
    State,
)
from fourfold.accountability.rights.models import Part, RecordDecision, RecordMark
from fourfold.accountability.rights.operations.listing import copy_after_commit
from fourfold.accountability.rights.operations.telling import tell_readers
from fourfold.accountability.rights.operations.writing import CLOSED, note, write
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.parts import (
    Asked,
    HeldRecord,
    asked_of,
    decisions_of,
    part_for_actor,
    records_of,
)
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound, Problem
from fourfold.records.feeds.operations.removing import remove_records
from fourfold.trust.partnership.domain.roles import Standing

MARKS = {Act.CORRECT: MarkKind.CORRECTED, Act.DISPUTE: MarkKind.DISPUTED, Act.RESTRICT: MarkKind.RESTRICTED}
NOTICES = {
    Act.CORRECT: NoticeKind.CORRECTED,
    Act.DISPUTE: NoticeKind.DISPUTED,
    Act.RESTRICT: NoticeKind.RESTRICTED,
    Act.REMOVE: NoticeKind.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided about one record. `fields`: left out of it. `note`: what it should say, or what is disputed."""

    act: Act
    ground: Ground = Ground.NONE
    reason: str = ""
    fields: tuple[str, ...] = ()
    note: str = ""

    def check(self, asked: Asked, held: HeldRecord) -> None:
        """Raise `BadInput` for a decision that lacks its reason."""
        problems = []
        if self.act not in ACTS[asked.kind]:
            problems.append(Problem("Choose one of the decisions.", "act"))
        if self.act in (Act.PART, Act.WITHHOLD, Act.KEEP):
            if not self.ground:
                problems.append(Problem("Choose the ground in law.", "ground"))
            if not self.reason.strip():
                problems.append(Problem("Say why, for this record.", "reason"))
        if self.act is Act.PART and (not self.fields or not set(self.fields) < held.said.keys()):
            problems.append(
                Problem("Choose what is left out. To leave out everything, leave out the record.", "fields")
            )
        if self.act in (Act.CORRECT, Act.DISPUTE) and not self.note.strip():
            problems.append(Problem("Write what the record should say, or what the person disputes.", "note"))
        if problems:
            raise BadInput(problems)


@transaction.atomic
def decide_record(*, actor: Standing, now: datetime, part_id: UUID, record_id: UUID, decided: Decided) -> None:
    """Decide about one record of the actor's agency. May be decided anew until the agency answers."""
    part, asked = to_decide(actor, part_id)
    held = next((one for one in records_of(part) if one.record_id == record_id), None)
    if held is None:
        raise NotFound("rights.record", record_id)
    decided.check(asked, held)
    RecordDecision.objects.filter(part=part, record_id=record_id).delete()
    RecordDecision.objects.bulk_create([_row(actor, now, part, record_id, decided)])
    detail = {"record": record_id, "act": decided.act.value, "ground": decided.ground.value}
    note(actor, now, Permission.DECIDE, part.pk, detail, kind="rights.part")


@transaction.atomic
def decide_rest(*, actor: Standing, now: datetime, part_id: UUID, act: Act) -> int:
    """Decide alike about every record about which nothing is decided; how many. Only what needs no ground."""
    part, asked = to_decide(actor, part_id)
    if act not in ACTS[asked.kind] or act not in (Act.GIVE, Act.REMOVE, Act.RESTRICT):
        raise BadInput.one("This needs a reason for each record.", "act")
    known = decisions_of(part)
    rest = [one.record_id for one in records_of(part) if one.record_id not in known]
    RecordDecision.objects.bulk_create([_row(actor, now, part, one, Decided(act)) for one in rest])
    detail = {"act": act.value, "records": [str(one) for one in rest[:200]], "count": len(rest)}
    note(actor, now, Permission.DECIDE, part.pk, detail, kind="rights.part")
    return len(rest)


@transaction.atomic
def answer(*, actor: Standing, now: datetime, part_id: UUID) -> PartAnswer:
    """Answer for the actor's agency: what was decided is done, and whoever asked learns of it if it tells something.

    Raises `BadInput` while a record is undecided, and `Conflict` where a legal hold keeps one; nothing is done then.
    """
    part, _asked = to_decide(actor, part_id)
    decisions = decisions_of(part)
    waiting = [one for one in records_of(part) if one.record_id not in decisions]
    if waiting:
        raise BadInput.one(f"{len(waiting)} of your records are still to be decided about.")
    tells = any(Act(one.act).tells for one in decisions.values())
    part.answer = PartAnswer.SOMETHING if tells else PartAnswer.NOTHING
    part.decided_at, part.decided_by_id = now, policies.known_person(actor, Permission.ANSWER)
    counts = {act.value: sum(one.act == act for one in decisions.values()) for act in Act}
    words = ", ".join(f"{act.label.lower()}: {counts[act.value]}" for act in Act if counts[act.value])
    write(actor, now, part.request_id, EntryKind.PART, f"{part.holder.name}. {words or 'No records'}.", part.pk)
    part.save(update_fields=["answer", "decided_at", "decided_by"])
    _carry_out(actor, now, part, list(decisions.values()))
    detail = {"answer": part.answer, **{key: count for key, count in counts.items() if count}}
    note(actor, now, Permission.ANSWER, part.pk, detail, kind="rights.part")
    return PartAnswer(part.answer)


def to_decide(actor: Standing, part_id: UUID) -> tuple[Part, Asked]:
    """A part of the actor's agency that waits for its answer, locked. Raises `NotFound`, `Conflict`."""
    part = part_for_actor(actor, part_id, lock=True)
    asked = asked_of([part.pk])[part.pk]
    if asked.state == State.CLOSED:
        raise Conflict(CLOSED)
    if part.answer != PartAnswer.WAITING:
        raise Conflict("Your agency has answered this already.")
    return part, asked


def _row(actor: Standing, now: datetime, part: Part, record_id: UUID, decided: Decided) -> RecordDecision:
    return RecordDecision(
        part=part,
        record_id=record_id,
        act=decided.act,
        fields=sorted(decided.fields) if decided.act is Act.PART else [],
        ground=decided.ground if decided.act in (Act.PART, Act.WITHHOLD, Act.KEEP) else Ground.NONE,
        reason=decided.reason.strip(),
        note=decided.note.strip() if decided.act in (Act.CORRECT, Act.DISPUTE) else "",
        decided_at=now,
        decided_by_id=policies.known_person(actor, Permission.DECIDE),
    )


def _carry_out(actor: Standing, now: datetime, part: Part, decisions: Sequence[RecordDecision]) -> None:
    """Marks, restrictions and removals; agencies that read the records are told before these go."""
    for act, notice in NOTICES.items():
        ids = [one.record_id for one in decisions if one.act == act]
        if not ids:
            continue
        tell_readers(actor=actor, now=now, kind=notice, record_ids=ids)
        if act in MARKS:
            RecordMark.objects.bulk_create(
                [
                    RecordMark(record_id=one.record_id, holder=part.holder, kind=MARKS[act], note=one.note, since=now)
                    for one in decisions
                    if one.act == act
                ]
            )
        if act is Act.RESTRICT:
            with connection.cursor() as cursor:
                cursor.execute("select rights_restrict(%s::uuid[], true)", [ids])
        if act is Act.REMOVE:
            remove_records(actor=actor, now=now, holder_id=part.holder_id, record_ids=ids)
            copy_after_commit()
