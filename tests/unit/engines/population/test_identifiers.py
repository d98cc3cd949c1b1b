"""Identifiers have valid check digits, are each person's own, and come from ranges that are nobody's."""

from datetime import date

import pytest

from fourfold.engines.population.identifiers import (
    A_BLOCK,
    MOST_NHS,
    nhs_check,
    nhs_number,
    pnc_check,
    pnc_id,
    upn,
    upn_check,
)


def test_checks_agree_with_published_examples() -> None:
    # NHS Data Dictionary's example; the DfE's guide to UPNs; a PNC of HMPPS's published test data.
    assert nhs_check("943476591") == 9
    assert upn_check("801200001001") == "H"
    assert pnc_check(2001, 171310) == "W"


@pytest.mark.parametrize("which", [0, 1, 8, 9, A_BLOCK - 1, A_BLOCK, A_BLOCK + 1, MOST_NHS - 1])
def test_an_nhs_number_is_valid_and_not_issued(which: int) -> None:
    number = nhs_number(which)
    assert len(number) == 10
    assert int(number[9]) == nhs_check(number[:9])
    assert number.startswith("9")


def test_the_first_nhs_numbers_are_of_the_test_range() -> None:
    assert {nhs_number(which)[:3] for which in range(0, A_BLOCK, 9_999)} == {"999"}
    assert nhs_number(A_BLOCK).startswith("998")


def test_nobody_shares_an_identifier() -> None:
    born, people = date(2012, 5, 1), range(60_000)
    assert len({nhs_number(which) for which in people}) == len(people)
    assert len({upn(which, born) for which in people}) == len(people)
    assert len({pnc_id(which, 2020) for which in people}) == len(people)


def test_a_pupil_number_is_of_no_authority() -> None:
    number = upn(1234567, date(2010, 3, 2))
    assert number[1:4] == "999"
    assert number[8:10] == "14"
    assert number[0] == upn_check(number[1:])


def test_a_pnc_identifier_has_a_serial_that_no_year_reaches() -> None:
    year, rest = pnc_id(77, 2019).split("/")
    assert year == "2019"
    assert int(rest[:7]) >= 9_000_000
    assert rest[7] == pnc_check(2019, int(rest[:7]))
