"""Agreements to be read: the text and its files, the public register and who it shows nothing to, the record."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook
from tests.agreements import (
    OFFICERS,
    Table,
    assess,
    drafted,
    in_force,
    missing_line,
    out_to_sign,
    sharing_terms,
    sign_for,
)
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.life import About
from fourfold.trust.agreements.domain.terms import PartyTerms
from fourfold.trust.agreements.models import Agreement, Comment, Event, Party, Saved, Signature, Version
from fourfold.trust.agreements.queries.register import newest_in_register, register

REGISTER = "/register-of-agreements/"


def text(version: Version) -> str:
    """Where a version is read."""
    return f"/agreements/versions/{version.pk}/text/"


def test_a_member_reads_what_is_in_force_in_every_form(table: Table, people: Cast, client_of: ClientOf) -> None:
    version = in_force(table)
    client = client_of(people.dee)
    page = words(client.get(text(version)))
    for said in ("What you may see, why, for how long", "Olive Penn, accountable officer", version.text_hash[:8]):
        assert said in page
    pdf, word = client.get(text(version) + "pdf/"), client.get(text(version) + "word/")
    assert pdf.content.startswith(b"%PDF")
    assert 'filename="km-1-version-1.pdf"' in pdf["Content-Disposition"]
    assert word.content.startswith(b"PK")
    assert client.get(text(version) + "odt/").status_code == 404
    assert len(queries_of(client, text(version))) <= MOST_QUERIES


def test_a_draft_is_read_by_its_parties_and_is_not_there_for_others(
    table: Table, people: Cast, client_of: ClientOf
) -> None:
    version = drafted(table, sharing_terms(table))
    assert "It opens nothing until every party has signed" in words(client_of(people.mia).get(text(version)))
    hidden = client_of(people.vic).get(text(version))
    absent = client_of(people.vic).get("/agreements/versions/00000000-0000-4000-8000-000000000000/text/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert client_of(people.vic).get(text(version) + "pdf/").status_code == 404


def test_the_register_is_open_and_holds_no_draft_and_no_name(table: Table, client: Client) -> None:
    out_to_sign(table, sharing_terms(table, reference="KM-2", title="Not yet agreed"))
    version = in_force(table)
    page = words(client.get(REGISTER))
    assert "Missing children" in page
    assert "Not yet agreed" not in page
    shown = [page, words(client.get(f"{REGISTER}{version.agreement_id}/"))]
    shown += [client.get(f"{REGISTER}files/{kind}/").content.decode() for kind in ("csv", "json")]
    for told in shown:
        assert "Missing children" in told
        for name, _agency, _kind in OFFICERS.values():
            assert name not in told
    assert "Finding missing children" in shown[1]
    assert "no-store" not in client.get(REGISTER)["Cache-Control"]


def test_what_is_hidden_from_the_register_looks_as_what_is_not_there(table: Table, client: Client) -> None:
    version = in_force(table)
    with table["coordinator"].acting():
        Agreement.objects.filter(pk=version.agreement_id).update(in_register=False)
    hidden = client.get(f"{REGISTER}{version.agreement_id}/")
    absent = client.get(f"{REGISTER}00000000-0000-4000-8000-000000000000/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "Missing children" not in words(client.get(REGISTER))
    assert client.get(f"{REGISTER}files/pdf/").status_code == 404


def test_the_register_itself_asks_for_nothing_hidden(table: Table) -> None:
    """The first wall by itself: as somebody whom the database shows all."""
    drafted(table, sharing_terms(table, reference="KM-2", title="Not yet agreed"))
    hidden = in_force(table, sharing_terms(table, reference="KM-3", title="Not in the register"))
    in_force(table)
    with table["coordinator"].acting():
        Agreement.objects.filter(pk=hidden.agreement_id).update(in_register=False)
        assert Version.objects.count() == 3
        assert [version.title for version in newest_in_register()] == ["Missing children"]


def test_the_database_shows_the_public_reader_nothing_that_names_people(table: Table) -> None:
    """The second wall by itself: whatever is asked for."""
    drafted(table, sharing_terms(table, reference="KM-2", title="Not yet agreed"))
    hidden = in_force(table, sharing_terms(table, reference="KM-3", title="Not in the register"))
    with table["coordinator"].acting():
        Agreement.objects.filter(pk=hidden.agreement_id).update(in_register=False)
    consulted = drafted(table, sharing_terms(table))
    with table["coordinator"].acting() as actor:
        operations.consult(actor=actor, now=now(), version_id=consulted.pk)
        operations.comment(actor=actor, now=now(), version_id=consulted.pk, text="Good.", about=About.WHOLE)
        operations.send_to_sign(actor=actor, now=now(), version_id=consulted.pk)
    for who, agency in (("police", "kent-police"), ("county", "kent-county-council"), ("medway", "medway-council")):
        sign_for(table, consulted, who, agency)
    with acting_as(Actor.of_service(Service.PUBLIC_READER)):
        assert [version.title for version in Version.objects.all()] == ["Missing children"]
        assert Agreement.objects.count() == 1
        assert Party.objects.count() == 3
        for model in (Signature, Comment, Saved, Event):
            assert model.objects.count() == 0, model
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from partnership_person")
            assert cursor.fetchone() == (0,)
    with table["member"].acting():
        assert Signature.objects.count() == 6
        assert Comment.objects.count() == 1


def test_the_register_says_what_became_of_an_agreement(table: Table, client: Client) -> None:
    version = in_force(table)
    address = f"{REGISTER}{version.agreement_id}/"
    assert "In force" in words(client.get(address))
    with table["police"].acting() as actor:
        party = Party.objects.get(version=version, agency_id=table.agencies["kent-police"])
        operations.leave(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, why="We left.")
    [entry] = json.loads(client.get(f"{REGISTER}files/json/").content)["agreements"]
    assert entry["parties"] == ["Kent County Council", "Medway Council"]
    with table["coordinator"].acting() as actor:
        operations.withdraw(actor=actor, now=now(), version_id=version.pk, why="It is over.")
    assert "Withdrawn" in words(client.get(address))
    assert "It is over." not in words(client.get(address))


@pytest.mark.parametrize("number", [1, 4])
def test_a_longer_register_asks_no_more_of_the_database(table: Table, client: Client, number: int) -> None:
    for count in range(number):
        in_force(table, sharing_terms(table, reference=f"KM-{count}", title=f"Agreement {count}"))
    assert len(queries_of(client, REGISTER)) <= MOST_QUERIES
    found, _words = register(lambda total: slice(0, total))
    assert len(found) == number
    rows = list(csv.reader(io.StringIO(client.get(f"{REGISTER}files/csv/").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [f"KM-{count}" for count in range(number)]


def test_the_record_of_processing_holds_what_is_in_force_today(
    table: Table, people: Cast, client_of: ClientOf
) -> None:
    assess(table, "missing-episodes")
    in_force(table)
    in_force(table, sharing_terms(table, reference="KM-9", title="Later", starts_on=today() + timedelta(days=9)))
    client = client_of(people.mia)
    police = table.agencies["kent-police"]
    own = words(client.get("/sharing/processing/"))
    assert "Receives: Missing episodes" in own
    page = words(client.get(f"/sharing/processing/?agency={police}"))
    assert "Shares: Missing episodes" in page
    assert "Holds and uses: Missing episodes" in page
    assert "KM-1, line 1" in page
    assert "KM-9" not in page
    assert "Una Frost" in page
    book = load_workbook(io.BytesIO(client.get(f"/sharing/processing/{police}/xlsx/").content))
    assert book["processing"].max_row == 3
    assert client.get(f"/sharing/processing/{police}/csv/").status_code == 200
    assert client.get(f"/sharing/processing/{police}/odt/").status_code == 404
    assert client.get("/sharing/processing/?agency=nothing").status_code == 404
    assert len(queries_of(client, f"/sharing/processing/?agency={police}")) <= MOST_QUERIES


def test_the_record_ends_with_the_agreement(table: Table, people: Cast, client_of: ClientOf) -> None:
    version = in_force(table)
    with table["police"].acting() as actor:
        party = Party.objects.get(version=version, agency_id=table.agencies["kent-police"])
        operations.suspend(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, why="A pause.")
    page = words(client_of(people.mia).get(f"/sharing/processing/?agency={table.agencies['kent-police']}"))
    assert "No agreement in force concerns this agency" in page


def test_the_record_of_whom_a_party_signs_for_has_the_partys_lines(
    table: Table, people: Cast, client_of: ClientOf
) -> None:
    terms = sharing_terms(table)
    dartford = table.agencies["dartford-council"]
    county = PartyTerms(table.agencies["kent-county-council"], "", ((dartford, "Dartford Borough Council"),))
    in_force(table, replace(terms, parties=(terms.parties[0], county, terms.parties[2])))
    client = client_of(people.mia)
    page = words(client.get(f"/sharing/processing/?agency={dartford}"))
    assert "Receives: Missing episodes" in page
    assert "KM-1, line 1" in page
    assert "Shares: Missing episodes" not in page
    stranger = words(client.get(f"/sharing/processing/?agency={table.agencies['victim-support']}"))
    assert "No agreement in force concerns this agency" in stranger


def test_the_record_of_who_joined_has_the_lines_of_the_collective(
    table: Table, people: Cast, client_of: ClientOf
) -> None:
    colleges = table.agencies["colleges"]
    given = missing_line(table, recipient_ids=(table.agencies["kent-county-council"], colleges))
    parties = ("kent-police", "kent-county-council", "medway-council", "colleges")
    version = in_force(table, sharing_terms(table, given, parties=parties))
    college = table.agencies["midkent-college"]
    address = f"/sharing/processing/?agency={college}"
    client = client_of(people.mia)
    assert "Receives: Missing episodes" not in words(client.get(address))
    with table["college"].acting() as actor:
        joining = operations.Joining(agency_id=college)
        operations.accede(actor=actor, now=now(), version_id=version.pk, joining=joining, seen_hash=version.text_hash)
    assert "Receives: Missing episodes" in words(client.get(address))
    assert len(queries_of(client, address)) <= MOST_QUERIES
