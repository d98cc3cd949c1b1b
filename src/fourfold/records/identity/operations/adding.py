"""Adding a record by hand; and telling, silently, those who know the person and whom the adder does not see.

The match is found by a service afterwards, so that whoever adds learns nothing of it: not by what is shown, not by
how long it takes. The letter names the agency that added a record and the reader's own page, and nobody.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.records import NewRecord
from fourfold.records.feeds.operations import add_records
from fourfold.records.identity.policies import Permission
from fourfold.trust.access.operations.alerts import alert, alerts, everybody, officers, page
from fourfold.trust.access.policies import ALERTED
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import CHASER, LINKER, Standing
from fourfold.trust.partnership.queries import agency_types

TELL = "identity.tell_holders"
SUBJECT = "Another agency recorded somebody you may know"


@transaction.atomic
def add_record(*, actor: Standing, now: datetime, holder_id: UUID, record: NewRecord) -> UUID:
    """Keep one record of the actor's agency, and have those told who know the person. Its id. Raises BadInput."""
    added = add_records(actor=actor, now=now, holder_id=holder_id, records=[record])
    (record_id,) = added.record_ids
    app.configure_task(TELL).defer(
        record_id=str(record_id)
    )  # With the record, or not at all: it is the same database.
    return record_id


@transaction.atomic
def tell_holders(record_id: UUID, now: datetime) -> int:
    """Write to champions and officers of other agencies whose records of the person its adder's agency does not see.

    How many letters. The same record is told of once.
    """
    with acting_as(LINKER.actor), connection.cursor() as cursor:
        cursor.execute("select adder_id, holder_id, subject_id from identity_known_elsewhere(%s)", [record_id])
        found = cursor.fetchall()
        if not found:
            return 0
        write_down(
            actor=LINKER.actor,
            now=now,
            permission=Permission.TELL_HOLDER,
            subject_kind="record",
            subject_id=record_id,
            detail={"holders": sorted({str(holder) for _adder, holder, _subject in found})},
        )
    known: dict[UUID, list[UUID]] = defaultdict(list)
    for _adder, holder, subject in found:
        known[holder].append(subject)
    with acting_as(CHASER.actor):
        people = everybody(CHASER, now)
        adder = agency_types(CHASER, {found[0][0]})[found[0][0]][0]
        letters = [
            letter
            for holder, subjects in sorted(known.items())
            for letter in alerts(
                officers(people, [holder], ALERTED),
                key=f"known-elsewhere:{record_id}:{holder}",
                subject=SUBJECT,
                body=_body(adder, subjects),
            )
        ]
        return alert(actor=CHASER, now=now, letters=letters)


def _body(adder: str, subjects: list[UUID]) -> str:
    pages = "\n".join(page(reverse("identity:person", args=[subject])) for subject in sorted(subjects)[:5])
    return (
        f"Somebody of {adder} recorded a person who is like somebody of whom your agency holds records. They do not "
        "know that you do, and were shown nothing.\n\n"
        f"Sign in to see whom you hold, and decide whether to get in touch:\n{pages}\n\n"
        "It is a likeness of name and date of birth, or of a number: it may be somebody else."
    )
