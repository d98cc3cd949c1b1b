"""What the database itself holds, whatever the code asks: whose spreadsheet, whose link, which service sees what."""

from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from tests import mailed, plans
from tests.people import Cast

from fourfold.accountability.chasing.models import MailedForm, Return
from fourfold.accountability.chasing.operations import returns
from fourfold.accountability.chasing.queries.forms import DOOR
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.partnership.queries import agency_ids_by_key

OPEN_TO_ANY = {"audit_entry", "audit_link"}


def kept(people: Cast) -> Return:
    """A spreadsheet that pat brought back, to be decided."""
    made = plans.make(people)
    with people.pat.acting() as pat:
        content = returns.take_out(actor=pat, now=now(), plan_id=made.plan_id)
        return returns.bring_back(actor=pat, now=now(), filename="ours.xlsx", content=content)


def refused(act: Any) -> None:
    """The act fails in the database, by row-level security."""
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_a_spreadsheet_is_seen_by_who_brought_it_alone(people: Cast) -> None:
    brought = kept(people)
    for other in (people.cora, people.mia, people.leo):
        with other.acting():
            assert not Return.objects.filter(pk=brought.pk).exists(), other.key
    with people.pat.acting():
        assert Return.objects.filter(pk=brought.pk).exists()


def test_nobody_writes_one_in_anothers_name_or_for_another_agency(people: Cast) -> None:
    brought = kept(people)

    def copy(**changed: object) -> Return:
        fields = {name: getattr(brought, name) for name in ("filename", "sha256", "uploaded_at", "rows", "row_count")}
        return Return(
            **(fields | {"user_id": people.pat.user_id, "agency_id": brought.agency_id, "state": "open"} | changed)
        )

    with people.pat.acting():
        refused(lambda: Return.objects.bulk_create([copy(user_id=people.mia.user_id)]))
        other = agency_ids_by_key()["medway-council"]
        refused(lambda: Return.objects.bulk_create([copy(agency_id=other)]))
        Return.objects.bulk_create([copy()])


def test_the_door_sees_forms_and_nothing_else(people: Cast) -> None:
    made = plans.make(people)
    mailed.link(people.pat, made.action_id)
    kept(people)
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity"
            " and has_table_privilege('fourfold_app', oid, 'select')"
        )
        tables = [name for (name,) in cursor.fetchall()]
    with acting_as(DOOR), connection.cursor() as cursor:
        seen = set()
        for table in tables:
            cursor.execute(f'select count(*) from "{table}"')
            if cursor.fetchone()[0]:
                seen.add(table)
    assert seen - OPEN_TO_ANY == {"chasing_mailedform"}


def test_who_sees_a_link(people: Cast) -> None:
    made = plans.make(people)
    mailed.link(people.pat, made.action_id)
    for colleague, sees in ((people.pat, 1), (people.cora, 1), (people.mia, 0), (people.leo, 0), (people.vic, 0)):
        with colleague.acting():
            assert MailedForm.objects.count() == sees, colleague.key


def test_nobody_makes_or_mends_a_link_for_themselves(people: Cast) -> None:
    made = plans.make(people)
    mailed.link(people.pat, made.action_id)
    with people.cora.acting():
        assert MailedForm.objects.update(user_id=people.cora.user_id) == 0
        assert MailedForm.objects.all().delete()[0] == 0
        row = MailedForm.objects.get()
        row.pk, row.token_digest = None, "0" * 64
        refused(lambda: MailedForm.objects.bulk_create([row]))


def test_the_chaser_reads_no_spreadsheet_into_the_plan(people: Cast) -> None:
    """It may clear a return away, and cannot change one."""
    brought = kept(people)
    with acting_as(CHASER.actor):
        refused(lambda: Return.objects.filter(pk=brought.pk).update(filename="other.xlsx"))
        assert Return.objects.filter(pk=brought.pk).delete()[0] == 1
