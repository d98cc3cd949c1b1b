"""Who is most like what was asked for, and why, in order and in words."""

from datetime import date

import pytest

from fourfold.records.identity.domain.likeness import Why, likeness
from fourfold.records.identity.domain.searching import Asked, Met, keys_asked, near, number_of, place_of

ALEX = {"name": "Alexander Tanner", "born_on": "2011-03-27", "postcode": "ME14 1XQ", "address": "12 High Street"}


def whys(asked: Asked, values: dict[str, str], met: int = 0) -> set[str]:
    return {reason.why for reason in likeness(asked, values, met).reasons}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(name="alexander tanner"), {Why.NAME}),
        (Asked(name="Tanner, Alexander"), {Why.NAME}),
        (Asked(name="Alex Tanner"), {Why.SHORT_FORM}),
        (Asked(name="Alexander Tannor"), {Why.SLIP}),
        (Asked(name="Tanner"), {Why.PART}),
        (Asked(name="A Tanner"), {Why.INITIAL}),
        (Asked(born=date(2011, 3, 27)), {Why.BORN}),
        (Asked(born=date(2011, 3, 28)), {Why.BORN_SLIP}),
        (Asked(born=date(1980, 1, 5)), {Why.BORN_OTHER}),
        (Asked(postcode="me141xq"), {Why.POSTCODE}),
        (Asked(postcode="ME14 1AB"), {Why.SECTOR}),
        (Asked(address="12 High St"), {Why.HOUSE}),
    ],
)
def test_each_likeness_has_its_reason(asked: Asked, why: set[str]) -> None:
    assert whys(asked, ALEX) == why


def test_day_and_month_the_other_way_round() -> None:
    assert whys(Asked(born=date(2011, 3, 4)), {"born_on": "2011-04-03"}) == {Why.BORN_SWAPPED}


def test_an_identifier_is_known_by_its_key_and_never_read() -> None:
    asked = Asked(number=("nhs_number", "9434765919"))
    assert likeness(asked, {}, Met.NHS_NUMBER).is_enough
    assert not likeness(asked, {}).is_enough
    assert not likeness(asked, {}, Met.UPN).is_enough


def test_what_is_not_shared_neither_confirms_nor_rules_out() -> None:
    asked = Asked(name="Alexander Tanner", born=date(1999, 9, 9))
    assert likeness(asked, {"name": "Alexander Tanner"}).share == 1
    assert likeness(asked, ALEX).share < 1


def test_who_meets_more_comes_first() -> None:
    asked = Asked(name="Alex Tanner", born=date(2011, 3, 27), postcode="ME14 1XQ")
    said = [ALEX, {**ALEX, "name": "Alec Tenner"}, {**ALEX, "born_on": "2011-03-28"}, {**ALEX, "name": "Bo Whit"}]
    weights = [likeness(asked, one).weight for one in said]
    assert weights == sorted(weights, reverse=True)
    assert not likeness(Asked(name="Alex Tanner"), {"name": "Bo Whitfield"}).is_enough


def test_other_names_count_like_the_name() -> None:
    assert Why.OTHER_NAME in whys(Asked(name="Sasha Volkov"), {**ALEX, "other_names": "Lex; Sasha Volkov"})


def test_dates_one_slip_away() -> None:
    found = near(date(2011, 3, 4))
    assert {"2011-04-03", "2011-01-01", "2011-03-24", "2010-03-04", "2011-03-05"} <= set(found)
    assert "2011-03-04" not in found
    assert all(date.fromisoformat(one) for one in found)


def test_a_number_is_known_by_its_check_digit_and_a_place_by_its_postcode() -> None:
    assert number_of("943 476 5919") == ("nhs_number", "9434765919")
    assert number_of("943 476 5918") == ("", "")
    assert place_of("12 High Street, ME14 1XQ") == ("12 High Street", "me141xq")
    assert place_of("me14 1xq") == ("", "me141xq")
    assert place_of("12 High Street") == ("12 High Street", "")


def test_a_question_asks_for_a_bounded_number_of_keys() -> None:
    asked = Asked(name="Mohammed Abdul Karim Al-Hassan Junior", born=date(2011, 11, 11), postcode="ME14 1XQ")
    assert len(keys_asked(asked)) < 600
    assert len({key.text for key in keys_asked(asked)}) == len(keys_asked(asked))
    assert len(keys_asked(Asked(name="Elisabeth Isabella"))) < 600, "both with many other forms"
