"""What the agencies hold: believable shares, errors in known numbers, and the same bytes on every machine."""

import hashlib
import io
from datetime import date
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv

from fourfold.engines.population import Population, populate
from fourfold.engines.population.identifiers import nhs_check, pnc_check, upn_check

FIVE = ("police", "social_care", "education", "youth_justice", "health")
COLUMNS = {
    "police": ["record_id", "forename", "surname", "date_of_birth", "sex", "address", "postcode", "pnc_id"],
    "education": ["record_id", "forename", "surname", "date_of_birth", "sex", "address", "postcode", "upn"],
    "health": ["record_id", "forename", "surname", "date_of_birth", "sex", "address", "postcode", "nhs_number"],
}


@cache
def kent() -> Population:
    """One population for all tests of this file."""
    return populate(people=20_000, seed=11)


def share(found: pa.ChunkedArray) -> float:
    return float(pc.mean(found.cast(pa.int8())).as_py())


def test_each_agency_holds_its_own_columns() -> None:
    assert kent().agencies == FIVE
    for agency, columns in COLUMNS.items():
        assert kent().records(agency).column_names == columns


def test_every_table_says_that_it_is_made_up() -> None:
    feed = kent().feed("police-incidents", date(2026, 4, 1))
    for table in (kent().truth, kent().records("police"), kent().records("probation"), feed):
        assert table.schema.metadata == {b"is_synthetic": b"true"}


def test_the_same_bytes_everywhere() -> None:
    """When this fails, everybody's populations have changed: say so in the changelog, and set the new digest."""
    out = io.BytesIO()
    csv.write_csv(populate(people=2_000, seed=1).truth, out)
    for agency in FIVE:
        csv.write_csv(populate(people=2_000, seed=1).records(agency), out)
    assert hashlib.sha256(out.getvalue()).hexdigest()[:16] == "276c67ede257653b"


@pytest.mark.parametrize(
    ("agency", "least", "most"),
    [
        ("police", 0.15, 0.27),
        ("social_care", 0.035, 0.065),
        ("education", 0.2, 0.27),
        ("youth_justice", 0.002, 0.006),
        ("health", 0.4, 0.55),
    ],
)
def test_an_agency_sees_a_believable_share_of_people(agency: str, least: float, most: float) -> None:
    assert least < kent().records(agency).num_rows / 20_000 < most


def test_origins_have_believable_shares() -> None:
    groups = pc.value_counts(kent().truth["origin_group"]).to_pylist()
    shares = {group["values"]: group["counts"] / kent().truth.num_rows for group in groups}
    assert 0.68 < shares["british"] < 0.82
    assert 0.01 < shares["punjabi_sikh"] < 0.035
    assert 0.004 < shares["slovak"] < 0.025
    assert len(shares) == 30


def test_identifiers_are_sound_but_for_a_few() -> None:
    checks = {
        "health": ("nhs_number", lambda it: str(nhs_check(it[:9])) == it[9]),
        "education": ("upn", lambda it: upn_check(it[1:]) == it[0]),
        "police": ("pnc_id", lambda it: pnc_check(int(it[:4]), int(it[5:12])) == it[12]),
    }
    for agency, (column, check) in checks.items():
        values = [value for value in kent().records(agency)[column].to_pylist() if value]
        wrong = sum(not check(value) for value in values)
        assert 0 < wrong < 0.012 * len(values)


def test_names_are_written_in_each_agencys_hand() -> None:
    health, schools = kent().records("health"), kent().records("education")
    assert share(pc.equal(health["surname"], pc.utf8_upper(health["surname"]))) == 1
    assert set(health["sex"].unique().to_pylist()) == {"1", "2", None}
    assert share(pc.string_is_ascii(health["surname"])) == 1
    assert share(pc.string_is_ascii(schools["surname"])) < 1
    assert pc.any(pc.match_substring(health["postcode"], " ")).as_py() is False


def test_movers_are_found_at_two_addresses() -> None:
    population = kent()
    both = population.records("health").join(population.truth.drop(["source"]), "record_id")
    movers = both.filter(pc.equal(both["kind"], "mover"))
    homes = movers.group_by("person_key").aggregate([("postcode", "count_distinct")])
    assert pc.sum(pc.greater(homes["postcode_count_distinct"], 1).cast(pa.int64())).as_py() > 5


def test_twins_share_a_birthday_and_a_home_but_no_forename() -> None:
    population = kent()
    schools = population.records("education").join(population.truth.drop(["source"]), "record_id").to_pylist()
    twins: dict[str, list[dict[str, str]]] = {}
    for row in schools:
        if row["kind"] == "twin":
            twins.setdefault(row["household_key"], []).append(row)
    pairs = [rows for rows in twins.values() if len({row["person_key"] for row in rows}) == 2]
    assert len(pairs) > 20
    alike = [rows for rows in pairs if len({row["date_of_birth"] for row in rows}) == 1]
    assert len(alike) > 0.85 * len(pairs)
