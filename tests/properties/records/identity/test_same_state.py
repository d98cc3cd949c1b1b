"""Whatever is said, delivered and taken back, in whatever order: who is one person follows from what stands alone."""

import random
from uuid import UUID

import pytest
from django.db import connection
from tests.deliveries import EPISODES, deliver, episode
from tests.linking import ada, delivered, groups, state, subject_of
from tests.people import Cast
from tests.records import OWN, POLICE, SAFEGUARDING, agency, as_owner, ask_owner, give, make_live, sight

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations import undo
from fourfold.records.feeds.operations.removing import remove_records
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.operations import judge, withdraw_judgement, work_off_waiting
from fourfold.trust.partnership.domain.roles import LINKER

FORENAMES = ("Ada", "Ada", "Aida", "Lena", "A")
HOMES = ("ME16 8DP", "ME16 8DP", "ME16 8DQ", "CT16 1AA")
BIRTHS = ("2010-03-04", "2010-03-04", "2010-04-03", "2011-03-04")
BO = {"forename": "Bela", "surname": "Quist", "date_of_birth": "2001-07-30", "postcode": "CT16 1AA"}

pytestmark = pytest.mark.django_db(databases=["default", "denials", "maintenance"])


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes, and read their own."""
    make_live("kent-police", EPISODES)
    give(OWN)


class Play:
    """Some steps, each of which can be taken back."""

    def __init__(self, people: Cast, seed: int) -> None:
        self.rng = random.Random(seed)
        self.pat, self.dan = people.pat, people.dan
        self.number = 0
        self.subjects: list[UUID] = []

    def rows(self, count: int) -> list[dict[str, str]]:
        """Episodes of somebody who is more or less Ada."""
        made = []
        for _ in range(count):
            self.number += 1
            home, born = self.rng.choice(HOMES), self.rng.choice(BIRTHS)
            made.append(ada(self.number, forename=self.rng.choice(FORENAMES), postcode=home, date_of_birth=born))
        return made

    def deliver(self, count: int) -> UUID:
        """A file of some rows, linked."""
        delivery = deliver(self.pat, self.rows(count))
        work_off_waiting()
        return delivery.pk

    def undo(self, delivery_id: UUID) -> None:
        """Take it back, and link what changed."""
        with self.pat.acting() as actor:
            undo(actor=actor, now=now(), delivery_id=delivery_id, because="It was the wrong file.")
        work_off_waiting()

    def remove(self, *subjects: UUID) -> None:
        """Destroy all records of these, and link what changed."""
        ids = [
            UUID(key)
            for (key,) in ask_owner(
                "select id from feeds_record where subject_id = any (%s::uuid[])", [list(map(str, subjects))]
            )
        ]
        with self.dan.acting() as actor:
            remove_records(actor=actor, now=now(), holder_id=agency(POLICE), record_ids=ids)
        work_off_waiting()

    def judge(self) -> UUID | None:
        """Say something of two; None where it contradicts."""
        left, right = self.rng.sample(self.subjects, 2)
        judgement = self.rng.choice((Judgement.TOGETHER, Judgement.APART))
        with sight(self.pat, SAFEGUARDING) as seen:
            try:
                return judge(
                    actor=seen.looker.standing, now=now(), left=left, right=right, judgement=judgement, reason="Said."
                )
            except Conflict:
                return None

    def withdraw(self, override_id: UUID) -> None:
        """Take it back."""
        with sight(self.pat, SAFEGUARDING) as seen:
            withdraw_judgement(actor=seen.looker.standing, now=now(), override_id=override_id, reason="No.")


def from_scratch() -> list[list[object]]:
    """Who is one person, found with nothing but records, model and judgements."""
    from fourfold.records.identity.models import Run
    from fourfold.records.identity.operations.deciding import decide
    from fourfold.records.identity.operations.describing import compare
    from fourfold.records.identity.operations.modelling import in_use
    from fourfold.records.identity.queries import holding

    as_owner("delete from access_sameperson")
    with acting_as(LINKER.actor):
        run = Run.objects.create(kind="full", state="running", asked_by="test", asked_at=now())
        holding.forget_pairs()
        with in_use(now()) as scales:
            compare([key for _subject, key in holding.live_descriptions(None, 10_000)], scales)
            decide(run, scales, None, now())
    return state()["persons"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_taken_back_leaves_nothing(people: Cast, seed: int) -> None:
    play = Play(people, seed)
    play.deliver(6)
    play.subjects = [subject_of(number) for number in range(1, 7)]
    states, steps = [state()], []
    for _ in range(5):
        if play.rng.random() < 0.35:
            delivery_id = play.deliver(3)
            steps.append(lambda key=delivery_id: play.undo(key))
        elif (override_id := play.judge()) is not None:
            steps.append(lambda key=override_id: play.withdraw(key))
        else:
            continue
        states.append(state())
    with connection.cursor() as cursor:
        cursor.execute("savepoint here")
        assert from_scratch() == states[-1]["persons"]
        cursor.execute("rollback to savepoint here")
    states.pop()
    while steps:
        steps.pop()()
        assert state() == states.pop()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_removal_leaves_what_would_be_without_the_removed(people: Cast, seed: int) -> None:
    play = Play(people, seed)
    play.deliver(6)
    play.subjects = [subject_of(number) for number in range(1, 7)]
    play.judge()
    before = state()
    play.deliver(3)
    play.remove(*(subject_of(number) for number in (7, 8, 9)))
    assert state() == before
    play.judge()
    play.remove(*play.rng.sample(play.subjects, 2))
    kept = state()["persons"]
    assert from_scratch() == kept


def test_whom_one_removed_reference_joined_are_two_again(people: Cast) -> None:
    of_both = episode(4, **BO) | {"person_reference": "P2"}
    delivered(people.pat, ada(1), ada(2), episode(3, **BO), of_both)
    one, two, three = (subject_of(number) for number in (1, 2, 3))
    assert groups() == [sorted([one, two, three])]
    Play(people, 1).remove(two)
    assert groups() == []


def test_a_judgement_about_one_who_is_removed_joins_nobody_else(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2, **BO), ada(3, forename="Cyrus", surname="Marl", date_of_birth="1999-12-01"))
    one, two, three = (subject_of(number) for number in (1, 2, 3))
    for other in (one, three):
        with sight(people.pat, SAFEGUARDING) as seen:
            actor, together = seen.looker.standing, Judgement.TOGETHER
            judge(actor=actor, now=now(), left=two, right=other, judgement=together, reason="Said.")
    assert groups() == [sorted([one, two, three])]
    Play(people, 1).remove(two)
    assert groups() == []
