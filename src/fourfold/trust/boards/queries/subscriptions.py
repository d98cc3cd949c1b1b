"""Following a board's calendar without signing in: the address says who asks."""

from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards.models import Subscription
from fourfold.trust.partnership.domain.roles import Standing

_SIGNER = signing.Signer(salt="fourfold.boards.calendar", sep=".")


def subscription_of(actor: Standing, board_id: UUID) -> str:
    """What stands in the actor's address for a board's calendar; empty where they have none."""
    found = _mine(actor).filter(board_id=board_id).values_list("pk", flat=True).first()
    return secret_of(found) if found else ""


def _mine(actor: Standing) -> QuerySet[Subscription]:
    live = Subscription.objects.filter(ended_at__isnull=True)
    return live.filter(user_id=actor.user_id) if actor.user_id else live.none()


def secret_of(subscription_id: UUID) -> str:
    """What stands in the address: the id, signed with the installation's secret key."""
    return _SIGNER.sign(subscription_id.hex)


def subscription_id_of(secret: str) -> UUID:
    """The id in an address. Raises `NotFound` for one that we did not sign."""
    try:
        return UUID(_SIGNER.unsign(secret))
    except (signing.BadSignature, ValueError):
        raise NotFound("board.subscription") from None


def holder_of(subscription_id: UUID) -> UUID:
    """The account whose address it is. Asked without a context. Raises `NotFound` where it is over."""
    with connection.cursor() as cursor:
        cursor.execute("select boards_feed_holder(%s)", [subscription_id])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NotFound("board.subscription", subscription_id)
    return found


def board_followed(actor: Standing, subscription_id: UUID) -> UUID:
    """The board of one's own subscription. Raises `NotFound`."""
    found = _mine(actor).filter(pk=subscription_id).values_list("board_id", flat=True).first()
    if found is None:
        raise NotFound("board.subscription", subscription_id)
    return found
