"""What everybody may know: which agencies can be asked, and how many requests were answered in time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from fourfold.accountability.rights.domain.requests import RequestKind
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import PUBLIC_FORM


def controllers() -> list[tuple[UUID, str]]:
    """The agencies in which somebody answers requests, by name. As the public form, which reads nothing else."""
    with acting_as(PUBLIC_FORM.actor), connection.cursor() as cursor:
        cursor.execute("select id, name from rights_controllers()")
        return [(key, name) for key, name in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Counted:
    """Requests of one kind. None: withheld, because 7 or fewer."""

    kind: RequestKind
    received: int | None
    answered: int | None
    in_time: int | None


def counts(since: date, until: date) -> list[Counted]:
    """How many requests came from `since` up to `until`, disclosure-safe before a number leaves the database."""
    with acting_as(PUBLIC_FORM.actor), connection.cursor() as cursor:
        cursor.execute("select kind, received, answered, in_time from rights_counts(%s, %s)", [since, until])
        found = {kind: (received, answered, in_time) for kind, received, answered, in_time in cursor.fetchall()}
    return [Counted(kind, *found.get(kind, (None, None, None))) for kind in RequestKind]
