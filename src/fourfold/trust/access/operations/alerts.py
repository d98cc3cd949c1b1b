"""Letters that somebody has to look at now. They name an agency and a page, never a person."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from fourfold.ground.kernel.clock import today
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents


def page(path: str) -> str:
    """The whole address of a page."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + path


def officers(
    people: Iterable[Correspondent], agency_ids: Collection[UUID], kinds: Collection[RoleKind]
) -> list[Correspondent]:
    """Those who hold one of the roles for one of the agencies."""
    wanted = set(agency_ids)
    return [one for one in people if any(not wanted.isdisjoint(one.stands_for.get(kind, ())) for kind in kinds)]


def alerts(to: Iterable[Correspondent], *, key: str, subject: str, body: str) -> list[Letter]:
    """The same alert to each. The same key and person is written to once for ever."""
    return [
        Letter(LetterKind.ALERT, f"{key}:{one.user_id}", one.user_id, one.address, subject, body)
        for one in {one.user_id: one for one in to}.values()
    ]


def alert(*, actor: Standing, now: datetime, letters: Sequence[Letter]) -> int:
    """Write alerts in one statement, whatever their number; how many were new."""
    return write_many(actor=actor.actor, now=now, letters=letters)


def everybody(actor: Standing, now: datetime) -> list[Correspondent]:
    """Who can be written to at this moment."""
    return correspondents(actor, on=today(now))
