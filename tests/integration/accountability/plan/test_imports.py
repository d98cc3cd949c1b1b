"""A plan's document becomes a draft, its questions are answered, and it is published; an export comes back."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.exporting import Format
from fourfold.accountability.plan.domain.states import Audience, Marking, PlanState, Status
from fourfold.accountability.plan.models import Action, Plan, Question, Update
from fourfold.accountability.plan.operations import updates, work
from fourfold.accountability.plan.operations.carrying import import_any, import_export
from fourfold.accountability.plan.operations.exports import export_plan
from fourfold.accountability.plan.operations.plans import publish_plan
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound

SMALL = (
    "A small plan\n\nPREVENT - Help early\n\nAction/Objective\tLead/Delivered Through\tTimescales\tSuccess Factors\n"
    "Offer mentoring\tKent Police Medway Council\tJuly 2031\tFewer exclusions\n"
)


def upload(text: str | bytes, name: str = "plan.txt") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())}


@pytest.mark.shared
def test_the_real_document_is_reviewed_and_published(people: Cast, client_of: ClientOf, shared: Path) -> None:
    content = (shared / "plan" / "kent-and-medway-gangs-action-plan.txt").read_bytes()
    cora = client_of(people.cora)
    taken = cora.post(reverse("plan:import"), upload(content))
    assert taken.status_code == 302
    review = taken["Location"]
    page = cora.get(review).content.decode()
    assert "0 of 4 questions answered" in page
    assert "Publish this plan" not in page
    assert page.count('class="ff-understood"') == 28
    with people.cora.acting():
        plan = Plan.objects.get(title="Kent and Medway Gangs Action Plan")
        answers = {f"answer-{question.pk}": "as-proposed" for question in plan.questions.all()}
    first = dict(list(answers.items())[:3])
    cora.post(review, first)
    assert "3 of 4 questions answered" in cora.get(review).content.decode()
    early = cora.post(reverse("plan:publish", args=[plan.pk]), follow=True).content.decode()
    assert "Answer the 1 open question first" in early
    cora.post(review, answers)
    cora.post(reverse("plan:publish", args=[plan.pk]))
    with people.pat.acting():
        assert Plan.objects.get(pk=plan.pk).state == PlanState.LIVE


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"nothing like a plan", "plan.txt", "This file is no 4P plan"),
        (b"", "plan.txt", "empty"),
        (b"%PDF-1.4", "plan.pdf", "is a PDF file"),
        (b"{}", "plan.json", "is not a plan that Fourfold exported"),
    ],
)
def test_what_is_no_plan_is_refused_and_nothing_is_kept(
    content: bytes, name: str, said: str, people: Cast, client_of: ClientOf
) -> None:
    page = client_of(people.cora).post(reverse("plan:import"), upload(content, name))
    assert page.status_code == 422
    assert said in page.content.decode()
    with people.cora.acting():
        assert not Plan.objects.exists()


def test_a_broken_table_names_its_line_and_cell(people: Cast, client_of: ClientOf) -> None:
    broken = SMALL.replace("\tJuly 2031\tFewer exclusions", "\tJuly 2031\tFewer exclusions\tone\ttoo many")
    page = client_of(people.cora).post(reverse("plan:import"), upload(broken)).content.decode()
    assert "Line 6" in page


def test_from_the_review_each_action_is_edited_and_one_comes_back(people: Cast, client_of: ClientOf) -> None:
    cora = client_of(people.cora)
    review = cora.post(reverse("plan:import"), upload(SMALL))["Location"]
    with people.cora.acting():
        action = Action.objects.get(plan__title="A small plan")
    edit = reverse("plan:action-edit", args=[action.pk]) + "?from=review"
    assert edit in cora.get(review).content.decode()
    said = {"title": "Offer mentors", "text": "Offer mentoring", "version": action.version}
    assert cora.post(edit, said)["Location"] == f"{review}#action-{action.pk}"


def full(people: Cast) -> plans.Made:
    """A plan in which something of each kind has happened."""
    made = plans.make(people)
    other = plans.add(people, made.plan_id, "=Write the course")
    with people.pat.acting() as pat:
        who: dict[str, Any] = {"actor": pat, "now": now(), "action_id": made.action_id}
        work.add_milestone(**who, title="Course written", due_on=today())
        work.add_risk(**who, risk={"text": "-Trainers leave", "likelihood": 3, "impact": 5, "mitigation": "Two"})
        work.add_dependency(**who, needed_id=other, note="its text")
        work.add_link(**who, title="Minutes", url="https://kent.example/minutes")
        work.add_file(**who, title="Attendance", filename="list.txt", content=b"23 of 25")
        updates.post_update(**who, progress=updates.Progress("Late.", Status.AT_RISK, reason="Few trainers"))
        hidden = updates.Progress("Quiet words.", Status.AT_RISK, marking=Marking.OFFICIAL_SENSITIVE)
        updates.post_update(**who, progress=hidden)
    with people.vic.acting() as vic:
        updates.comment(actor=vic, now=now(), action_id=made.action_id, text="@all: well done")
    return made


def test_an_export_in_json_comes_back_exactly(people: Cast) -> None:
    made = full(people)
    with people.cora.acting() as cora:
        first = export_plan(actor=cora, now=now(), plan_id=made.plan_id, fmt=Format.JSON).content
        copy = import_export(actor=cora, now=now(), content=first)
        second = export_plan(actor=cora, now=now(), plan_id=copy.pk, fmt=Format.JSON).content
        assert json.loads(second)["plan"] == json.loads(first)["plan"]
        assert copy.state == PlanState.DRAFT
        update = Update.objects.get(plan=copy)
        assert (update.author, update.carried_from) == (None, "Pat Okafor")


def test_no_export_holds_a_restricted_update(people: Cast) -> None:
    made = full(people)
    with people.pat.acting() as pat:
        for fmt in Format:
            exported = export_plan(actor=pat, now=now(), plan_id=made.plan_id, fmt=fmt)
            assert b"Quiet words." not in exported.content


def test_csv_holds_every_action_and_no_formula(people: Cast) -> None:
    made = full(people)
    with people.pat.acting() as pat:
        content = export_plan(actor=pat, now=now(), plan_id=made.plan_id, fmt=Format.CSV).content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Train staff", "'=Write the course"]
    assert rows[0]["leads"] == "Kent Police"


def test_nobody_exports_what_they_do_not_read(people: Cast) -> None:
    made = plans.make(people, audience=Audience.TEAM, readers=(people.mia,))
    with people.mia.acting() as mia:
        assert export_plan(actor=mia, now=now(), plan_id=made.plan_id, fmt=Format.JSON).content
    with people.pat.acting() as pat, pytest.raises(NotFound):
        export_plan(actor=pat, now=now(), plan_id=made.plan_id, fmt=Format.JSON)


def test_people_and_agencies_not_known_here_become_questions(people: Cast) -> None:
    made = plans.make(people)
    with people.cora.acting() as cora:
        whole = json.loads(export_plan(actor=cora, now=now(), plan_id=made.plan_id, fmt=Format.JSON).content)
        action = whole["plan"]["strands"][0]["actions"][0]
        action["accountable_officer"] = "Somebody Elsewhere"
        action["agencies"][0]["key"] = "unknown-agency"
        copy = import_any(actor=cora, now=now(), filename="plan.json", content=json.dumps(whole).encode())
        asked = " ".join(Question.objects.filter(plan=copy).values_list("asks", flat=True))
        assert "Somebody Elsewhere" in asked
        assert "The register here does not know Kent Police" in asked
        with pytest.raises(BadInput, match="Answer the 2 open questions"):
            publish_plan(actor=cora, now=now(), plan_id=copy.pk)


def test_only_coordinators_import(people: Cast) -> None:
    with people.pat.acting() as pat, pytest.raises(NotAllowed):
        import_any(actor=pat, now=now(), filename="plan.txt", content=SMALL.encode())
