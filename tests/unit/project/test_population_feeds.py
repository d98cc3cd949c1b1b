"""A made-up feed keeps its contract, and a fault that was planted in one is found: no other row waits.

Two engines meet here, which know nothing of each other.
"""

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyarrow.compute as pc
import pytest

from fourfold.engines.population import FEEDS, Population, plant, populate
from fourfold.engines.population.episodes.feeds import feed
from fourfold.engines.population.episodes.known import Register
from fourfold.engines.population.episodes.peers import peers
from fourfold.engines.population.writing import write_csv
from fourfold.engines.tabular.inspecting import Options, Report, inspect
from fourfold.records.feeds.domain.contracts import contract

TODAY = date(2026, 11, 22)
PAST = {
    *("occurred_at", "occurred_until", "reported_at", "returned_at", "offered_at", "held_at", "arrived_at"),
    *("assaulted_at", "status_since", "status_until", "sentence_from", "reported_on", "closed_on", "referred_on"),
    *("reasonable_grounds_on", "conclusive_grounds_on", "started_on"),
}
"""Columns that tell of what has been."""
APRIL = date(2026, 4, 1)
"""A month in which a school term begins, so that every feed has rows."""


@cache
def kent() -> Population:
    """One population for all tests of this file."""
    return populate(people=16_000, seed=3)


def checked(path: Path, name: str) -> Report:
    return inspect(path, contract(name), Options(today=TODAY))


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_keeps_its_contract(name: str, tmp_path: Path) -> None:
    rows = write_csv(kent().feed(name, APRIL), tmp_path / f"{name}.csv")
    report = checked(tmp_path / f"{name}.csv", name)
    assert rows > 0
    assert report.faults == ()
    assert report.verdict.accepted == rows


def test_small_areas_are_those_of_the_time(tmp_path: Path) -> None:
    table = kent().feed("police-incidents", date(2022, 5, 1))
    write_csv(table, tmp_path / "police.csv")
    report = checked(tmp_path / "police.csv", "police-incidents")
    assert report.verdict.accepted == table.num_rows > 0


@pytest.mark.parametrize("name", FEEDS)
def test_what_was_planted_is_found(name: str, tmp_path: Path) -> None:
    table, planted = plant(kent().feed(name, APRIL), 0.08, 5, kent().today)
    write_csv(table, tmp_path / f"{name}.csv")
    report = checked(tmp_path / f"{name}.csv", name)
    assert sorted({fault.row for fault in report.faults}) == sorted(map(int, planted["row"].to_pylist()))


def test_feeds_are_the_same_by_the_same_seed() -> None:
    first, again = populate(people=1_500, seed=3), populate(people=1_500, seed=3)
    assert all(first.feed(name, APRIL).equals(again.feed(name, APRIL)) for name in reversed(FEEDS))


@pytest.mark.parametrize("day", [2, 6, 9, 13, 17, 22, 26, 30])
def test_nothing_is_told_of_days_to_come(day: int) -> None:
    today = date(2026, 4, day)
    early = Register(3, today, 16_000, {**kent().seen, **kent().further})
    for name in FEEDS:
        table = feed(early, name, APRIL)
        assert feed(early, name, date(2026, 5, 1)).num_rows == 0
        for column in PAST & set(table.column_names):
            assert (pc.max(table[column]).as_py() or "") < today.isoformat(), f"{name}: {column}"


def test_nobody_under_ten_is_a_suspect() -> None:
    rows = kent().feed("police-incidents", APRIL).to_pylist()
    accused = [row for row in rows if row["role"] in ("suspect", "convicted")]
    assert accused
    assert all(row["date_of_birth"] <= "2016-05-01" for row in accused)


def test_parts_are_of_one_incident_and_of_different_people() -> None:
    incidents: dict[str, list[str]] = {}
    for row in kent().feed("police-incidents", APRIL).to_pylist():
        incidents.setdefault(row["incident_reference"], []).append(row["person_reference"])
    assert max(len(people) for people in incidents.values()) >= 4
    assert all(len(set(people)) == len(people) for people in incidents.values())


def test_an_interview_belongs_to_an_episode_that_ended() -> None:
    months = [APRIL, date(2026, 3, 1)]
    episodes = {
        row["episode_reference"]: row
        for month in months
        for row in kent().feed("missing-episodes", month).to_pylist()
    }
    interviews = kent().feed("return-home-interviews", APRIL).to_pylist()
    assert interviews
    for row in interviews:
        assert episodes[row["episode_reference"]]["returned_at"] == row["returned_at"]


def test_no_child_is_missing_twice_at_once() -> None:
    times: dict[str, list[tuple[str, str]]] = {}
    for month in range(1, 9):
        for row in kent().feed("missing-episodes", date(2026, month, 1)).to_pylist():
            key = f"{month} {row['person_reference']}"
            times.setdefault(key, []).append((row["reported_at"], row["returned_at"] or "9"))
    assert sum(len(found) > 1 for found in times.values()) > 5
    for found in times.values():
        assert all(one[1] < two[0] for one, two in pairwise(sorted(found)))


def test_peers_are_suspected_together() -> None:
    known = {one.reference: one for one in kent().register.known("police")}
    groups = peers(tuple(known.values()), APRIL, 3)
    together: dict[str, list[str]] = {}
    for row in kent().feed("police-incidents", APRIL).to_pylist():
        person = known[row["person_reference"]].person
        if row["role"] == "suspect" and person in groups:
            together.setdefault(row["incident_reference"], []).append(person)
    pairs = [found for found in together.values() if len(found) > 1]
    assert sum(groups[one] == groups[two] for one, two, *_ in pairs) >= 3


def test_counts_of_seven_or_fewer_are_withheld() -> None:
    rows = kent().feed("ae-patterns", APRIL).to_pylist()
    assert all((row["withheld"] == "true") == (row["attendances"] is None) for row in rows)
    assert all(int(row["attendances"]) > 7 for row in rows if row["attendances"])
