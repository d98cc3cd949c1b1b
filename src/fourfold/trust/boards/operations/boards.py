"""Setting boards up, changing their terms, ending them, and saying what they oversee."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import BoardKind
from fourfold.trust.boards.models import Board, Oversight
from fourfold.trust.boards.operations.locks import board_to_run, note, refuse_older, refuse_personal_data
from fourfold.trust.boards.policies import Permission
from fourfold.trust.partnership.domain.roles import Standing

MOST_OVERSEEN = 2_000
"""A board that oversees more than this oversees nothing; and a form that sends more was not filled in by a person."""


@dataclass(frozen=True, slots=True)
class BoardTerms:
    """What a board is: its name, kind and terms of reference. `agency_id` is the board as a body of the register."""

    name: str
    kind: BoardKind
    quorum: int
    area: str = ""
    agency_id: UUID | None = None
    purpose: str = ""
    terms: str = ""
    terms_version: str = ""
    terms_adopted_on: date | None = None
    terms_review_on: date | None = None
    quorum_note: str = ""

    def check(self, *, checked: bool = False) -> None:
        """Raise `BadInput` for terms that cannot stand."""
        problems = []
        if not self.name.strip():
            problems.append(Problem("Enter the board's name.", "name"))
        if self.quorum < 1:
            problems.append(Problem("A quorum is at least 1 voting seat.", "quorum"))
        adopted, review = self.terms_adopted_on, self.terms_review_on
        if adopted and review and review <= adopted:
            problems.append(Problem("The terms are reviewed after they were adopted.", "terms_review_on"))
        if problems:
            raise BadInput(problems)
        refuse_personal_data(checked, purpose=self.purpose, terms=self.terms, quorum_note=self.quorum_note)

    def put_on(self, board: Board) -> None:
        """Write the terms onto a board."""
        board.name, board.kind, board.quorum = self.name.strip(), self.kind, self.quorum
        board.area, board.agency_id, board.purpose = self.area.strip(), self.agency_id, self.purpose.strip()
        board.terms, board.terms_version = self.terms.strip(), self.terms_version.strip()
        board.terms_adopted_on, board.terms_review_on = self.terms_adopted_on, self.terms_review_on
        board.quorum_note = self.quorum_note.strip()


@transaction.atomic
def begin_board(
    *, actor: Standing, now: datetime, terms: BoardTerms, since: date | None = None, checked: bool = False
) -> Board:
    """Set up a board, from a day on (default today). For plan coordinators. Raises `BadInput` or `NotAllowed`."""
    require(policies.begin(actor), Permission.BEGIN, subject_kind="board")
    terms.check(checked=checked)
    board = Board(since=since or today(now))
    terms.put_on(board)
    Board.objects.bulk_create([board])
    note(actor, now, board, {"begun": True, "kind": terms.kind.value}, Permission.BEGIN)
    return board


@transaction.atomic
def edit_board(
    *,
    actor: Standing,
    now: datetime,
    board_id: UUID,
    terms: BoardTerms,
    version: int | None = None,
    checked: bool = False,
) -> Board:
    """Change what a board is. Raises `Conflict` over a newer version than `version`."""
    board = board_to_run(actor, board_id)
    refuse_older(board, version)
    terms.check(checked=checked)
    terms.put_on(board)
    board.version += 1
    board.save()
    note(actor, now, board, {"version": board.version, "quorum": board.quorum})
    return board


@transaction.atomic
def end_board(*, actor: Standing, now: datetime, board_id: UUID) -> None:
    """Say that a board is no more. Its minutes stay readable. For plan coordinators."""
    board = board_to_run(actor, board_id)
    require(policies.begin(actor), Permission.BEGIN, subject_kind="board", subject_id=board_id)
    if board.until is not None:
        raise BadInput.one("This board has ended already.")
    board.until = max(today(now), board.since)
    board.version += 1
    board.save()
    note(actor, now, board, {"ended": True}, Permission.BEGIN)


@transaction.atomic
def set_oversight(
    *, actor: Standing, now: datetime, board_id: UUID, subject_kind: str, ids: Collection[UUID]
) -> None:
    """Say which subjects of a kind a board oversees, in place of those before.

    The room above has checked that the actor may read each of them.
    """
    board = board_to_run(actor, board_id)
    wanted = set(ids)
    if len(wanted) > MOST_OVERSEEN:
        raise BadInput.one(f"A board can oversee at most {MOST_OVERSEEN:,} things of one kind.")
    before = Oversight.objects.filter(board=board, subject_kind=subject_kind)
    held = set(before.values_list("subject_id", flat=True))
    before.filter(subject_id__in=held - wanted).delete()
    added = sorted(wanted - held)
    Oversight.objects.bulk_create(
        Oversight(board=board, subject_kind=subject_kind, subject_id=subject_id) for subject_id in added
    )
    detail = {"kind": subject_kind, "added": len(added), "removed": len(held - wanted), "oversees": len(wanted)}
    note(actor, now, board, detail)
