"""What waits for an officer in this room: requests, decisions about records, holds to review, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.retention import rules
from fourfold.trust.partnership.domain.roles import Standing

MOST = 10


class WaitingKind(StrEnum):
    """What it is that waits."""

    REQUEST = "request"
    ACKNOWLEDGE = "acknowledge"
    PART = "part"
    HOLD = "hold"
    DUE = "due"
    REMOVAL = "removal"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class RightsWork:
    """Something that waits: keys and dates, never about whom. `reference` is empty where a list leads on."""

    kind: WaitingKind
    id: UUID
    reference: str
    agency: str
    on: date


def rights_work(actor: Standing, on: date) -> Sequence[RightsWork]:
    """The first `MOST`, the most pressing first. One query for officers, none for anybody else."""
    if not policies.handle(actor):
        return ()
    with connection.cursor() as cursor:
        cursor.execute("select kind, id, reference, agency, on_day from rights_work(%s, %s)", [MOST, rules(on)])
        return [RightsWork(WaitingKind(kind), *rest) for kind, *rest in cursor.fetchall()]
