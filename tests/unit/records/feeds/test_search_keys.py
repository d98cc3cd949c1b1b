"""Keys are equality's way of forgiving: two spellings of one person have keys in common, two people have not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.records.feeds.domain.identifiers import Keys
from fourfold.records.feeds.domain.search_keys import (
    Key,
    keys_of,
    pairs_of,
    shortened,
    stored_keys,
    whole_words,
    words_of,
)

ROOM = Keys(seal=str, hashed=lambda text, kind: f"{kind}|{text}".encode().ljust(32, b"0")[-32:])
SAID = {
    "name": "Anna Smith-Jones",
    "born_on": "2011-03-27",
    "address": "12 High Street, Maidstone",
    "postcode": "ME14 1XQ",
    "nhs_number": "943 476 5919",
}


def test_a_name_is_its_words_without_titles_and_particles() -> None:
    assert words_of("Mrs Anna van der Berg") == ("anna", "berg")
    assert whole_words("Anna Smith-Jones") == ("anna", "smith", "jones", "smithjones")
    assert ("anna", "smithjones") in pairs_of("Anna Smith-Jones")
    assert words_of("O'Neil") == words_of("o’neil") == ("oneil",)
    assert words_of("") == words_of("42 -") == ()


def test_each_key_says_of_which_fields_it_is_made() -> None:
    found = keys_of(SAID)
    assert {key.fields for key in found} == {
        *("name", "born_on", "address", "postcode", "nhs_number", "born_on+name", "name+postcode"),
    }
    assert Key("nhs_number", "i:nhs_number:9434765919") in found
    assert Key("postcode", "c:me141xq") in found
    assert Key("address", "a:12:high") in found
    assert not any("jones" in key.text for key in found if "name" not in key.fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alex Tanner", "Tanner Alex"),
        ("Alex Tanner", "Alex Tannre"),
        ("Stephen Okonjo", "Steven Okonjo"),
        ("Anna Smith-Jones", "Anna Smithjones"),
        ("Anna Smith-Jones", "Jones Anna"),
    ],
)
def test_two_spellings_of_a_name_share_a_pair(one: str, other: str) -> None:
    first, second = ({key.text for key in keys_of({"name": name}) if key.text[0] == "p"} for name in (one, other))
    assert first & second


def test_people_with_one_name_in_common_share_no_pair() -> None:
    first, second = ({key.text for key in keys_of({"name": name})} for name in ("Alex Tanner", "Alex Whitfield"))
    assert {text[0] for text in first & second} == {"w", "s"}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9), st.data())
def test_one_slip_leaves_a_shortened_form_in_common(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [word[:place] + letter + word[place + 1 :], word[:place] + word[place + 1 :]]
    slips += [word[:place] + word[place : place + 2][::-1] + word[place + 2 :]]
    for slip in slips:
        assert len(slip) < 4 or set(shortened(word)) & set(shortened(slip))


@given(st.text(max_size=200))
def test_any_text_has_keys_that_fit_and_repeat(text: str) -> None:
    said = {"name": text, "address": text, "postcode": text, "born_on": text, "nhs_number": text}
    found = stored_keys(said, ROOM)
    assert found == stored_keys(said, ROOM)
    assert all(-(2**63) <= mac < 2**63 for macs in found.values() for mac in macs)
    assert sum(map(len, found.values())) < 300
