"""Plans of other partnerships taken in: columns explained by a person, remembered, and the document read anew."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.pages import words
from tests.people import Cast, ClientOf
from tests.samples.other_layouts import HARROWBY_HEADS, harrowby, oldmarsh, wyrebridge

from fourfold.accountability.plan.domain.reading.columns import Column, fingerprint
from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.models import Action, ActionAgency, Plan, TableLayout, Update
from fourfold.accountability.plan.operations.imports import import_plan
from fourfold.ground.kernel.clock import now

FIELDS = ("number", "action", "leads", "timescales", "status")


def upload(client: Client, name: str, content: bytes) -> UUID:
    """Import a document through the front door."""
    answer = client.post(reverse("plan:import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, words(answer)
    return UUID(answer["Location"].split("/")[2])


def chosen(**more: str) -> dict[str, Any]:
    """What a person sends for the Harrowby layout."""
    mark = fingerprint(HARROWBY_HEADS)
    return {f"columns_{mark}_{at}": name for at, name in enumerate(FIELDS)} | more


def test_status_progress_and_deliverers_come_along(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    plan_id = upload(client, "wyrebridge.docx", wyrebridge())
    workbook = upload(client, "oldmarsh.xlsx", oldmarsh())
    with people.cora.acting():
        mentor, sessions = Action.objects.filter(plan_id=plan_id, strand__kind="prevent")
        assert (mentor.status, sessions.status) == ("on-track", "at-risk")
        assert "two schools have not replied" in sessions.status_reason
        noted = Update.objects.get(action=mentor)
        assert (noted.text, noted.author, noted.carried_from) == (
            "Twelve mentors are trained.",
            None,
            "the document wyrebridge.docx",
        )
        assert ActionAgency.objects.get(plan_id=workbook, named="Schools").part == Part.DELIVERER
    shown = words(client.get(reverse("plan:review", args=[plan_id])))
    assert "Who: who leads" in shown
    assert "Which status" in shown


def test_columns_are_explained_and_the_document_is_read_anew(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    plan_id = upload(client, "harrowby.csv", harrowby())
    assert "which column says what will be done" in words(client.get(reverse("plan:review", args=[plan_id])))
    address = reverse("plan:columns", args=[plan_id])
    page = words(client.get(address))
    assert "Undertaking" in page
    assert "Light the underpass." in page
    refused = client.post(address, dict.fromkeys(chosen(), "beside"))
    assert "Say which column tells what will be done" in words(refused)
    client.post(address, chosen())
    with people.cora.acting():
        texts = Action.objects.filter(plan_id=plan_id).values_list("text", flat=True)
        assert list(texts) == ["Open a youth club, in the old library.", "Light the underpass."]
        assert Plan.objects.get(pk=plan_id).title == "harrowby"
    client.post(address, chosen(strand_0="prepare", status_0="on-track", status_1="complete"))
    with people.cora.acting():
        found = Action.objects.filter(plan_id=plan_id).values_list("strand__kind", "status")
        assert list(found) == [("prepare", "on-track"), ("prepare", "complete")]


def test_a_layout_explained_once_is_read_so_the_next_time(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    plan_id = upload(client, "harrowby.csv", harrowby())
    client.post(reverse("plan:columns", args=[plan_id]), chosen())
    with people.cora.acting() as cora:
        again = import_plan(actor=cora, now=now(), filename="harrowby.csv", content=harrowby())
        assert Action.objects.filter(plan=again).count() == 2
        assert TableLayout.objects.get().columns == [Column(name).value for name in FIELDS]


def test_reading_anew_never_undoes_edits_unasked(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    plan_id = upload(client, "oldmarsh.xlsx", oldmarsh())
    with people.cora.acting():
        action = Action.objects.filter(plan_id=plan_id).first()
        assert action is not None
    client.post(f"/actions/{action.pk}/edit/", {"title": "Mine", "text": "Mine.", "version": "1"})
    page = client.get(reverse("plan:columns", args=[plan_id])).content.decode()
    assert "Read the document anew, although edits" in page
    names = ["strand", "action", "leads", "deliverers", "timescales", "status", "beside"]
    with people.cora.acting():
        mark = Plan.objects.get(pk=plan_id).source.reading["layouts"][0]["fingerprint"]
    typed = {f"columns_{mark}_{at}": name for at, name in enumerate(names)}
    assert client.post(reverse("plan:columns", args=[plan_id]), typed).status_code == 422
    assert client.post(reverse("plan:columns", args=[plan_id]), typed | {"over_edits": "on"}).status_code == 302
    with people.cora.acting():
        assert not Action.objects.filter(plan_id=plan_id, title="Mine").exists()


@pytest.mark.parametrize("who", ["pat", "leo"])
def test_only_coordinators_see_what_was_remembered(people: Cast, client_of: ClientOf, who: str) -> None:
    plan_id = upload(client_of(people.cora), "harrowby.csv", harrowby())
    client_of(people.cora).post(reverse("plan:columns", args=[plan_id]), chosen())
    with getattr(people, who).acting():
        assert not TableLayout.objects.exists()
    assert client_of(getattr(people, who)).get(reverse("plan:columns", args=[plan_id])).status_code in (302, 403, 404)
