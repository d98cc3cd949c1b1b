"""Who sees a question, an opinion and a decision: held by the database, whatever Python would let through."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from tests import records, reviews
from tests.people import Cast, Colleague
from tests.records import CRIME, SAFEGUARDING, Told
from tests.reviews import CARE, Asked

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.records.feeds.queries.records import newest_of
from fourfold.records.feeds.queries.sight import Sight
from fourfold.records.identity.domain.opinions import Settled
from fourfold.records.identity.domain.states import Judgement, TaskState
from fourfold.records.identity.models import Opinion, Override, Task
from fourfold.records.identity.operations import reviewing
from fourfold.records.identity.operations.reviewing import Answer, answer, take_back
from fourfold.records.identity.queries import tasks
from fourfold.records.identity.queries.tasks import Wanted, question, queue

See = Callable[[Colleague], AbstractContextManager[Sight]]
SEES: See = partial(records.sight, purpose=SAFEGUARDING)


def say(who: Colleague, asked: Asked, groups: str, reason: str = "A slip of the pen") -> Settled:
    with SEES(who) as sight:
        return answer(sight=sight, now=now(), task_id=asked.task_id, said=Answer(groups, reason))


@pytest.fixture
def nobody_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "is_sampled", lambda _mac: False)


# Questions ----------------------------------------------------------------------------------------------


def test_a_question_is_seen_by_those_who_see_a_record_of_each(people: Cast, asked: Asked) -> None:
    with SEES(people.sam) as sight:
        assert list(queue(sight, Wanted())) == [Task.objects.get()]
        found = question(sight, asked.task_id)
    assert [side.subject_id for side in found.sides] == list(asked.subjects)
    assert {side.shown[0].values["born_on"] for side in found.sides} == {"2009-02-01", "2009-01-02"}
    assert set(found.pairs[0].shown) == {"forename", "surname", "birth", "place"}
    assert found.pairs[0].hidden is None


@pytest.mark.parametrize(
    ("who", "purpose"), [("pat", SAFEGUARDING), ("mia", SAFEGUARDING), ("sam", CRIME), ("sam", "")]
)
def test_others_find_none_and_no_opinion(people: Cast, asked: Asked, who: str, purpose: str) -> None:
    """Kent Police see one of the two alone; Medway none; the county none for another purpose."""
    say(people.sam, asked, "")
    with records.sight(getattr(people, who), purpose) as sight:
        assert not Task.objects.exists()
        assert who == "sam" or not Opinion.objects.exists()
        with pytest.raises(NotFound):
            question(sight, asked.task_id)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from identity_compared(%s)", [asked.task_id])
            assert cursor.fetchone() == (0,)


def test_a_relative_is_not_asked(people: Cast, asked: Asked) -> None:
    records.exclude(people.sam, asked.subjects[0])
    with SEES(people.sam):
        assert not Task.objects.exists()


def test_a_record_that_is_locked_is_not_enough(people: Cast, past_the_walls: None) -> None:
    """Of one of them no more than name and date of birth is shared: that somebody is known, not who is who."""
    grants = reviews.world()
    asked = reviews.twins_or_one()
    records.end(grants["police"])
    records.give(reviews.FROM_POLICE.changed(fields=("name", "born_on")))
    with SEES(people.sam) as sight:
        assert not Task.objects.exists()
        assert set(newest_of(sight, asked.subjects)) < set(asked.subjects)


def test_python_hides_a_question_that_the_database_would_show(people: Cast, asked: Asked) -> None:
    records.as_owner("create policy see_all on identity_task for select to fourfold_app using (true)")
    with SEES(people.pat) as sight:
        assert Task.objects.exists()
        with pytest.raises(NotFound):
            question(sight, asked.task_id)


def test_what_the_model_found_is_read_by_nobody_as_it_stands(people: Cast, asked: Asked) -> None:
    with SEES(people.sam), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Task.objects.values_list("pairs", flat=True).get()


def test_a_feature_is_shown_where_its_fields_are_shared_on_both_sides(people: Cast, past_the_walls: None) -> None:
    """Not shared by the police: the home. Its points are in one sum with no name to it."""
    grants = reviews.world()
    asked = reviews.twins_or_one()
    records.end(grants["police"])
    without_home = reviews.FROM_POLICE.changed(fields=("name", "born_on", "sex", "postcode"))
    records.give(without_home)
    with SEES(people.sam) as sight:
        found = question(sight, asked.task_id).pairs[0]
        with connection.cursor() as cursor:
            cursor.execute("select jsonb_exists(shown, 'place') from identity_compared(%s)", [asked.task_id])
            assert cursor.fetchone() == (False,)
    told = reviews.pair(uuid4(), uuid4(), reviews.ALIKE)
    assert set(found.shown) == {"forename", "surname", "birth"}
    assert found.hidden == pytest.approx(told["part_place"])
    assert found.weight == pytest.approx(told["weight"])


def test_python_hides_a_feature_that_the_database_would_show(
    people: Cast, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "fields_of", lambda feature, _level: {"upn"} if feature == "birth" else {"name"})
    monkeypatch.setattr(tasks, "load_catalogue", _Catalogue)
    with SEES(people.sam) as sight:
        found = question(sight, asked.task_id).pairs[0]
    assert "birth" not in found.shown
    assert found.hidden == pytest.approx(reviews.pair(uuid4(), uuid4(), reviews.ALIKE)["part_birth"])


class _Field:
    def __init__(self, key: str) -> None:
        self.key = key


class _Set:
    said = (_Field("name"), _Field("upn"))


class _Catalogue:
    data_sets = dict.fromkeys([records.MISSING, CARE], _Set())


# Opinions ----------------------------------------------------------------------------------------------


def test_a_second_reviewer_reads_the_first_opinion_after_their_own(people: Cast, asked: Asked) -> None:
    assert say(people.sam, asked, "").state is TaskState.SECOND
    with SEES(people.cora) as sight:
        assert not Opinion.objects.exists()
        assert question(sight, asked.task_id).given == 1
        assert list(queue(sight, Wanted(state=TaskState.SECOND))) == [Task.objects.get()]
        with connection.cursor() as cursor:
            cursor.execute("select identity_said(%s)", [asked.task_id])
            assert cursor.fetchone() == (None,)
    with SEES(people.sam) as sight:
        assert not queue(sight, Wanted()).exists()
    say(people.cora, asked, "AA")
    with SEES(people.cora):
        assert Opinion.objects.count() == 2


def test_nobody_speaks_in_anothers_name_or_twice(people: Cast, asked: Asked) -> None:
    usual = {"task_id": asked.task_id, "judgement": "apart", "groups": "AB", "reason": "So", "at": now()}
    with SEES(people.sam), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Opinion.objects.create(reviewer=people.cora.user_id, **usual)
    with SEES(people.pat), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Opinion.objects.create(reviewer=people.pat.user_id, **usual)
    say(people.sam, asked, "")
    with SEES(people.sam), pytest.raises(IntegrityError, match="opinion_once"), transaction.atomic():
        Opinion.objects.create(reviewer=people.sam.user_id, **usual)
    with pytest.raises(Conflict):
        say(people.sam, asked, "AA")


@pytest.mark.parametrize(
    ("groups", "reason"), [("AA", " "), ("AAA", "So"), ("A", "So"), ("AZ", "So"), ("AA", "x" * 2001)]
)
def test_an_answer_that_does_not_fit_is_refused_whole(people: Cast, asked: Asked, groups: str, reason: str) -> None:
    with pytest.raises(BadInput):
        say(people.sam, asked, groups, reason)
    with SEES(people.sam):
        assert not Opinion.objects.exists()


# Decisions ----------------------------------------------------------------------------------------------


def decided(who: Colleague) -> list[str]:
    with SEES(who):
        return list(Override.objects.filter(ended_at=None).values_list("judgement", flat=True))


def test_one_opinion_decides_and_is_taken_back(people: Cast, asked: Asked, nobody_is_sampled: None) -> None:
    assert say(people.sam, asked, "AA").state is TaskState.DECIDED
    with SEES(people.cora):
        kept = Override.objects.get()
    assert (kept.left_id, kept.right_id, kept.judgement) == (*asked.subjects, Judgement.TOGETHER)
    assert (kept.decided_by, kept.task_id) == (people.sam.user_id, asked.task_id)
    with SEES(people.pat):
        assert not Override.objects.exists()
    with SEES(people.cora) as sight:
        take_back(sight=sight, now=now(), task_id=asked.task_id, reason="Twins, says the school")
    with SEES(people.sam):
        ended = Override.objects.get()
    assert (ended.ended_by, ended.ended_because) == (people.cora.user_id, "Twins, says the school")


def test_nothing_is_in_force_while_two_disagree_and_a_third_settles_it(
    people: Cast, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "is_sampled", lambda _mac: True)
    assert say(people.sam, asked, "AA").state is TaskState.SECOND
    assert decided(people.sam) == []
    assert say(people.cora, asked, "AB") == Settled(TaskState.SECOND, disagreed=True)
    assert decided(people.sam) == []
    with SEES(people.ada) as sight:
        assert [one.groups for one in question(sight, asked.task_id).opinions] == ["AA", "AB"]
    assert say(people.ada, asked, "BC").state is TaskState.DECIDED
    assert decided(people.sam) == [Judgement.APART]


def test_the_database_refuses_a_decision_that_opinions_do_not_carry(people: Cast, asked: Asked) -> None:
    say(people.sam, asked, "")

    def force(who: Colleague, judgement: Judgement, task_id: UUID | None) -> None:
        left, right = asked.subjects
        with SEES(who), transaction.atomic():
            Override.objects.create(
                left_id=left, right_id=right, judgement=judgement, reason="So", decided_by=who.user_id,
                decided_at=now(), task_id=task_id,
            )  # fmt: skip

    for judgement in (Judgement.TOGETHER, Judgement.APART):
        with pytest.raises(ProgrammingError, match="row-level security"):
            force(people.sam, judgement, asked.task_id)
    with pytest.raises(ProgrammingError, match="row-level security"):
        force(people.pat, Judgement.APART, None)


def test_of_three_some_may_belong_together(people: Cast, past_the_walls: None, nobody_is_sampled: None) -> None:
    reviews.world()
    asked = reviews.ask(
        (records.POLICE, Told("Thalia Okafor-Lane", values=reviews.HOME)),
        (records.POLICE, Told("Grace Okafor-Lane", values=reviews.HOME)),
        (records.COUNTY, Told("Talia Okafor Lane", data_set=CARE, values=reviews.HOME)),
    )
    say(people.sam, asked, "BAB")
    with SEES(people.sam):
        found = {(one.left_id, one.right_id): one.judgement for one in Override.objects.all()}
    one, two, three = asked.subjects
    assert found == {(one, three): "together", (one, two): "apart", (two, three): "apart"}
