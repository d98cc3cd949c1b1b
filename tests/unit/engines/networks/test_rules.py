"""Whom a network shows, as what, and for what purpose: decided before anything is joined. Each rule has its red
test."""

from datetime import date

import pyarrow as pa
import pytest

from fourfold.engines.networks.brokers import brokers
from fourfold.engines.networks.changes import change
from fourfold.engines.networks.egos import ego
from fourfold.engines.networks.errors import BadInvolvement, BadQuestion, BadTies
from fourfold.engines.networks.kinds import Purpose, Relation
from fourfold.engines.networks.measuring import measure
from fourfold.engines.networks.network import network
from fourfold.engines.networks.projecting import Projected, Weighting, project
from fourfold.engines.networks.rules import Rules

SAFE, DISRUPT = Purpose.SAFEGUARDING, Purpose.DISRUPTION
Row = tuple[str, str, str, str]

ROBBERY: list[Row] = [
    ("ali", "robbery", "event", "suspect"),
    ("ben", "robbery", "event", "convicted"),
    ("cat", "robbery", "event", "victim"),
    ("dee", "robbery", "event", "witness"),
    ("eve", "robbery", "event", "present"),
]
ELSEWHERE: list[Row] = [
    ("ali", "home", "household", ""),
    ("cat", "home", "household", ""),
    ("ali", "flat", "address", ""),
    ("fay", "flat", "address", ""),
    ("ben", "school", "school", ""),
    ("fay", "school", "school", ""),
    ("ben", "night", "missing", ""),
    ("gus", "night", "missing", ""),
    ("gus", "report", "intelligence", "associate"),
    ("ben", "report", "intelligence", "associate"),
]


def table(rows: list[Row]) -> pa.Table:
    """Rows of person, thing, kind, role."""
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return pa.table(
        {
            name: pa.array(one, pa.string())
            for name, one in zip(("person", "thing", "kind", "role"), columns, strict=True)
        }
    )


def ties(found: Projected) -> set[tuple[str, str, str]]:
    """Source, target and relation of each tie."""
    return {(row["source"], row["target"], row["relation"]) for row in found.ties.to_pylist()}


def test_only_two_who_are_suspected_are_associated() -> None:
    found = project(table(ROBBERY), Rules(SAFE))
    assert {tie for tie in ties(found) if tie[2] == "association"} == {("ali", "ben", "association")}
    assert ("ali", "cat", "victim") in ties(found)
    assert ("ali", "eve", "victim") in ties(found), "somebody who was there saw it, and is no associate"
    assert len(ties(found)) == 10


def test_both_roles_stay_with_the_tie() -> None:
    (tie,) = project(table(ROBBERY[1:3]), Rules(SAFE)).ties.to_pylist()
    assert (tie["source_role"], tie["target_role"]) == ("convicted", "victim")


def test_without_safeguarding_ties_of_household_school_missing_and_victims_are_left_out_and_told() -> None:
    found = project(table(ROBBERY + ELSEWHERE), Rules(DISRUPT))
    assert ties(found) == {("ali", "ben", "association"), ("ben", "gus", "association"), ("ali", "fay", "address")}
    assert found.people.to_pylist() == ["ali", "ben", "fay", "gus"]
    told = " ".join(found.told)
    for words in ("of kind household", "of kind school", "of kind missing", "harmed, at risk or witnesses"):
        assert f"2 rows {words}" in told or f"3 rows of people {words}" in told
    assert "safeguarding alone" in told
    kinds = {relation for _one, _other, relation in ties(project(table(ROBBERY + ELSEWHERE), Rules(SAFE)))}
    assert kinds == set(Relation)


def test_victim_ties_are_measured_only_where_they_are_asked_for() -> None:
    found = project(table(ROBBERY), Rules(SAFE))
    assert found.network().ties.to_pylist() == [{"source": "ali", "target": "ben", "weight": 1.0}]
    assert len(found.network((Relation.VICTIM,)).ties) == 9


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("gone", ["ali", "cat", "gus"])
def test_the_excluded_leave_no_trace(purpose: Purpose, gone: str) -> None:
    rows = [*ROBBERY, *ELSEWHERE, (gone, "x", "no such kind", "no such role")]
    without = project(table([row for row in rows if row[0] != gone]), Rules(purpose))
    found = project(table(rows), Rules(purpose, excluded=frozenset({gone})))
    assert found.ties.equals(without.ties)
    assert found.people.equals(without.people)
    assert found.told == without.told
    assert measure(found.network()).people.equals(measure(without.network()).people)
    with pytest.raises(BadQuestion) as hidden:
        ego(found.network(), gone)
    with pytest.raises(BadQuestion) as absent:
        ego(without.network(), gone)
    assert str(hidden.value) == str(absent.value)


def test_whoever_was_only_ever_harmed_is_never_among_suspects() -> None:
    rows = [*ROBBERY, ("cat", "report", "intelligence", "associate"), ("ben", "report", "intelligence", "associate")]
    assert ("ben", "cat", "association") in ties(project(table(rows), Rules(SAFE)))
    safe = project(table(rows), Rules(SAFE, victim_only=frozenset({"cat"})))
    assert ("ben", "cat", "association") not in ties(safe)
    mine = {
        (row["source"], row["target"]): row
        for row in safe.ties.to_pylist()
        if "cat" in (row["source"], row["target"])
    }
    assert {row["relation"] for row in mine.values()} == {"victim"}
    disrupt = project(table([*rows, ("cat", "flat", "address", "")]), Rules(DISRUPT, victim_only=frozenset({"cat"})))
    assert "cat" not in disrupt.people.to_pylist()


def test_a_child_is_a_linked_young_person_and_no_nominal() -> None:
    rules = Rules(DISRUPT, under_18=frozenset({"ben"}))
    for tie in project(table(ROBBERY + ELSEWHERE), rules).ties.to_pylist():
        assert (tie["source_role"] == "linked-young-person") == (tie["source"] == "ben")
        assert (tie["target_role"] == "linked-young-person") == (tie["target"] == "ben")


def test_measures_of_a_child_are_given_for_safeguarding_alone() -> None:
    young = frozenset({"ben"})
    disrupt = project(table(ROBBERY + ELSEWHERE), Rules(DISRUPT, under_18=young)).network()
    safe = project(table(ROBBERY + ELSEWHERE), Rules(SAFE, under_18=young)).network()
    kept = {"node", "component", "community"}
    for one, is_hidden in ((disrupt, True), (safe, False)):
        measured = measure(one).people
        tables = (measured, brokers(one, measured["community"].to_numpy()), change(one, one).people)
        for made in tables:
            (row,) = (row for row in made.to_pylist() if row["node"] == "ben")
            hidden = {name for name, value in row.items() if value is None}
            assert hidden == (set(row) - kept - {"state"} if is_hidden else set())
    with pytest.raises(BadQuestion, match="under 18"):
        ego(disrupt, "ben")
    assert ego(safe, "ben").people.num_rows > 1


def test_nobody_under_ten_is_suspected() -> None:
    rules = Rules(SAFE, under_10=frozenset({"ben"}))
    found = project(table(ROBBERY), rules)
    assert "association" not in {relation for _one, _other, relation in ties(found)}
    assert {row["source_role"] for row in found.ties.to_pylist() if row["source"] == "ben"} == {"at-risk"}
    disrupt = project(table(ROBBERY + ELSEWHERE), Rules(DISRUPT, under_10=frozenset({"ben", "fay"})))
    assert disrupt.people.to_pylist() == ["ali", "gus"]


def test_somebody_in_a_thing_twice_is_in_it_once_in_each_part() -> None:
    rows = [
        ("ali", "fight", "event", "suspect"),
        ("ali", "fight", "event", "associate"),
        *[("ben", "fight", "event", "suspect")] * 3,
    ]
    (tie,) = project(table(rows), Rules(DISRUPT)).ties.to_pylist()
    assert (tie["weight"], tie["times"], tie["source_role"]) == (1.0, 1, "suspect")
    both = [*rows, ("ben", "fight", "event", "victim")]
    assert ties(project(table(both), Rules(SAFE))) == {("ali", "ben", "association"), ("ali", "ben", "victim")}


def test_things_shared_add_up_with_their_dates() -> None:
    rows = [(who, thing, "event", "suspect") for who in ("ali", "ben") for thing in ("one", "two")]
    dated = table(rows).append_column("date", pa.array([date(2026, 1, day) for day in (1, 9, 2, 9)]))
    (tie,) = project(dated.append_column("weight", pa.array([2.0, 3.0, 1.0, 5.0])), Rules(DISRUPT)).ties.to_pylist()
    assert tie["weight"] == 4.0
    assert (tie["times"], tie["first"], tie["last"]) == (2, date(2026, 1, 2), date(2026, 1, 9))


def test_shared_weights_say_less_where_more_took_part() -> None:
    rows = [(who, "one", "event", "suspect") for who in "abcd"] + [(who, "two", "event", "suspect") for who in "ab"]
    found = project(table(rows), Rules(DISRUPT), weighting=Weighting.SHARED)
    weights = {(row["source"], row["target"]): row["weight"] for row in found.ties.to_pylist()}
    assert weights["a", "b"] == pytest.approx(1 + 1 / 3)
    assert weights["c", "d"] == pytest.approx(1 / 3)


def test_a_crowd_ties_nobody_and_is_told() -> None:
    rows = [(f"p{number}", "academy", "school", "") for number in range(6)]
    found = project(table(rows), Rules(SAFE), largest=5)
    assert (found.ties.num_rows, len(found.people)) == (0, 6)
    assert "1 things with more than 5 people tie nobody" in found.told[0]
    assert project(table(rows), Rules(SAFE), largest=6).ties.num_rows == 15


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("ali", "x", "friendship", "suspect"), "“friendship” is no kind"),
        (("ali", "x", "event", "nominal"), "“nominal” is no role"),
        (("ali", "x", "event", ""), "A row of kind event has no role"),
        (("ali", "x", "event", "linked-young-person"), "is no role"),
    ],
)
def test_words_that_there_are_not_are_refused(row: Row, said: str) -> None:
    with pytest.raises(BadInvolvement, match=said):
        project(table([row]), Rules(SAFE))


def test_other_bad_rows_are_told_or_refused() -> None:
    found = project(table([("", "x", "event", "suspect"), ("ali", "", "event", "suspect"), *ROBBERY]), Rules(SAFE))
    assert found.told == ("2 rows without a person or a thing are left out.",)
    with pytest.raises(BadInvolvement, match="no column person"):
        project(pa.table({"thing": ["x"]}), Rules(SAFE))
    for weight in (0.0, -1.0, float("nan")):
        with pytest.raises(BadInvolvement, match="not above 0"):
            project(table(ROBBERY[:1]).append_column("weight", pa.array([weight])), Rules(SAFE))
    assert project(table([]), Rules(SAFE)).ties.num_rows == 0
    with pytest.raises(BadInvolvement, match="date is not of type"):
        project(table(ROBBERY[:1]).append_column("date", pa.array(["yesterday"])), Rules(SAFE))


def test_ties_that_come_with_rules_are_measured_without_whom_the_rules_do_not_show() -> None:
    ties = pa.table({"source": ["ali", "ben", "cat"], "target": ["ben", "cat", "dee"], "weight": [1.0, -1.0, 2.0]})
    everybody = pa.table({"node": ["ali", "ben ", "cat", "dee"]})
    hidden = frozenset({" ben"})
    assert network(ties, everybody, rules=Rules(SAFE, excluded=hidden)).people.to_pylist() == ["ali", "cat", "dee"]
    assert network(ties, everybody, rules=Rules(DISRUPT, victim_only=hidden)).told == ()
    with pytest.raises(BadTies, match="below 0"):
        network(ties, everybody, rules=Rules(SAFE, victim_only=hidden))
