"""Saying how an action goes: what is needed, what is refused, what is kept, and who reads it."""

from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.models import Comment, Timescale, Update
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as

SAID = {
    "text": "A first course has run",
    "status": "on-track",
    "status_seen": "not-started",
    "marking": "official",
}


def entries(permission: str, outcome: str) -> list[dict[str, object]]:
    """What the audit log holds of a kind."""
    from django.db import connections

    with acting_as(Actor.of_service(Service.AUDIT_SEALER)), connections["default"].cursor() as cursor:
        cursor.execute(
            "select subject_id, detail, actor from audit_entry where permission = %s and outcome = %s order by seq",
            [permission, outcome],
        )
        return [dict(zip(("subject_id", "detail", "actor"), row, strict=True)) for row in cursor.fetchall()]


def test_an_update_moves_the_status_and_stands_in_the_timeline(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    pat = client_of(people.pat)
    answer = pat.post(reverse("plan:update", args=[made.action_id]), SAID)
    assert answer.status_code == 302
    assert plans.action_of(people, made).status == Status.ON_TRACK
    page = pat.get(reverse("plan:action-timeline", args=[made.action_id])).content.decode()
    assert "Status changed from not started to on track" in page
    assert "Pat Okafor" in page
    history = pat.get(reverse("plan:action-history", args=[made.action_id])).content.decode()
    assert "Changed status" in history


def test_a_reason_is_asked_for_and_what_was_typed_stays(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    address = reverse("plan:update", args=[made.action_id])
    page = client_of(people.pat).post(address, SAID | {"status": "off-track"})
    html = page.content.decode()
    assert page.status_code == 422
    assert "Say why the action is off track." in html
    assert "A first course has run" in html
    assert plans.action_of(people, made).status == Status.NOT_STARTED


def test_what_looks_personal_is_asked_about_and_can_be_confirmed(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    address = reverse("plan:update", args=[made.action_id])
    said = SAID | {"text": "Met the mother, Anna Smith, aged 15."}
    pat = client_of(people.pat)
    plain = pat.get(address).content.decode()
    assert "I have checked" not in plain
    page = pat.post(address, said).content.decode()
    assert "This looks like personal data" in page
    assert "I have checked" in page
    assert pat.post(address, said | {"checked": "on"}).status_code == 302


def test_a_review_that_was_done_gets_its_next_date(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    with people.cora.acting():
        Timescale.objects.create(plan_id=made.plan_id, action_id=made.action_id, kind="review", date="2026-01-31")
    address = reverse("plan:update", args=[made.action_id])
    pat = client_of(people.pat)
    page = pat.post(address, SAID | {"reviewed": "on"}).content.decode()
    assert "Enter when the next review is" in page
    following = {"reviewed_next_on_day": "31", "reviewed_next_on_month": "1", "reviewed_next_on_year": "2101"}
    assert pat.post(address, SAID | {"reviewed": "on"} | following).status_code == 302
    with people.cora.acting():
        dates = Timescale.objects.filter(action_id=made.action_id).order_by("date")
        assert [(str(item.date), item.done_on is None) for item in dates] == [
            ("2026-01-31", False),
            ("2101-01-31", True),
        ]


def test_a_restricted_update_reaches_its_named_readers_alone_and_each_reading_is_kept(
    people: Cast, client_of: ClientOf
) -> None:
    made = plans.make(people)
    with people.pat.acting() as pat:
        progress = Progress(
            "Quiet words for a few.",
            Status.NOT_STARTED,
            marking=Marking.OFFICIAL_SENSITIVE,
            readers=(people.vic.user_id,),
        )
        update = post_update(actor=pat, now=now(), action_id=made.action_id, progress=progress)
    address = reverse("plan:action-timeline", args=[made.action_id])
    before = len(entries("plan:read-restricted-update", "read"))
    for who, sees in ((people.vic, True), (people.pat, True), (people.mia, False), (people.cora, False)):
        page = client_of(who).get(address).content.decode()
        assert ("Quiet words for a few." in page) is sees, who.key
        assert ("OFFICIAL-SENSITIVE" in page) is sees, who.key
    kept = entries("plan:read-restricted-update", "read")[before:]
    assert [entry["actor"] for entry in kept] == [f"person:{who.user_id}" for who in (people.vic, people.pat)]
    assert all(str(update.pk) in str(entry["detail"]) for entry in kept)
    about = client_of(people.vic).get(reverse("plan:action", args=[made.action_id])).content.decode()
    assert "Quiet words" not in about


def test_the_wall_hides_a_restricted_update_when_the_query_forgets(people: Cast) -> None:
    made = plans.make(people)
    with people.pat.acting() as pat:
        progress = Progress("Quiet.", Status.NOT_STARTED, marking=Marking.OFFICIAL_SENSITIVE)
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=progress)
    with people.mia.acting():
        assert not Update.objects.filter(action_id=made.action_id).exists()


def test_who_may_not_move_an_action_can_comment(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    vic = client_of(people.vic)
    page = vic.get(reverse("plan:action", args=[made.action_id])).content.decode()
    assert "does not lead or deliver this action" in page
    assert "Post an update" not in page
    assert vic.post(reverse("plan:comment", args=[made.action_id]), {"text": "We can help."}).status_code == 302
    with people.cora.acting():
        assert Comment.objects.get(action_id=made.action_id).by == "Vic Rowe"


def test_the_timeline_turns_its_pages_without_losing_an_entry(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    with people.vic.acting() as vic:
        at = now()
        Comment.objects.bulk_create(
            Comment(
                plan_id=made.plan_id, action_id=made.action_id, author_id=vic.person_id, at=at, text=f"word-{n:02}"
            )
            for n in range(65)
        )
    client = client_of(people.vic)
    seen = ""
    for page in (1, 2, 3):
        seen += client.get(reverse("plan:action-timeline", args=[made.action_id]) + f"?page={page}").content.decode()
    assert all(seen.count(f"word-{n:02}") == 1 for n in range(65))
