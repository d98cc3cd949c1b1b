"""Dates, identifiers and places: what holds is kept in one form, what does not counts as missing."""

import pytest

from fourfold.engines.linkage.normalising.dates import birth
from fourfold.engines.linkage.normalising.identifiers import nhs_number, pnc_id, upn
from fourfold.engines.linkage.normalising.places import address, postcode


@pytest.mark.parametrize(
    "written",
    ["1990-02-01", "01/02/1990", "1.2.1990", "19900201", "1 Feb 1990", "1st February 1990", "01/02/90",
     "1990-02-01T00:00:00"],
)  # fmt: skip
def test_a_date_of_birth_has_one_form(written: str) -> None:
    found = birth(written)
    assert found is not None
    assert (found.text, found.year, found.weak) == ("1990-02-01", 1990, False)


def test_the_first_of_january_tells_only_the_year() -> None:
    found, year = birth("1990-01-01"), birth("1990")
    assert found is not None
    assert found.weak
    assert found == year


@pytest.mark.parametrize("written", ["1900-01-01", "01/01/1900", "9999-12-31", "unknown", "0000-00-00", "", "12"])
def test_a_placeholder_is_no_date(written: str) -> None:
    assert birth(written) is None


def test_a_slip_in_a_date_is_kept_for_the_comparison() -> None:
    found = birth("1856-86-18")
    assert found is not None
    assert found.text == "1856-86-18"


def test_nhs_number() -> None:
    assert nhs_number("943 476 5919") == "9434765919"
    for wrong in ("943 476 5918", "1234567890", "0000000000", "94347659190", "94347659x9", "９４３４７６５９１９"):
        assert nhs_number(wrong) is None


def test_upn() -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    digits = "886200112345"
    check = letters[sum(place * int(sign) for place, sign in enumerate(digits, 2)) % 23]
    assert upn(f" {check.lower()}{digits} ") == check + digits
    assert upn(("A" if check != "A" else "B") + digits) is None
    assert upn(f"I{digits}") is None


def test_pnc() -> None:
    letters = "ZABCDEFGHJKLMNPQRTUVWXY"
    check = letters[790123456 % 23]
    assert pnc_id(f"1979/0123456{check}") == f"79/0123456{check}"
    assert pnc_id(f"79/123456{check}") == f"79/0123456{check}"
    assert pnc_id(f"79/0123457{check}") is None
    assert pnc_id("nonsense") is None


def test_a_postcode_has_parts_and_confused_signs_are_put_right() -> None:
    found, confused = postcode("me7 1aa"), postcode("ME7 IAA")
    assert found is not None
    assert (found.text, found.sector, found.district) == ("me71aa", "me71", "me7")
    assert confused == found
    assert postcode("ZZ99 3VZ") is None


@pytest.mark.parametrize("written", ["Flat 3, 12 High Street, Maidstone", "FLAT 3, 12 HIGH ST MAIDSTONE KENT"])
def test_an_address_is_numbers_and_words(written: str) -> None:
    found = address(written)
    assert found is not None
    assert (found.house, found.street) == ("3/12", "high st maidstone")


@pytest.mark.parametrize("written", ["No fixed abode", "unknown", "--", ""])
def test_no_abode_is_no_address(written: str) -> None:
    assert address(written) is None
