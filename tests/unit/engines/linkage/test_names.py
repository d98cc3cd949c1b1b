"""Names come to one form, whichever way they were typed, and a placeholder is no name."""

import pytest

from fourfold.engines.linkage.normalising.alikes import alikes
from fourfold.engines.linkage.normalising.names import forename, is_placeholder, sound, surname


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("O'Brien", "obrien"),
        ("O’BRIEN ", "obrien"),
        ("Núñez", "nunez"),
        ("van der Berg", "vanderberg"),
        ("Al-Hassan", "alhassan"),
        ("Smith-Jones", "smithjones"),
        ("Wałęsa", "walesa"),
        ("Шевченко", "shevchenko"),
        ("Smith Jnr", "smith"),
    ],
)
def test_a_surname_has_one_form(written: str, whole: str) -> None:
    found = surname(written)
    assert found is not None
    assert found.whole == whole


def test_a_double_surname_keeps_its_parts_and_particles_are_no_part() -> None:
    double, particle = surname("Smith-Jones"), surname("de la Cruz")
    assert double is not None
    assert particle is not None
    assert double.parts == ("smith", "jones")
    assert particle.parts == ("cruz",)


def test_a_forename_goes_by_its_first_token_and_without_title() -> None:
    found = forename("Mr. Mary-Ann Louise")
    assert found is not None
    assert (found.whole, found.first) == ("maryannlouise", "mary")


@pytest.mark.parametrize("text", ["unknown", "N/A", "UNKNOWN ", "xxx", "-", "", "Not known", "TBC", "Baby"])
def test_a_placeholder_is_missing(text: str) -> None:
    assert is_placeholder(text)
    assert forename(text) is None


@pytest.mark.parametrize("text", ["Na", "Xu", "Bo", "Io", "X", "Null-Smith"])
def test_a_short_or_odd_name_is_a_name(text: str) -> None:
    assert surname(text) is not None


def test_a_title_alone_is_no_forename() -> None:
    assert forename("Sir") is None


@pytest.mark.parametrize(
    ("one", "other"), [("mohammed", "muhammad"), ("yousuf", "yusuf"), ("khadija", "kadija"), ("szymon", "shimon")]
)
def test_roads_into_english_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("formal", "familiar"), [("edward", "ted"), ("elizabeth", "libby"), ("william", "liam"), ("katarzyna", "kasia")]
)
def test_the_table_knows_what_people_go_by(formal: str, familiar: str) -> None:
    assert familiar in alikes()[formal]
    assert formal in alikes()[familiar]
