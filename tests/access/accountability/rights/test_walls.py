"""Whose requests, parts and packs somebody reads: hidden and absent are the same, byte for byte."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.pages import bytes_of
from tests.people import Cast, ClientOf
from tests.records import agency, ask_owner, past_the_walls, small_world
from tests.rights import as_officer, send

from fourfold.accountability.rights.models import Entry, LegalHold, Notice, Pack, Part, RecordDecision, Request
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import PUBLIC_FORM

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


def test_others_meet_the_page_of_nothing(people: Cast, client_of: ClientOf, client: Client) -> None:
    world = small_world()
    reference = send(client, people, "access", about_name="Alex Tanner")
    request_id = ask_owner("select id from rights_request where reference = %s", [reference])[0][0]
    dan = client_of(people.dan)
    page = f"/rights/{request_id}/"
    as_officer(dan, page)
    dan.post(f"{page}people/{world.alex_reference}/")
    dan.post(f"{page}ask/")
    part = ask_owner("select id from rights_part")[0][0]
    pairs = [
        (page, f"/rights/{uuid4()}/"),
        (f"{page}checks/", f"/rights/{uuid4()}/checks/"),
        (f"/rights/parts/{part}/", f"/rights/parts/{uuid4()}/"),
        (f"/rights/parts/{part}/records/{world.alex}/", f"/rights/parts/{uuid4()}/records/{world.alex}/"),
    ]
    for who in (people.mia, people.pat, people.ada, people.vic):  # another's officer, a champion, an administrator
        theirs = client_of(who)
        for hidden, absent in pairs:
            answers = [theirs.get(hidden), theirs.get(absent)]
            assert [answer.status_code for answer in answers] == [404, 404], (who.key, hidden)
            assert bytes_of(answers[0]) == bytes_of(answers[1])
            assert theirs.post(hidden).status_code in (404, 405)
    assert reference not in client_of(people.mia).get("/rights/").content.decode()
    for who in (people.mia, people.pat, people.ada):
        with who.acting():
            for model in (Request, Entry, Part, Pack, RecordDecision, LegalHold, Notice):
                assert not model._default_manager.exists(), (who.key, model)


def test_the_inbox_is_written_and_not_read(people: Cast, client: Client) -> None:
    send(client, people, "complaint")
    with acting_as(PUBLIC_FORM.actor):
        assert not Request.objects.exists()
        assert not Entry.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from feeds_record")
            assert cursor.fetchone() == (0,)
        assert Request.objects.update(agency_id=agency("medway-council")) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.create(request_id=uuid4(), kind="closed", at="2026-09-03T10:00:00Z")
