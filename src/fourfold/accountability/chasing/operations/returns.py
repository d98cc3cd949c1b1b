"""Taking an agency's actions out as a spreadsheet, and taking in what came back, once it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.sheets.comparing import Difference, Side
from fourfold.accountability.chasing.domain.sheets.keys import Key, write_key
from fourfold.accountability.chasing.domain.sheets.reading import read_sheet
from fourfold.accountability.chasing.domain.sheets.storing import to_json
from fourfold.accountability.chasing.domain.sheets.writing import OutRow, write_sheet
from fourfold.accountability.chasing.domain.states import ReturnState
from fourfold.accountability.chasing.models import Return
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.queries.returns import (
    ToTakeOut,
    actions_to_take_out,
    differences,
    key_secret,
    return_for_actor,
    rows_of,
)
from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.files.domain import safe_name
from fourfold.trust.partnership.domain.roles import HeldRole, Standing

KEPT_FOR = timedelta(days=30)
"""How long a spreadsheet waits for a decision."""
MOVED = "The plan changed while you were looking. Here is the difference as it is now. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about one row: take it or not, whose value stands, and that its words were checked."""

    take: bool
    status: Side = Side.MINE
    review: Side = Side.MINE
    checked: bool = False


class PlanMoved(Conflict):
    """The plan changed while the difference was on the screen. Nothing was saved; it is shown anew."""


@transaction.atomic
def take_out(*, actor: Standing, now: datetime, plan_id: UUID | None = None) -> bytes:
    """The actions of the actor's agency as XLSX. Raises `BadInput` where there are none."""
    home, _user_id = _home(actor, Permission.TAKE_OUT)
    found = actions_to_take_out(actor, today=today(now), plan_id=plan_id)
    if not found:
        raise BadInput.one("Your agency leads and delivers no open action of a plan that you read.")
    rows = [_out(item, home, now) for item in found]
    content = write_sheet(rows, agency=home.agency_name, at=now)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.TAKE_OUT,
        subject_kind="partnership.agency",
        subject_id=home.agency_id,
        detail={"actions": len(rows), "plan": str(plan_id or "")},
    )
    return content


def _home(actor: Standing, permission: Permission) -> tuple[HeldRole, UUID]:
    """The role under which a person works with spreadsheets, and their account."""
    require(policies.use_spreadsheets(actor), permission, subject_kind="chasing")
    if actor.home is None or actor.user_id is None:
        raise BadInput.one("You work for no agency today.")
    return actor.home, actor.user_id


def _out(item: ToTakeOut, home: HeldRole, now: datetime) -> OutRow:
    stands = item.now
    key = Key(stands.action_id, home.agency_id, stands.version, stands.status, stands.review, now)
    return OutRow(
        key=write_key(key, key_secret()),
        strand=item.strand,
        number=item.number,
        title=stands.title,
        lead=item.lead,
        due=stands.due,
        review=stands.review,
        status=stands.status,
    )


@transaction.atomic
def bring_back(*, actor: Standing, now: datetime, filename: str, content: bytes) -> Return:
    """Read a spreadsheet and keep what it says, to be decided. Nothing changes in the plan.

    The same file again, while it is still to be decided, is the same return. Raises `BadInput`.
    """
    home, user_id = _home(actor, Permission.BRING_BACK)
    digest = sha256(content).hexdigest()
    same = Return.objects.filter(user_id=user_id, sha256=digest, state=ReturnState.OPEN).first()
    if same is not None:
        return same
    sheet = read_sheet(content, key_secret())
    kept = Return(
        user_id=user_id,
        agency_id=home.agency_id,
        filename=safe_name(filename),
        sha256=digest,
        uploaded_at=now,
        rows=[to_json(row) for row in sheet.rows],
        notes=list(sheet.notes),
        row_count=len(sheet.rows),
        state=ReturnState.OPEN,
    )
    Return.objects.bulk_create([kept])
    _note(actor, now, kept, {"rows": len(sheet.rows), "bytes": len(content)})
    return kept


@transaction.atomic
def accept(
    *, actor: Standing, now: datetime, return_id: UUID, choices: Mapping[int, Choice], shown: str
) -> list[UUID]:
    """Post what was chosen, all of it or nothing; the ids of the updates.

    `choices` are by the row's number in the sheet; `shown` is the `fingerprint` of the differences that the person
    saw. Raises `PlanMoved` if they are others by now, `BadInput` with `row-<number>` as where.
    """
    kept = _locked(actor, return_id)
    found = differences(actor, rows_of(kept), today=today(now))
    if fingerprint(found) != shown:
        raise PlanMoved(MOVED)
    taken = [item for item in found if item.acts and _choice(choices, item).take]
    problems: list[Problem] = []
    posted: list[UUID] = []
    for item in taken:
        try:
            posted.append(_post(actor, now, item, _choice(choices, item)))
        except BadInput as refused:
            problems += [Problem(problem.message, f"row-{item.brought.line}") for problem in refused.problems]
    if problems:
        raise BadInput(problems)
    _decide(kept, ReturnState.ACCEPTED, now, posted)
    _note(actor, now, kept, {"accepted": len(posted), "left": len(found) - len(posted)})
    return posted


def _choice(choices: Mapping[int, Choice], item: Difference) -> Choice:
    return choices.get(item.brought.line, Choice(take=False))


def _post(actor: Standing, now: datetime, item: Difference, choice: Choice) -> UUID:
    if item.now is None:
        raise BadInput.one("This action is not in a plan that you read.")
    status: Status = item.now.status
    if item.status is not None and not (item.status_conflict and choice.status is Side.THEIRS):
        status = item.status
    review = None if item.review_conflict and choice.review is Side.THEIRS else item.review
    progress = Progress(
        text=item.brought.text,
        status=status,
        reason=item.brought.reason,
        reviewed_next_on=review,
        checked=choice.checked,
        status_seen=item.now.status,
    )
    return post_update(actor=actor, now=now, action_id=item.now.action_id, progress=progress).pk


@transaction.atomic
def discard(*, actor: Standing, now: datetime, return_id: UUID) -> None:
    """Set a spreadsheet aside: nothing of it is saved, and its words are removed."""
    kept = _locked(actor, return_id)
    _decide(kept, ReturnState.DISCARDED, now, [])
    _note(actor, now, kept, {"discarded": True})


def fingerprint(found: list[Difference]) -> str:
    """What identifies the differences that a person saw: the rows, and what each action said."""
    said = [
        (item.brought.line, item.kind.value, item.now.version if item.now else 0, item.status, item.review)
        for item in found
    ]
    return sha256(repr(said).encode()).hexdigest()[:32]


def _locked(actor: Standing, return_id: UUID) -> Return:
    return_for_actor(actor, return_id)
    kept = Return.objects.select_for_update().get(pk=return_id)
    if kept.state != ReturnState.OPEN:
        raise BadInput.one(
            "This spreadsheet has been decided already. Bring it back again to see what is left of it."
        )
    return kept


def _decide(kept: Return, state: ReturnState, now: datetime, posted: list[UUID]) -> None:
    kept.state, kept.decided_at, kept.rows, kept.notes = state, now, [], []
    kept.posted = [str(update_id) for update_id in posted]
    kept.save(update_fields=["state", "decided_at", "rows", "notes", "posted"])


def _note(actor: Standing, now: datetime, kept: Return, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.BRING_BACK,
        subject_kind="chasing.return",
        subject_id=kept.pk,
        detail=detail,
    )


@transaction.atomic
def clear_away(*, actor: Standing, now: datetime) -> int:
    """Remove spreadsheets that nobody decided for 30 days, with their words; how many. Runs as the chaser."""
    require(policies.write_digests(actor), Permission.WRITE_DIGESTS, subject_kind="chasing")
    cleared, _by_model = Return.objects.filter(state=ReturnState.OPEN, uploaded_at__lt=now - KEPT_FOR).delete()
    if cleared:
        record(
            actor=actor.actor,
            now=now,
            permission=Permission.BRING_BACK,
            subject_kind="chasing.return",
            subject_id="",
            detail={"cleared_away": cleared},
        )
    return int(cleared)
