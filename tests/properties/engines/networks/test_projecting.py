"""From who was in what to who is tied to whom, against loops over pairs; and from one period to the next."""

import itertools
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.engines.networks.changes import change
from fourfold.engines.networks.errors import BadQuestion
from fourfold.engines.networks.involvement import during
from fourfold.engines.networks.kinds import Purpose
from fourfold.engines.networks.network import Network, network
from fourfold.engines.networks.projecting import project
from fourfold.engines.networks.rules import Rules

START = date(2026, 1, 1)
PEOPLE, THINGS = "abcdef", "xy"
SUSPECTED, PROTECTED = ["convicted", "suspect", "associate"], ["victim", "at-risk", "witness"]
PARTED, SAFEGUARDING = {"event", "intelligence"}, {"household", "missing", "school"}
Row = dict[str, Any]

rows = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.sampled_from(PEOPLE),
            "thing": st.sampled_from(THINGS),
            "kind": st.sampled_from(["event", "event", "intelligence", "address", *sorted(SAFEGUARDING)]),
            "role": st.sampled_from([*SUSPECTED, *PROTECTED, "present"]),
            "weight": st.integers(1, 4).map(float),
            "date": st.none() | st.integers(0, 60).map(lambda day: START + timedelta(day)),
        }
    ),
    min_size=12,
    max_size=30,
)
some = st.frozensets(st.sampled_from(PEOPLE), max_size=2)
rules = st.builds(Rules, st.sampled_from(Purpose), excluded=some, victim_only=some, under_18=some, under_10=some)
SCHEMA = pa.schema(
    {name: pa.string() for name in ("person", "thing", "kind", "role")}
    | {"weight": pa.float64(), "date": pa.date32()}
)


def expected(given_rows: list[Row], ruling: Rules) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Every tie, found pair by pair: weight, times, first and last."""
    parts: dict[tuple[str, str], dict[tuple[str, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in given_rows:
        if (role := _part(row, ruling)) is not None:
            side = "suspected" if role in SUSPECTED else "protected" if role in PROTECTED else "present"
            parts[row["kind"], row["thing"]][row["person"], side].append({**row, "role": role})
    found: dict[tuple[str, ...], list[tuple[float, tuple[str, str], date | None]]] = defaultdict(list)
    strength = [*SUSPECTED, *PROTECTED, "present"]
    for thing, inside in parts.items():
        for (one, her_side), (other, his_side) in itertools.permutations(inside, 2):
            if one < other:
                hers, his = inside[one, her_side], inside[other, his_side]
                tie = "association" if thing[0] in PARTED else thing[0]
                tie = "victim" if "protected" in (her_side, his_side) else tie
                roles = [_shown(min((row["role"] for row in all_of), key=strength.index), who, ruling)
                         for who, all_of in ((one, hers), (other, his))]  # fmt: skip
                weight = min(max(row["weight"] for row in all_of) for all_of in (hers, his))
                dates = [min((row["date"] for row in all_of if row["date"]), default=None) for all_of in (hers, his)]
                found[one, other, tie, *roles].append((weight, thing, max(filter(None, dates), default=None)))
    return {
        key: (
            sum(weight for weight, _thing, _date in all_of),
            len({thing for _weight, thing, _date in all_of}),
            min((day for *_rest, day in all_of if day), default=None),
            max((day for *_rest, day in all_of if day), default=None),
        )
        for key, all_of in found.items()
    }


def _part(row: Row, ruling: Rules) -> str | None:
    """Somebody's part in a row as the rules have it; None where the row is not shown."""
    who, role = row["person"], row["role"]
    if who in ruling.excluded:
        return None
    if role in SUSPECTED and who in ruling.victim_only:
        role = "victim"
    elif role in SUSPECTED and who in ruling.under_10:
        role = "at-risk"
    if role == "present" and row["kind"] in PARTED:
        role = "witness"
    if ruling.purpose is Purpose.DISRUPTION and (
        row["kind"] in SAFEGUARDING or role in PROTECTED or who in ruling.victim_only | ruling.under_10
    ):
        return None
    return role


def _shown(role: str, who: str, ruling: Rules) -> str:
    return "linked-young-person" if role in SUSPECTED and who in ruling.under_18 | ruling.under_10 else role


@settings(max_examples=15)
@given(rows, rules)
def test_ties_are_those_that_loops_over_pairs_find(given_rows: list[Row], ruling: Rules) -> None:
    found = project(pa.Table.from_pylist(given_rows, SCHEMA), ruling)
    keys = ("source", "target", "relation", "source_role", "target_role")
    told = {
        tuple(tie[key] for key in keys): (tie["weight"], tie["times"], tie["first"], tie["last"])
        for tie in found.ties.to_pylist()
    }
    assert told == expected(given_rows, ruling)
    assert len(told) == found.ties.num_rows
    everybody = {row["person"] for row in given_rows if _part(row, ruling) is not None}
    assert found.people.to_pylist() == sorted(everybody)


@settings(max_examples=8)
@given(rows, rules)
def test_what_changed_is_the_difference_of_two_periods(given_rows: list[Row], ruling: Rules) -> None:
    before, after = (_of_month(given_rows, ruling, month) for month in (0, 1))
    found = change(before, after)
    sides = [
        {(row["source"], row["target"]): row["weight"] for row in one.ties.to_pylist()} for one in (before, after)
    ]
    states = {(True, False): "went", (False, True): "came", (True, True): "stayed"}
    for row in found.ties.to_pylist():
        tie = (row["source"], row["target"])
        assert row["state"] == states[tie in sides[0], tie in sides[1]]
        assert (row["weight_before"], row["weight_after"]) == (sides[0].get(tie), sides[1].get(tie))
    assert found.ties.num_rows == len(sides[0] | sides[1])
    people = [set(one.people.to_pylist()) for one in (before, after)]
    assert [(row["node"], row["state"]) for row in found.people.to_pylist()] == [
        (who, states[who in people[0], who in people[1]]) for who in sorted(people[0] | people[1])
    ]
    both, either = sides[0].keys() & sides[1].keys(), sides[0].keys() | sides[1].keys()
    assert found.kept == (len(both) / len(either) if either else None)
    assert sum(row["shared"] for row in found.communities.to_pylist()) == len(people[0] & people[1])


def _of_month(given_rows: list[Row], ruling: Rules, month: int) -> Network:
    start, end = START + timedelta(30 * month), START + timedelta(30 * (month + 1))
    return project(during(pa.Table.from_pylist(given_rows, SCHEMA), start, end), ruling).network()


def test_ties_and_people_come_go_and_stay() -> None:
    sides = (("ab", 1.0), ("bc", 2.0)), (("bc", 3.0), ("cd", 1.0))
    before, after = (
        network(pa.table({"source": [t[0] for t, _w in one], "target": [t[1] for t, _w in one],
                          "weight": [w for _t, w in one]})) for one in sides
    )  # fmt: skip
    found = change(before, after)
    assert [tuple(row.values()) for row in found.ties.to_pylist()] == [
        ("a", "b", "went", 1.0, None),
        ("b", "c", "stayed", 2.0, 3.0),
        ("c", "d", "came", None, 1.0),
    ]
    assert found.people["state"].to_pylist() == ["went", "stayed", "stayed", "came"]
    assert found.people["ties_came"].to_pylist() == [0, 0, 1, 1]
    assert found.kept == pytest.approx(1 / 3)


def test_networks_of_different_rules_are_not_compared() -> None:
    one, other = (_of_month([], Rules(purpose), 0) for purpose in Purpose)
    with pytest.raises(BadQuestion, match="different rules"):
        change(one, other)
