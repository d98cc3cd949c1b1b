"""The work plan and the documents of an action, through the front door."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.models import ActionAgency, Dependency, Evidence, Milestone, Risk


def test_a_milestone_is_added_done_and_opened_again(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    pat = client_of(people.pat)
    said = {"title": "Course written", "due_on_day": "1", "due_on_month": "feb", "due_on_year": "2020"}
    pat.post(reverse("plan:milestone-add", args=[made.action_id]), said)
    with people.pat.acting():
        step = Milestone.objects.get(action_id=made.action_id)
    page = pat.get(reverse("plan:action-plan", args=[made.action_id])).content.decode()
    assert "Course written" in page
    assert "Overdue" in page
    address = reverse("plan:milestone", args=[made.action_id, step.pk])
    pat.post(address)
    with people.pat.acting():
        assert Milestone.objects.get(pk=step.pk).done_on is not None
    pat.post(address, {"undo": "1"})
    with people.pat.acting():
        assert Milestone.objects.get(pk=step.pk).done_on is None


def test_a_risk_is_shown_in_words_and_passes(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    pat = client_of(people.pat)
    said = {"text": "Trainers leave", "likelihood": "4", "impact": "4", "mitigation": "Two teams"}
    pat.post(reverse("plan:risk-add", args=[made.action_id]), said)
    page = pat.get(reverse("plan:action-plan", args=[made.action_id])).content.decode()
    assert "Likely; would harm the action seriously" in page
    assert "High" in page
    with people.pat.acting():
        risk = Risk.objects.get(action_id=made.action_id)
    pat.post(reverse("plan:risk", args=[made.action_id, risk.pk]))
    page = pat.get(reverse("plan:action-plan", args=[made.action_id])).content.decode()
    assert "Passed on" in page


def test_two_actions_never_wait_for_each_other(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    other = plans.add(people, made.plan_id, "Write the course")
    pat = client_of(people.pat)
    pat.post(reverse("plan:dependency-add", args=[made.action_id]), {"needed": str(other), "note": "its text"})
    page = pat.get(reverse("plan:action-plan", args=[other])).content.decode()
    assert "What waits for this action" in page
    back = pat.post(reverse("plan:dependency-add", args=[other]), {"needed": str(made.action_id)})
    assert "neither could ever start" in back.content.decode()
    with people.pat.acting():
        wait = Dependency.objects.get(plan_id=made.plan_id)
    pat.post(reverse("plan:dependency-remove", args=[made.action_id, wait.pk]))
    with people.pat.acting():
        assert not Dependency.objects.filter(plan_id=made.plan_id).exists()


def test_a_file_is_kept_handed_out_as_a_download_and_removed(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    pat = client_of(people.pat)
    file = SimpleUploadedFile("Zeugnis “eins”.txt", b"<script>alert(1)</script>", "text/html")
    pat.post(reverse("plan:file-add", args=[made.action_id]), {"title": "Attendance", "file": file})
    with people.pat.acting():
        evidence = Evidence.objects.get(action_id=made.action_id)
    answer = client_of(people.vic).get(reverse("plan:evidence", args=[made.action_id, evidence.pk]))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"
    pat.post(reverse("plan:evidence-remove", args=[made.action_id, evidence.pk]))
    assert pat.get(reverse("plan:evidence", args=[made.action_id, evidence.pk])).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_in_words(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    file = BytesIO(b"MZ\x90\x00 program")
    file.name = "minutes.pdf"
    page = client_of(people.pat).post(
        reverse("plan:file-add", args=[made.action_id]), {"title": "Minutes", "file": file}
    )
    assert page.status_code == 422
    assert "The file is named .pdf but is" in page.content.decode()


def test_a_link_must_be_a_web_address(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    address = reverse("plan:link-add", args=[made.action_id])
    page = client_of(people.pat).post(address, {"title": "Minutes", "url": "javascript:alert(1)"})
    assert "starts with https://" in page.content.decode()
    assert (
        client_of(people.pat).post(address, {"title": "Minutes", "url": "https://kent.example/m"}).status_code == 302
    )


def test_agencies_are_named_by_coordinators_and_a_newer_naming_is_shown(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    address = reverse("plan:action-agencies", args=[made.action_id])
    assert client_of(people.pat).get(address).status_code == 403
    version = plans.action_of(people, made).version
    cora = client_of(people.cora)
    assert cora.post(address, {"part_0": "lead", "part_1": "deliverer", "version": version}).status_code == 302
    met = cora.post(address, {"part_0": "lead", "part_1": "", "version": version})
    assert met.status_code == 409
    assert "Somebody else saved a change" in met.content.decode()
    with people.cora.acting():
        parts = ActionAgency.objects.filter(action_id=made.action_id).values_list("named", "part")
        assert dict(parts) == {"Kent Police": "lead", "Victim Support": "deliverer"}
    none = cora.post(address, {"part_0": "", "part_1": "contributor", "version": version + 1})
    assert "Name at least one agency that leads." in none.content.decode()
