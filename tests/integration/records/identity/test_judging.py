"""What people decide holds until they take it back; then everything is as if it had never been said."""

from uuid import UUID

import pytest
from tests import pages
from tests.deliveries import EPISODES, episode
from tests.linking import ada, delivered, groups, state, subject_of
from tests.people import Cast, Colleague
from tests.records import OWN, SAFEGUARDING, ask_owner, client_for, exclude, give, make_live, relate, sight

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.operations import ask_for_run, judge, reviewing, withdraw_judgement, work_off_waiting
from fourfold.records.identity.queries.people import same_person
from fourfold.trust.partnership.domain.roles import LINKER

UNSURE = {"surname": "Novak", "date_of_birth": "2010-03-05", "address": "9 Union Street", "postcode": "CT1 1AA"}
"""Nearly Ada's name and day of birth, and another home: this is asked."""
BO = {"forename": "Bela", "surname": "Quist", "date_of_birth": "2001-07-30", "postcode": "CT16 1AA"}


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes, and read their own."""
    make_live("kent-police", EPISODES)
    give(OWN)


def say(who: Colleague, left: UUID, right: UUID, judgement: Judgement, reason: str = "They told us.") -> UUID:
    """Judge, as somebody who looks for safeguarding."""
    with sight(who, SAFEGUARDING) as seen:
        return judge(
            actor=seen.looker.standing, now=now(), left=left, right=right, judgement=judgement, reason=reason
        )


def take_back(who: Colleague, override_id: UUID) -> None:
    with sight(who, SAFEGUARDING) as seen:
        withdraw_judgement(
            actor=seen.looker.standing, now=now(), override_id=override_id, reason="It was somebody else."
        )


def test_a_judgement_holds_through_every_run_and_a_new_model(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2), episode(3, **BO))
    one, two, three = (subject_of(number) for number in (1, 2, 3))
    before = state()
    apart = say(people.pat, one, two, Judgement.APART)
    together = say(people.pat, two, three, Judgement.TOGETHER)
    held = [sorted([two, three])]
    assert groups() == held
    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    [run] = work_off_waiting()
    assert (run.state, ask_owner("select max(version) from identity_linkmodel")) == ("done", [[2]])
    assert groups() == held
    take_back(people.pat, together)
    take_back(people.pat, apart)
    assert state()["persons"] == before["persons"]


def test_what_contradicts_is_refused(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2), episode(3, **BO))
    one, two, three = (subject_of(number) for number in (1, 2, 3))
    say(people.pat, one, two, Judgement.TOGETHER)
    say(people.pat, two, three, Judgement.TOGETHER)
    for left, right, judgement in (
        (one, three, Judgement.APART),
        (one, two, Judgement.APART),
        (two, one, Judgement.TOGETHER),
    ):
        with pytest.raises(Conflict):
            say(people.pat, left, right, judgement)
    with pytest.raises(BadInput):
        say(people.pat, one, three, Judgement.TOGETHER, reason=" ")


def test_whoever_does_not_see_both_decides_nothing(people: Cast) -> None:
    delivered(people.pat, ada(1), episode(3, **BO))
    one, three = subject_of(1), subject_of(3)
    with pytest.raises(NotFound):
        say(people.mia, one, three, Judgement.TOGETHER)
    exclude(people.pat, three)
    with pytest.raises(NotFound):
        say(people.pat, one, three, Judgement.TOGETHER)
    assert groups() == []


def test_who_works_with_somebody_is_told_what_changed_if_they_see_all_of_it(people: Cast) -> None:
    delivered(people.pat, ada(1), episode(3, **BO))
    relate(people.pat, "case", "person", subject_of(1))
    relate(people.mia, "case", "person", subject_of(1))
    say(people.pat, subject_of(1), subject_of(3), Judgement.TOGETHER)
    letters = ask_owner("select subject, to_user from outbox_message where starts_with(key, 'people-changed:')")
    assert letters == [["Records of somebody you work with were joined or parted", str(people.pat.user_id)]]
    with sight(people.pat, SAFEGUARDING) as seen:
        assert same_person(seen, subject_of(1)) == sorted([subject_of(1), subject_of(3)])
    with sight(people.mia, SAFEGUARDING) as seen:
        assert same_person(seen, subject_of(1)) == []


def test_what_was_said_on_a_page_is_taken_back_there(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2))
    one, two = subject_of(1), subject_of(2)
    joined = groups()
    path, client = f"/records/people/{one}/judgements/", client_for(people.pat, SAFEGUARDING)
    say(people.pat, one, two, Judgement.APART, "Two cousins, says the school.")
    shown = pages.words(client.get(path))
    assert "are two people" in shown
    assert "Two cousins, says the school." in shown
    for page in (path, f"/records/people/{one}/changes/"):
        assert len(pages.queries_of(client, page)) <= pages.MOST_QUERIES
    (kept,) = ask_owner("select id from identity_override")[0]
    back = f"/records/people/{one}/judgements/{kept}/take-back/"
    assert client_for(people.mia, SAFEGUARDING).get(back).status_code in (403, 404)
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "They are one after all."}).status_code == 302
    assert groups() == joined
    assert "are two people" not in pages.words(client.get(path))
    assert client.post(back, {"reason": "Again."}).status_code == 404


def test_a_question_is_asked_again_when_its_answer_is_taken_back(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "is_sampled", lambda _mac: False)
    delivered(people.pat, ada(1), ada(2, **UNSURE))
    [[task, weight]] = ask_owner("select id, weight from identity_task where state = 'open'")
    with sight(people.pat, SAFEGUARDING) as seen:
        said = reviewing.Answer("AA", "One address was her aunt's.")
        reviewing.answer(sight=seen, now=now(), task_id=UUID(task), said=said)
    assert ask_owner("select state from identity_task") == [["decided"]]
    with sight(people.pat, SAFEGUARDING) as seen:
        reviewing.take_back(sight=seen, now=now(), task_id=UUID(task), reason="It was her cousin's.")
    assert ask_owner("select weight from identity_task where state = 'open'") == [[weight]]
