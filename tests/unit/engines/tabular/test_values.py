"""Numbers, codes, points and free text: what is taken, and what is said of the rest."""

from datetime import date
from pathlib import Path

import pytest
from tests.contracts import csv_of, good, report_of

from fourfold.engines.tabular.contract import Column, Kind
from fourfold.engines.tabular.numbers import read_boolean, read_integer, read_number
from fourfold.engines.tabular.places import read_degrees, read_lsoa, vintage_of
from fourfold.records.feeds.domain.contracts import contract, kent_areas

NUMBER = Column("n", "Number", "t", Kind.INTEGER)


@pytest.mark.parametrize(("text", "value"), [("2", 2), ("-2", -2), ("118229.0", 118_229), ("1,681", 1_681)])
def test_whole_numbers(text: str, value: int) -> None:
    assert read_integer(text, NUMBER, comma_is_point=False).value == value


@pytest.mark.parametrize("text", ["2.5", "1,68", "two", "1e3", "９", "1_000", "", "inf"])
def test_what_is_no_whole_number(text: str) -> None:
    assert read_integer(text, NUMBER, comma_is_point=False).problem


def test_a_comma_in_a_file_with_semicolons_may_begin_a_fraction() -> None:
    problem = read_number("43,088", NUMBER, comma_is_point=True).problem
    assert problem
    assert "thousands or a fraction" in problem.reason
    assert read_number("43,088", NUMBER, comma_is_point=False).value == 43_088


@pytest.mark.parametrize(
    ("text", "value"), [("Yes", True), ("n", False), ("1", True), ("0.0", False), ("TRUE", True)]
)
def test_yes_and_no(text: str, value: bool) -> None:
    assert read_boolean(text).value is value


def test_maybe_is_neither() -> None:
    assert read_boolean("maybe").problem


@pytest.mark.parametrize("text", ["visit", "VISIT", "Home visit", "home-visit", " Visit "])
def test_a_code_is_taken_by_its_label_too(tmp_path: Path, text: str) -> None:
    assert report_of(tmp_path, csv_of(good(kind=text))).verdict.accepted == 1


def test_an_unknown_code_is_said_with_those_there_are_and_the_nearest(tmp_path: Path) -> None:
    fault = report_of(tmp_path, csv_of(good(kind="Home vist"))).faults[0]
    assert fault.mend == "It may be visit. Use one of: fire (Fire), visit (Home visit)."


def test_the_beginning_of_a_code_is_enough_for_a_hint(tmp_path: Path) -> None:
    assert report_of(tmp_path, csv_of(good(kind="hom"))).faults[0].mend.startswith("It may be visit.")


def test_longitude_and_latitude_that_are_swapped_are_said() -> None:
    problem = read_degrees("51.27", Kind.LONGITUDE).problem
    assert problem
    assert "swapped" in problem.mend


def test_a_point_outside_our_counties_is_noted() -> None:
    assert read_degrees("-4.5", Kind.LONGITUDE).notes == ("outside",)
    assert read_degrees("0.52", Kind.LONGITUDE).notes == ()


def test_a_small_area_of_the_wrong_census_is_said_with_its_successors() -> None:
    police = contract("police-incidents")
    split = next(old for old, new in kent_areas().successors.items() if len(new) == 2)
    occurred = date(2024, 3, 1)
    year, problem, noted = vintage_of(split, police.column("lsoa_code"), occurred, police.vintages, police.areas)
    assert (year, noted) == (None, False)
    assert problem
    assert all(code in problem.mend for code in kent_areas().in_2021(split))


def test_a_small_area_elsewhere_is_noted() -> None:
    assert read_lsoa("E01000001", kent_areas()).notes == ("outside",)
    assert read_lsoa("E0100001", kent_areas()).problem


@pytest.mark.parametrize(
    "text",
    ["ring 01622 555 123", "his NHS no is 943 476 5919", "write to a.b@example.org", "DOB 1990", "+44 7700 900123"],
)
def test_a_feed_about_nobody_holds_text_that_tells_of_somebody(tmp_path: Path, text: str) -> None:
    istv = contract("assault-attendances")
    row = f"2026-10-01,2026-10-31,RVV01,,2026-10-03 23:10,knife,street,{text}\n"
    headers = "period_start,period_end,site_code,arrived_at,assaulted_at,method,location_type,location_description\n"
    report = report_of(tmp_path, headers + row + row.replace(text, "High Street outside number 12"), contract=istv)
    assert (report.verdict.accepted, report.verdict.held) == (1, 1)
    assert "nobody who can be known" in report.faults[0].reason
