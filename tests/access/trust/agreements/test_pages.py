"""The pages of agreements through the front door: who gets which, and what a form keeps."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from tests.agreements import (
    Table,
    assess,
    drafted,
    fresh,
    in_force,
    missing_line,
    out_to_sign,
    sharing_terms,
    text_of,
)
from tests.pages import MOST_QUERIES, bytes_of, main, queries_of
from tests.people import with_factor

from fourfold.ground.kernel.clock import now
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Tier
from fourfold.trust.agreements.models import Party, Version


def client_as(table: Table, who: str, *, confirmed: bool = False) -> Client:
    from fourfold.trust.partnership.models import User

    client = Client()
    user = User.objects.get(pk=table[who].standing.user_id)
    with_factor(user.pk)
    client.force_login(user, backend="fourfold.trust.partnership.signin.SignInBackend")
    if confirmed:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def party_in(table: Table, version: Version, agency: str) -> Party:
    with table["coordinator"].acting():
        return Party.objects.get(version=version, agency_id=table.agencies[agency])


READING = ("version", "clauses", "comments", "history")


def test_every_page_opens_and_asks_little(table: Table) -> None:
    assess(table, "missing-episodes")
    version = in_force(table)
    with table["coordinator"].acting() as actor:
        draft = operations.next_version(actor=actor, now=now(), version_id=version.pk)
    client = client_as(table, "coordinator")
    addresses = [reverse("agreements:agreements"), reverse("agreements:begin")]
    addresses += [reverse(f"agreements:{name}", args=[version.pk]) for name in (*READING, "next", "withdraw")]
    names = ("frame", "clause-add", "clause-import", "party-add", "line-begin", "check", "consult", "send", "compare")
    addresses += [reverse(f"agreements:{name}", args=[draft.pk]) for name in (*READING, *names)]
    addresses += [
        reverse("agreements:line-add", args=[draft.pk, "police-incidents"]),
        reverse("agreements:line-edit", args=[draft.pk, 1]),
        reverse("agreements:clause-edit", args=[draft.pk, "1"]),
    ]
    client.get(addresses[0])
    found = {address: len(queries_of(client, address)) for address in addresses}
    assert {address: count for address, count in found.items() if count > MOST_QUERIES} == {}


def test_a_draft_is_hidden_and_absent_alike(table: Table) -> None:
    version = drafted(table, sharing_terms(table))
    client = client_as(table, "charity")
    hidden = client.get(reverse("agreements:version", args=[version.pk]))
    absent = client.get(reverse("agreements:version", args=[table.agencies["kent-police"]]))
    assert hidden.status_code == absent.status_code == 404
    assert bytes_of(hidden) == bytes_of(absent)
    assert client_as(table, "police").get(reverse("agreements:version", args=[version.pk])).status_code == 200


def test_a_party_reads_a_draft_and_does_not_change_it(table: Table) -> None:
    version = drafted(table, sharing_terms(table))
    client = client_as(table, "police")
    for name in ("frame", "consult", "withdraw", "send", "line-begin"):
        assert client.get(reverse(f"agreements:{name}", args=[version.pk])).status_code == 403, name


def test_over_a_newer_save_what_was_typed_is_kept(table: Table) -> None:
    version = drafted(table, sharing_terms(table))
    client = client_as(table, "coordinator")
    address = reverse("agreements:clause-edit", args=[version.pk, "1"])
    typed = {"revision": version.revision - 1, "number": "1", "heading": "Purpose", "text": "My own words."}
    answer = client.post(address, typed)
    assert answer.status_code == 409
    assert "My own words." in answer.content.decode()
    assert text_of(table, version).clauses[0].text != "My own words."
    again = client.post(address, typed | {"revision": version.revision})
    assert again.status_code == 302
    assert text_of(table, version).clauses[0].text == "My own words."


def test_a_line_is_edited_with_its_pickers(table: Table) -> None:
    version = drafted(table, sharing_terms(table))
    client = client_as(table, "coordinator")
    line = missing_line(table)
    typed = {
        "revision": version.revision,
        "fields_opened": ["name", "returned_at"],
        "subject_kinds": ["child"],
        "subject_roles": ["at-risk"],
        "provider_ids": [str(one) for one in line.provider_ids],
        "recipient_ids": [str(one) for one in line.recipient_ids],
        "purpose": line.purpose,
        "gateway": line.gateway,
        "basis": line.basis,
        "regime": "general",
        "handling": ["official-sensitive"],
        "needs_relationship": "on",
        "retention": "A year",
    }
    answer = client.post(reverse("agreements:line-edit", args=[version.pk, 1]), typed)
    assert answer.status_code == 302
    said = text_of(table, version).lines[0]
    assert said.fields == ("name", "returned_at")
    assert said.retention == "A year"


def test_signing_asks_who_one_is_and_takes_the_text_that_was_shown(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    party = party_in(table, version, "kent-police")
    address = reverse("agreements:sign", args=[version.pk, party.pk])
    assert client_as(table, "police").get(address).status_code == 302
    client = client_as(table, "police", confirmed=True)
    page = client.get(address)
    assert page.status_code == 200
    assert "We share what helps to find a missing child." in page.content.decode()
    changed = client.post(address, {"seen_hash": "0" * 64, "has_read": "on"})
    assert changed.status_code == 409
    unread = client.post(address, {"seen_hash": version.text_hash})
    assert unread.status_code == 422
    assert client.post(address, {"seen_hash": version.text_hash, "has_read": "on"}).status_code == 302
    with table["police"].acting():
        assert Party.objects.get(pk=party.pk).signatures.count() == 1
    assert client_as(table, "county", confirmed=True).get(address).status_code == 403


def test_suspending_needs_a_reason_and_shows_at_once(table: Table) -> None:
    version = in_force(table)
    party = party_in(table, version, "kent-police")
    client = client_as(table, "police_dpo")
    address = reverse("agreements:suspend", args=[version.pk, party.pk])
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "We look into a breach."}).status_code == 302
    assert "Suspended since" in client.get(reverse("agreements:version", args=[version.pk])).content.decode()


def test_a_scan_is_no_term(table: Table) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    version = drafted(table, sharing_terms(table))
    client = client_as(table, "coordinator")
    address = reverse("agreements:clause-import", args=[version.pk])
    scan = SimpleUploadedFile("term.pdf", b"%PDF-1.4\n1 0 obj<</Type/XObject/Subtype/Image>>endobj\n%%EOF")
    answer = client.post(address, {"revision": version.revision, "file": scan})
    assert answer.status_code == 422
    assert "is a scan" in answer.content.decode()
    text = SimpleUploadedFile("term.md", b"# Keeping it safe\nWe keep it safe.\n\n# Ending it\nWe delete it.")
    assert client.post(address, {"revision": version.revision, "file": text}).status_code == 302
    assert [one.heading for one in text_of(table, version).clauses] == ["Purpose", "Keeping it safe", "Ending it"]


@pytest.mark.parametrize("state", ["draft", "in-force"])
def test_the_list_keeps_to_what_one_reads(table: Table, state: str) -> None:
    version = drafted(table, sharing_terms(table)) if state == "draft" else in_force(table)
    page = client_as(table, "charity").get(reverse("agreements:agreements")).content.decode()
    assert ("Missing children" in page) is (state == "in-force")
    assert fresh(table, version).state == State(state)


def test_the_list_puts_the_frame_first_and_the_assessments_last(table: Table) -> None:
    assess(table, "missing-episodes")
    for kind, tier, reference in (
        (AgreementKind.SHARING_AGREEMENT, Tier.PURPOSE, "A-1"),
        (AgreementKind.PROTOCOL, Tier.OPERATIONAL, "B-1"),
        (AgreementKind.MEMORANDUM, Tier.GENERAL, "C-1"),
        (AgreementKind.PROTOCOL, Tier.GENERAL, "Z-1"),
    ):
        drafted(table, sharing_terms(table, kind=kind, tier=tier, reference=reference, title=f"Paper {reference}"))
    client, address = client_as(table, "coordinator"), reverse("agreements:agreements")

    def titles(query: str = "") -> list[str]:
        found = re.findall(r"(Paper \w-1|DPIA of|EIA of)", main(client.get(f"{address}{query}")))
        return list(dict.fromkeys(found))

    assert titles() == ["Paper Z-1", "Paper B-1", "Paper C-1", "Paper A-1", "DPIA of", "EIA of"]
    assert titles("?sort=-title")[0] == "Paper Z-1"
    assert titles("?kind=information-sharing-protocol&stands=draft") == ["Paper Z-1", "Paper B-1"]
    assert len(titles("?size=2")) == 2
    assert titles("?size=2&page=3") == ["DPIA of", "EIA of"]
