"""Names as they are searched."""

import pytest

from fourfold.records.feeds.domain.names import LONGEST, MOST, name_keys, written_alike


def words(name: str) -> list[str]:
    return [key.word for key in name_keys(name)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zoë  O’Brien-Łukasik", ["zoe", "obrien", "lukasik"]),
        ("D'Souza", ["dsouza"]),
        ("SMITH, John", ["smith", "john"]),
        ("J. R. Hartley", ["j", "r", "hartley"]),
        ("", []),
        ("—", []),
    ],
)
def test_a_name_is_its_plain_words(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Stephen", "Steven"), ("Catherine", "Kathryn"), ("Smith", "Smyth"), ("Shaun", "Shawn")]
)
def test_names_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    (first,), (second,) = name_keys(one), name_keys(other)
    assert first.sound == second.sound
    assert first.word != second.word


def test_a_name_in_another_script_has_a_sound_too() -> None:
    (key,) = name_keys("Олена")
    assert key.sound


def test_words_and_their_number_are_bounded() -> None:
    keys = name_keys(" ".join(f"{'x' * 100}{place}" for place in range(50)) + " " + " ".join("abcdefghijklmnop"))
    assert len(keys) <= MOST
    assert all(len(key.word) <= LONGEST for key in keys)


def test_what_is_written_alike_counts_more_than_what_sounds_alike() -> None:
    asked = name_keys("Stephen Okonjo")
    assert written_alike(asked, "Stephen Okonjo") == 2
    assert written_alike(asked, "Steven Okonjo") == 1
