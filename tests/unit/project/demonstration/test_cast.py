"""The people of the demonstration: made up, and in agencies that exist."""

from fourfold.ground.kernel.clock import today
from fourfold.project.demonstration.cast import CAST, SIGNING_IN
from fourfold.project.demonstration.loading import register_with_made_up


def test_each_works_for_an_agency_that_exists_today():
    register = register_with_made_up()
    for character in CAST:
        agency = register.agencies[character.agency]
        assert agency.exists(today()), character
        assert not agency.members or agency.key == "kent-schools", (
            f"{character.key} should work for one of the agencies behind a collective"
        )


def test_no_two_share_a_key_or_a_name():
    assert len({character.key for character in CAST}) == len(CAST)
    assert len({character.name for character in CAST}) == len(CAST)


def test_no_address_can_be_real():
    assert all(character.email.endswith(".example") for character in CAST)


def test_only_the_first_eight_sign_in_with_one_click():
    assert [character for character in CAST if character.signs_in] == list(SIGNING_IN)
    assert len(SIGNING_IN) == 8


def test_they_come_from_many_agencies():
    assert 25 <= len(CAST) <= 50
    assert len({character.agency for character in CAST}) >= 18
