"""Identifiers: spelled in any usual way, and held where the check digit or letter is wrong."""

import pytest

from fourfold.engines.tabular.identifiers import read_nhs_number, read_pnc, read_postcode, read_upn, read_uprn


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919"])
def test_an_nhs_number_is_ten_digits_with_a_check(text: str) -> None:
    assert read_nhs_number(text).value == "9434765919"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9434765918", "check digit"),
        ("9434756919", "check digit"),
        ("943476591", "ten digits"),
        ("0000000000", "check digit"),
        ("9.43477E+09", "Excel shortened"),
        ("943476591٩", "ten digits"),
    ],
)
def test_a_wrong_nhs_number_is_said(text: str, said: str) -> None:
    problem = read_nhs_number(text).problem
    assert problem
    assert said in problem.reason


def test_a_remainder_of_eleven_counts_as_nought_and_ten_is_never_issued() -> None:
    nought = next(f"{number:09}0" for number in range(400_000_000, 400_000_200) if _sum(number) % 11 == 0)
    assert read_nhs_number(nought).value == nought
    tens = [f"{number:09}" for number in range(400_000_000, 400_000_200) if _sum(number) % 11 == 1]
    assert tens
    assert all(read_nhs_number(f"{nine}{digit}").problem for nine in tens[:3] for digit in range(10))


def _sum(number: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(f"{number:09}", range(10, 1, -1), strict=True))


def test_a_upn_has_a_check_letter() -> None:
    assert read_upn("h801200001001").value == "H801200001001"
    assert read_upn("A801200001001").problem
    assert read_upn("H80120000100").problem
    assert read_upn("I801200001001").problem


def test_a_temporary_upn_ends_in_a_letter() -> None:
    found = [letter for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if not read_upn(f"{letter}80120000100A").problem]
    assert len(found) == 1
    assert read_upn(f"{found[0]}80120000100S").problem


@pytest.mark.parametrize("text", ["2001/0171310W", "01/171310W", "2001/171310w", " 2001/0171310 W"])
def test_a_pnc_identifier_has_one_long_form(text: str) -> None:
    assert read_pnc(text, 2026).value == "2001/0171310W"


def test_a_year_of_two_digits_is_of_this_century_until_this_year() -> None:
    assert read_pnc("81/0171310" + _letter("810171310"), 2026).value == "1981/0171310" + _letter("810171310")


@pytest.mark.parametrize("text", ["2001/0171310X", "2001-0171310W", "2001/W", "0171310W"])
def test_a_wrong_pnc_identifier_is_said(text: str) -> None:
    assert read_pnc(text, 2026).problem


def _letter(digits: str) -> str:
    return "ZABCDEFGHJKLMNPQRTUVWXY"[int(digits) % 23]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("me141xx", "ME14 1XX"),
        ("ME14  1XX", "ME14 1XX"),
        ("W1A 1HQ", "W1A 1HQ"),
        ("EC1A1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("GIR 0AA", "GIR 0AA"),
    ],
)
def test_a_postcode_has_one_form(text: str, value: str) -> None:
    assert read_postcode(text).value == value


@pytest.mark.parametrize("text", ["ME14", "ME14 1X", "MEI4 1XX", "ME14 1CI", "1ME4 1XX", "QX1 1AA"])
def test_what_is_no_postcode_is_said(text: str) -> None:
    assert read_postcode(text).problem


def test_a_postcode_for_no_address_is_noted() -> None:
    assert read_postcode("zz993vz").notes == ("pseudo",)


def test_a_uprn_has_up_to_twelve_digits() -> None:
    assert read_uprn("000100062619").value == "100062619"
    assert read_uprn("1234567890123").problem
    assert read_uprn("1.00063E+11").problem
    assert read_uprn("0").problem
