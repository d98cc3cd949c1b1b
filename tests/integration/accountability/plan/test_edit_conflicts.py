"""Two people editing at once lose nothing: the second sees both, in the page and in the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import UUID

import pytest
from django.db import connections
from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.models import Action, Plan, Revision, Timescale
from fourfold.accountability.plan.operations.actions import ActionWords, EditConflict, edit_action
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import INSTALLATION, Standing


def fields(title: str, text: str, version: int, due: tuple[str, str, str] = ("", "", "")) -> dict[str, object]:
    day, month, year = due
    return {
        "title": title,
        "text": text,
        "version": version,
        "due_on_day": day,
        "due_on_month": month,
        "due_on_year": year,
    }


def carried(html: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser sends them back."""
    import re

    return {
        name: value.replace("&#39;", "'")
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
        if name != "csrfmiddlewaretoken"
    }


def test_the_second_editor_sees_both_and_keeps_what_each_changed(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    before = plans.action_of(people, made)
    address = reverse("plan:action-edit", args=[made.action_id])
    client_of(people.pat).post(address, fields("Pat's title", before.text, before.version))

    cora = client_of(people.cora)
    mine = fields("Cora's title", before.text, before.version, ("31", "3", "2031"))
    page = cora.post(address, mine)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Pat&#39;s title" in html
    assert "Cora&#39;s title" in html

    sent = carried(html) | {"take_title": "theirs", "take_due_on": "mine", "version": before.version + 1}
    saved = cora.post(address, sent)
    assert saved.status_code == 302
    after = plans.action_of(people, made)
    assert after.title == "Pat's title"
    with people.cora.acting():
        assert str(Timescale.objects.get(action_id=made.action_id).date) == "2031-03-31"
        assert list(Revision.objects.filter(action_id=made.action_id).values_list("by_id", flat=True))[:2] == [
            people.cora.person_id,
            people.pat.person_id,
        ]


def test_a_third_edit_between_is_shown_too(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    before = plans.action_of(people, made)
    address = reverse("plan:action-edit", args=[made.action_id])
    pat, cora = client_of(people.pat), client_of(people.cora)
    pat.post(address, fields("Second", before.text, before.version))
    html = cora.post(address, fields("Mine", before.text, before.version)).content.decode()
    pat.post(address, fields("Third", before.text, before.version + 1))
    again = cora.post(address, carried(html) | {"take_title": "mine", "version": before.version + 1})
    assert again.status_code == 409
    assert "Third" in again.content.decode()
    assert "Mine" in again.content.decode()
    assert plans.action_of(people, made).title == "Third"


def test_a_choice_is_asked_for_where_both_changed_the_same(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    before = plans.action_of(people, made)
    address = reverse("plan:action-edit", args=[made.action_id])
    client_of(people.pat).post(address, fields("Theirs", before.text, before.version))
    cora = client_of(people.cora)
    html = cora.post(address, fields("Mine", before.text, before.version)).content.decode()
    page = cora.post(address, carried(html) | {"version": before.version + 1})
    assert "Choose whose short title to keep" in page.content.decode()
    assert "You both changed this" in page.content.decode()
    assert plans.action_of(people, made).title == "Theirs"


def test_a_status_changed_meanwhile_is_no_conflict_of_words(people: Cast) -> None:
    made = plans.make(people)
    before = plans.action_of(people, made)
    with people.pat.acting() as pat:
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=Progress("Begun.", Status.ON_TRACK))
    with people.cora.acting() as cora:
        words = ActionWords(title="New title", text=before.text)
        edit_action(actor=cora, now=now(), action_id=made.action_id, version=before.version, words=words)
    after = plans.action_of(people, made)
    assert (after.title, after.status) == ("New title", Status.ON_TRACK)


def test_an_update_never_overwrites_a_status_that_its_writer_did_not_see(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    with people.pat.acting() as pat:
        late = Progress("Late.", Status.OFF_TRACK, reason="Nobody to do it")
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=late)
    address = reverse("plan:update", args=[made.action_id])
    said = {"text": "All is well.", "status": "on-track", "status_seen": "not-started", "marking": "official"}
    page = client_of(people.cora).post(address, said)
    assert "Somebody changed the status to" in page.content.decode()
    assert "All is well." in page.content.decode()
    assert plans.action_of(people, made).status == Status.OFF_TRACK


@pytest.mark.django_db(databases=["default", "denials", "maintenance"], transaction=True, available_apps=[])
def test_of_two_transactions_that_save_one_version_at_once_one_gets_the_conflict(people: Cast) -> None:
    made = plans.make(people)
    try:
        version = plans.action_of(people, made).version
        first_has_saved, second_has_begun = Event(), Event()

        def save_first() -> str:
            try:
                with people.pat.acting() as actor:
                    _edit(actor, made.action_id, version, "Pat's")
                    first_has_saved.set()
                    second_has_begun.wait(timeout=20)
                    sleep(0.5)  # the second is inside its operation now, and the first commits only after
                return "saved"
            finally:
                connections.close_all()

        def save_second() -> str:
            try:
                first_has_saved.wait(timeout=20)
                with people.cora.acting() as actor:
                    second_has_begun.set()
                    _edit(actor, made.action_id, version, "Cora's")
                return "saved"
            except EditConflict as conflict:
                return f"conflict with {conflict.theirs.title}"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            ended = [pool.submit(save_first), pool.submit(save_second)]
            assert [future.result() for future in ended] == ["saved", "conflict with Pat's"]
        assert plans.action_of(people, made).title == "Pat's"
    finally:
        remove(made.plan_id)


def _edit(actor: Standing, action_id: UUID, version: int, title: str) -> None:
    words = ActionWords(title=title, text="The same words.")
    edit_action(actor=actor, now=now(), action_id=action_id, version=version, words=words)


def remove(plan_id: UUID) -> None:
    """Take a committed plan away again, past the protection that a running service has."""
    with connections["maintenance"].cursor() as cursor:
        for name in ("revision", "actionagency", "timescale", "word", "question", "action", "strand"):
            cursor.execute(f"delete from plan_{name} where plan_id = %s", [plan_id])
        cursor.execute("delete from plan_plan where id = %s", [plan_id])
    with acting_as(INSTALLATION.actor):
        assert not Plan.objects.filter(pk=plan_id).exists()
        assert not Action.objects.filter(plan_id=plan_id).exists()
