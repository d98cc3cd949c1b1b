"""The weekly digest: what stands in it, who gets one and who does not, and never a second in a week."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import pages, plans
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.accountability.chasing.domain.weeks import monday_of
from fourfold.accountability.chasing.models import Digest, MailedForm, Sweep
from fourfold.accountability.chasing.operations import digests
from fourfold.accountability.chasing.operations.digests import chase_now, choose_weekday, write_due_digests
from fourfold.accountability.plan.domain.states import Audience
from fourfold.accountability.plan.operations.actions import ActionWords, edit_action
from fourfold.accountability.plan.operations.plans import close_plan
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import LONDON, now, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.sealing.queries import unseal


def at(day: date, hour: int = 8) -> datetime:
    """A London moment."""
    return datetime.combine(day, datetime.min.time(), tzinfo=LONDON).replace(hour=hour, minute=3)


TUESDAY = monday_of(today()) + timedelta(days=8)
"""Of next week, so that what these tests make today lies before it."""


def due(people: Cast, action_id: UUID, on: date, **words: object) -> None:
    """Give an action a due date."""
    with people.cora.acting() as cora:
        said = ActionWords(title="Train staff", text="Train staff early.", due_on=on, **words)
        edit_action(actor=cora, now=now(), action_id=action_id, version=plans_version(action_id), words=said)


def plans_version(action_id: UUID) -> int:
    """The action's version."""
    from fourfold.accountability.plan.models import Action

    return Action.objects.values_list("version", flat=True).get(pk=action_id)


def write(moment: datetime) -> int:
    """The job, at a moment."""
    with acting_as(CHASER.actor):
        return write_due_digests(actor=CHASER, now=moment)


def letters() -> list[tuple[str, str, str]]:
    """Address, subject and text of the digests in the outbox."""
    from fourfold.trust.messages.models import Message
    from fourfold.trust.messages.operations.writing import SEALED_AS

    with acting_as(Actor.of_service(Service.MESSENGER)):
        return [
            (one.address, one.subject, unseal(one.sealed_body, kind=SEALED_AS))
            for one in Message.objects.filter(kind="digest").order_by("address")
        ]


def a_working_tuesday() -> date:
    """A Tuesday to come that is no bank holiday, nor is its Monday."""
    from fourfold.ground.kernel.working_days import is_working_day

    day = TUESDAY
    while not (is_working_day(day) and is_working_day(day - timedelta(days=1))):
        day += timedelta(days=7)
    return day


DAY = a_working_tuesday()


def test_the_champion_of_a_lead_gets_what_is_late_with_a_link(people: Cast) -> None:
    made = plans.make(people)
    due(people, made.action_id, DAY - timedelta(days=21))
    assert write(at(DAY)) == 1
    ((address, subject, text),) = letters()
    assert (address, subject) == (people.pat.email, "Your actions this week: 1 late")
    assert "Hello Pat Okafor," in text
    assert "- Prevent 1: Train staff\n  It was due on" in text
    assert ", 3 weeks ago." in text
    assert f"{settings.PUBLIC_ADDRESS}/by-mail/" in text
    with people.cora.acting():
        (digest,) = Digest.objects.all()
        assert digest.lines == [{"kind": "due-late", "subject": str(made.action_id)}]
        assert MailedForm.objects.get().digest_id == digest.pk


def test_the_officer_gets_it_in_place_of_the_agencys_champion(people: Cast) -> None:
    made = plans.make(people)
    due(people, made.action_id, DAY, accountable_officer=people.mia.person_id)
    write(at(DAY))
    assert [(address, text.count("It is due today.")) for address, _subject, text in letters()] == [
        (people.mia.email, 1)
    ]


def test_somebody_gets_one_a_week_however_often_the_job_runs(people: Cast) -> None:
    made = plans.make(people)
    due(people, made.action_id, DAY)
    assert [write(at(DAY, hour)) for hour in (7, 8, 8, 9, 17, 18)] == [0, 1, 0, 0, 0, 0]
    with people.pat.acting() as pat:
        choose_weekday(actor=pat, now=now(), weekday=Weekday.THURSDAY)
    assert write(at(DAY + timedelta(days=2))) == 0
    assert write(at(DAY + timedelta(days=7))) == 0
    assert write(at(DAY + timedelta(days=9))) == 1


def test_the_chosen_day_is_kept_and_a_missed_one_is_caught_up(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    due(people, made.action_id, DAY)
    answer = client_of(people.pat).post(reverse("chasing:your-mail"), {"weekday": Weekday.WEDNESDAY.value})
    assert answer.status_code == 302
    assert write(at(DAY)) == 0
    assert write(at(DAY + timedelta(days=2))) == 1


@pytest.mark.parametrize("how", ["nothing due", "closed plan", "board's plan", "leaver", "undeliverable"])
def test_who_gets_none(how: str, people: Cast) -> None:
    audience = Audience.BOARD if how == "board's plan" else Audience.PARTNERSHIP
    made = plans.make(people, audience=audience, readers=(people.cora, people.pat) if how == "board's plan" else ())
    if how != "nothing due":
        due(people, made.action_id, DAY, accountable_officer=people.leo.person_id if how == "leaver" else None)
    if how == "closed plan":
        with people.cora.acting() as cora:
            close_plan(actor=cora, now=now(), plan_id=made.plan_id)
    if how == "undeliverable":
        bounce(people.pat)
    write(at(DAY))
    expected = [people.pat.email] if how == "leaver" else []
    assert [address for address, _subject, _text in letters()] == expected


def bounce(who: Colleague) -> None:
    """A server refuses their address for good."""
    from fourfold.trust.messages.models import Undeliverable

    with acting_as(Actor.of_service(Service.MESSENGER)):
        Undeliverable.objects.create(address=who.email, since=now(), said="550")


def test_of_many_actions_ten_are_spelled_out(people: Cast) -> None:
    made = plans.make(people)
    keys = [made.action_id, *(plans.add(people, made.plan_id, f"Action {number}") for number in range(13))]
    for key in keys:
        due(people, key, DAY)
    write(at(DAY))
    ((_address, _subject, text),) = letters()
    assert text.count("/by-mail/") == 10
    assert "And 4 more. Sign in to see them:" in text


def test_an_action_without_news_for_two_months_is_asked_about(people: Cast) -> None:
    plans.make(people)
    later = DAY + timedelta(days=70)
    assert write(at(DAY)) == 0
    write(at(later))
    ((_address, subject, text),) = letters()
    assert subject == "Your actions this week: 1 without news"
    assert "Nothing has been said of it since" in text


def test_a_coordinator_puts_a_mail_forward_once(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    due(people, made.action_id, today())
    cora = client_of(people.cora)
    chase = reverse("chasing:chase-now", args=[people.pat.person_id])
    assert "goes out now" in pages.words(cora.post(chase, follow=True))
    again = cora.post(chase, follow=True)
    assert "Nobody gets more than one a week" in pages.words(again)
    assert len(letters()) == 1
    assert client_of(people.pat).post(chase).status_code == 403
    nothing = cora.post(reverse("chasing:chase-now", args=[people.vic.person_id]), follow=True)
    assert "Nothing waits for them" in pages.words(nothing)


def test_the_page_says_who_was_chased_and_who_is_silent(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    due(people, made.action_id, today() - timedelta(days=40))
    for week in range(4, 0, -1):
        write(at(DAY - timedelta(days=7 * (week + (DAY - today()).days // 7))))
    cora = client_of(people.cora)
    page = cora.get(reverse("chasing:chasing"))
    assert "Pat Okafor" in pages.words(page)
    assert len(pages.queries_of(cora, reverse("chasing:chasing"))) <= pages.MOST_QUERIES
    assert len(pages.queries_of(cora, reverse("chasing:chasing") + "?show=unreached")) <= pages.MOST_QUERIES
    silent = pages.words(cora.get(reverse("chasing:chasing"), {"show": "silent"}))
    assert "Pat Okafor" in silent
    assert client_of(people.pat).get(reverse("chasing:chasing")).status_code == 403


def test_what_nobody_can_be_written_to_for_is_shown(people: Cast, client_of: ClientOf) -> None:
    from fourfold.accountability.plan.domain.states import Part
    from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
    from fourfold.trust.partnership.queries import agency_ids_by_key

    made = plans.make(people)
    due(people, made.action_id, DAY)
    with people.cora.acting() as cora:
        fire = AgencyPart(agency_ids_by_key()["kent-fire-and-rescue"], "Kent Fire and Rescue", Part.LEAD)
        set_agencies(actor=cora, now=now(), action_id=made.action_id, parts=[fire])
    with acting_as(CHASER.actor):
        write_due_digests(actor=CHASER, now=at(DAY - timedelta(days=7 * ((DAY - today()).days // 7 + 1))))
    page = client_of(people.cora).get(reverse("chasing:chasing"), {"show": "unreached"})
    assert "Train staff" in pages.words(page)


def test_the_work_takes_as_many_statements_for_many_people_as_for_few(people: Cast) -> None:
    made = plans.make(people)
    due(people, made.action_id, DAY)

    def statements(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            write(at(day))
        return len(captured)

    statements(DAY)
    few = statements(DAY + timedelta(days=7))
    crowd(people, made, 50)
    assert statements(DAY + timedelta(days=14)) <= few
    assert len(letters()) == 53


def crowd(people: Cast, made: plans.Made, number: int) -> None:
    """More champions of the lead: each gets the line."""
    from fourfold.trust.partnership import operations
    from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
    from fourfold.trust.partnership.queries import agency_ids_by_key

    with acting_as(INSTALLATION.actor):
        police = agency_ids_by_key()["kent-police"]
        for one in range(number):
            new = operations.NewPerson(
                name=f"Person {one}", agency_id=police, kind=RoleKind.CHAMPION, email=f"p{one}@kent-police.example"
            )
            operations.add_person(actor=INSTALLATION, now=now(), since=today(), new=new)


def test_nobody_but_the_chaser_writes_digests(people: Cast) -> None:
    from fourfold.ground.kernel.errors import NotAllowed

    with people.cora.acting() as cora:
        with pytest.raises(NotAllowed):
            write_due_digests(actor=cora, now=at(DAY))
        with pytest.raises(BadInput):
            chase_now(actor=cora, now=now(), person_id=people.pat.person_id)


def test_the_database_holds_one_a_week_where_the_code_forgets(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's digest is written elsewhere between our asking and our writing: no second row, letter or link."""
    made = plans.make(people)
    due(people, made.action_id, DAY)
    assert write(at(DAY)) == 1
    monkeypatch.setattr(digests, "had_digest", lambda *_asked: set())
    monkeypatch.setattr(digests, "swept_since", lambda _monday: set())
    with acting_as(CHASER.actor):
        Sweep.objects.all().delete()
    assert write(at(DAY, 9)) == 0
    assert len(letters()) == 1
    with acting_as(CHASER.actor):
        assert (Digest.objects.count(), MailedForm.objects.count()) == (1, 1)
        first = Digest.objects.get()
        first.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            Digest.objects.bulk_create([first])
