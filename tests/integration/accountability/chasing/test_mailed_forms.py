"""A form by mail: one action, one person, one browser, one use; and every wall of the plan."""

from datetime import timedelta

import pytest
from django.test import Client
from tests import mailed, pages, plans
from tests.people import Cast, ClientOf

from fourfold.accountability.chasing.models import MailedForm
from fourfold.accountability.chasing.operations.forms import open_form, use_form
from fourfold.accountability.chasing.queries.forms import DOOR
from fourfold.accountability.plan.domain.states import Audience, Marking, Status
from fourfold.accountability.plan.models import Update
from fourfold.accountability.plan.operations.plans import close_plan
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.postgres.context import acting_as

SAID = {"text": "Two courses ran", "status": "on-track", "status_seen": "not-started"}


def updates(people: Cast, made: plans.Made) -> list[Update]:
    """The action's updates, newest first."""
    with people.cora.acting():
        return list(Update.objects.filter(action_id=made.action_id).select_related("author"))


def letters() -> list[tuple[str, str]]:
    """Kind and subject of what stands in the outbox."""
    from fourfold.trust.messages.models import Message

    with acting_as(Actor.of_service(Service.MESSENGER)):
        return list(Message.objects.values_list("kind", "subject"))


def test_somebody_who_only_has_the_mail_posts_an_update_in_their_name(people: Cast) -> None:
    made = plans.make(people)
    path, browser = mailed.link(people.pat, made.action_id), Client()
    first = browser.get(path)
    assert "We sent this link to Pat Okafor, Kent Police" in pages.words(first)
    assert "Train staff" in pages.words(first)
    assert "see the signs early" not in pages.words(first)
    mailed.opened_in(browser, path)
    assert "see the signs early" in pages.words(browser.get(path))
    answer = browser.post(path, SAID)
    assert answer.status_code == 302
    (update,) = updates(people, made)
    assert (update.text, update.author.name, update.status_after) == ("Two courses ran", "Pat Okafor", "on-track")
    assert "Thank you" in pages.words(browser.get(path))
    assert ("form-receipt", "Your link was used") in letters()
    assert "sessionid" not in browser.cookies
    assert "session" not in browser.cookies


def test_fetching_changes_nothing_however_often(people: Cast) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    for scanner in (Client(), Client(), Client()):
        assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == 200
    mailed.opened_in(Client(), path)


def test_a_forwarded_link_is_told_so_and_posts_nothing(people: Cast) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    mailed.opened_in(Client(), path)
    other = Client()
    for answer in (other.get(path), other.post(path, SAID)):
        assert "opened in another browser" in pages.words(answer)
        assert "Train staff" not in pages.words(answer)
        assert "Pat Okafor" not in pages.words(answer)
    assert updates(people, made) == []


def test_a_link_is_used_once(people: Cast) -> None:
    made = plans.make(people)
    path, browser = mailed.link(people.pat, made.action_id), Client()
    mailed.opened_in(browser, path).post(path, SAID)
    browser.post(path, SAID | {"text": "And again", "status_seen": "on-track"})
    assert len(updates(people, made)) == 1
    assert "This link has been used" in pages.words(Client().get(path))


def test_an_expired_link_and_an_unknown_one_give_the_same_page(people: Cast) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    with acting_as(DOOR):
        MailedForm.objects.update(made_at=now() - timedelta(days=8), expires_at=now() - timedelta(days=1))
    unknown = "/by-mail/nothing-of-ours/"
    expired, absent = Client().get(path), Client().get(unknown)
    assert expired.status_code == absent.status_code == 404
    assert pages.bytes_of(expired).replace(path.encode(), b"") == pages.bytes_of(absent).replace(
        unknown.encode(), b""
    )


def test_a_newer_link_ends_the_older(people: Cast) -> None:
    made = plans.make(people)
    old, new = mailed.link(people.pat, made.action_id), mailed.link(people.pat, made.action_id)
    assert "There is a newer link" in pages.words(Client().get(old))
    mailed.opened_in(Client(), new)


def test_what_the_plan_refuses_is_shown_and_the_link_stays(people: Cast) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    browser = mailed.opened_in(Client(), path)
    answer = browser.post(path, SAID | {"status": "off-track"})
    assert answer.status_code == 422
    assert "Say why the action is off track." in pages.words(answer)
    assert "Two courses ran" in answer.content.decode()
    personal = browser.post(path, SAID | {"text": "Spoke to the boy aged 14"})
    assert "looks like personal data" in pages.words(personal)
    browser.post(path, SAID | {"text": "Spoke to the boy aged 14", "checked": "on"})
    assert len(updates(people, made)) == 1


def test_every_wall_of_the_plan_holds(people: Cast) -> None:
    made = plans.make(people)
    leaver = mailed.link(people.leo, made.action_id)
    stranger = mailed.link(people.vic, made.action_id)
    assert "no longer have a role" in pages.words(Client().get(leaver))
    assert "does not lead or deliver this action" in pages.words(Client().get(stranger))
    path = mailed.link(people.pat, made.action_id)
    browser = mailed.opened_in(Client(), path)
    with people.cora.acting() as cora:
        close_plan(actor=cora, now=now(), plan_id=made.plan_id)
    assert "This plan is closed" in pages.words(browser.post(path, SAID))
    assert updates(people, made) == []


def test_a_restricted_plan_is_never_opened_by_mail(people: Cast) -> None:
    made = plans.make(people, audience=Audience.BOARD, readers=(people.cora, people.pat))
    answer = Client().get(mailed.link(people.pat, made.action_id))
    assert "for named people only" in pages.words(answer)
    assert "Train staff" not in pages.words(answer)


def test_a_restricted_update_never_shows(people: Cast) -> None:
    made = plans.make(people)
    with people.pat.acting() as pat:
        secret = Progress(text="CANARY restricted", status=Status.NOT_STARTED, marking=Marking.OFFICIAL_SENSITIVE)
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=secret)
    path = mailed.link(people.pat, made.action_id)
    assert "CANARY" not in pages.words(mailed.opened_in(Client(), path).get(path))


def test_a_new_link_goes_to_the_same_person_once_an_hour_and_nobody_is_told(people: Cast) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    with acting_as(DOOR):
        MailedForm.objects.update(made_at=now() - timedelta(days=8), expires_at=now() - timedelta(days=1))
    answers = [Client().post(f"{where}new/") for where in (path, path, "/by-mail/nothing-of-ours/")]
    assert len({pages.bytes_of(answer) for answer in answers}) == 1
    assert [kind for kind, _subject in letters()] == ["mailed-form"]


def test_the_address_is_kept_from_caches_and_other_sites(people: Cast) -> None:
    made = plans.make(people)
    for path in (mailed.link(people.pat, made.action_id), "/by-mail/nothing-of-ours/"):
        answer = Client().get(path)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer["X-Robots-Tag"]


def test_somebody_else_signed_in_still_posts_as_the_addressee(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    mailed.opened_in(client_of(people.mia), path).post(path, SAID)
    browser = client_of(people.mia)
    assert browser.get(path).status_code == 410
    assert [update.author.name for update in updates(people, made)] == ["Pat Okafor"]


def test_the_token_stands_in_no_log(people: Cast, caplog: pytest.LogCaptureFixture) -> None:
    made = plans.make(people)
    path = mailed.link(people.pat, made.action_id)
    token = path.strip("/").split("/")[1]
    with caplog.at_level("DEBUG", logger="fourfold"):
        browser = mailed.opened_in(Client(), path)
        browser.post(path, SAID)
        Client().post(f"{path}new/")
    assert len(caplog.records) >= 3
    assert all(token not in str(vars(record)) for record in caplog.records)


def test_the_act_itself_asks_again_for_link_and_browser(people: Cast) -> None:
    """Two windows of one browser send at once, and whoever has the token alone: the page's own check is passed."""
    made = plans.make(people)
    token = mailed.link(people.pat, made.action_id).strip("/").split("/")[1]
    progress = Progress(text="Once", status=Status.NOT_STARTED)
    browser = open_form(token=token, now=now())
    assert browser
    assert open_form(token=token, now=now()) is None
    for other in ("", "another"):
        with pytest.raises(Conflict):
            use_form(token=token, browser=other, now=now(), progress=progress)
    use_form(token=token, browser=browser, now=now(), progress=progress)
    with pytest.raises(Conflict):
        use_form(token=token, browser=browser, now=now(), progress=progress)
    assert len(updates(people, made)) == 1
