"""Following a board's calendar: making an address, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards import policies
from fourfold.trust.boards.models import Subscription
from fourfold.trust.boards.operations.locks import note
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.queries.visibility import known_board, parts_on
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def subscribe(*, actor: Standing, now: datetime, board_id: UUID) -> UUID:
    """Make an address for the board's calendar; its id. One made before no longer opens."""
    board = known_board(actor, board_id)
    decision = policies.subscribe(actor, parts_on(actor, board_id))
    require(decision, Permission.SUBSCRIBE, subject_kind="board", subject_id=board_id)
    unsubscribe(actor=actor, now=now, board_id=board_id)
    made = Subscription(board=board, user_id=_account(actor), made_at=now)
    Subscription.objects.bulk_create([made])
    note(actor, now, board, {"subscription": str(made.pk), "made": True}, Permission.SUBSCRIBE)
    return made.pk


@transaction.atomic
def unsubscribe(*, actor: Standing, now: datetime, board_id: UUID) -> bool:
    """Take one's address for a board's calendar back; whether there was one. It opens nothing from now on."""
    board = known_board(actor, board_id)
    mine = Subscription.objects.filter(board=board, user_id=_account(actor), ended_at__isnull=True)
    ended = mine.update(ended_at=now)
    if ended:
        note(actor, now, board, {"subscriptions_ended": ended}, Permission.SUBSCRIBE)
    return bool(ended)


def _account(actor: Standing) -> UUID:
    if actor.user_id is None:
        raise NotAllowed(Permission.SUBSCRIBE, "Only people follow a calendar.", subject_kind="board")
    return actor.user_id
