"""What is over for long, and two officers who decide that it goes: for tests of removing what is due."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from tests.deliveries import episode
from tests.people import Cast, Colleague
from tests.records import MISSING, POLICE, agency, as_owner

from fourfold.accountability.rights.models import DueRemoval
from fourfold.accountability.rights.operations.due_removals import confirm_removal, propose_removal
from fourfold.accountability.rights.queries.due_removals import removal_for_actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER

OLD = {"reported_at": "2018-01-05 21:30", "returned_at": "2018-01-06 07:10"}


def old(number: int, **changes: str) -> dict[str, str]:
    """An episode that is over for long."""
    return episode(number, **{**OLD, **changes})


def appoint(who: Colleague, title: str = "") -> None:
    """Make somebody an accountable officer of the police. Dan is their data protection officer."""
    as_owner(
        "insert into partnership_role (id, person_id, agency_id, kind, title, since) values (%s, %s, %s, %s, %s, %s)",
        [uuid4(), who.person_id, agency(POLICE), "accountable-officer", title, today() - timedelta(days=50)],
    )


def leaves(who: Colleague) -> None:
    """Somebody is no officer any longer."""
    as_owner(
        "update partnership_role set until = %s where person_id = %s"
        " and kind in ('accountable-officer', 'data-protection-officer')",
        [today(), who.person_id],
    )


def propose(people: Cast, data_set: str = MISSING) -> DueRemoval:
    """Dan decides."""
    with people.dan.acting() as dan:
        return propose_removal(
            actor=dan, now=now(), holder_id=agency(POLICE), data_set=data_set, why="Not needed any longer."
        )


def decide(people: Cast, data_set: str = MISSING) -> UUID:
    """Dan decides, Pat confirms."""
    made = propose(people, data_set)
    with people.pat.acting() as pat:
        confirm_removal(actor=pat, now=now(), removal_id=made.pk)
    return made.pk


def seen(who: Colleague, removal_id: UUID) -> DueRemoval:
    """A removal as an officer of the police sees it."""
    with who.acting() as actor:
        return removal_for_actor(actor, removal_id)


def call(statement: str, *parameters: Any) -> Any:
    """What a statement answers whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]


def by_the_worker(statement: str, *parameters: Any) -> Any:
    """A call of the database as the worker makes it."""
    with acting_as(CHASER.actor):
        return call(statement, *parameters)
