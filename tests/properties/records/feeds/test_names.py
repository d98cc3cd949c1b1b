"""Names in whatever writing: keys are whole, plain and the same for the same words."""

from hypothesis import given
from hypothesis import strategies as st

from fourfold.records.feeds.domain.names import LONGEST, MOST, name_keys


@given(st.text(max_size=200))
def test_any_text_has_keys_that_can_be_kept(text: str) -> None:
    keys = name_keys(text)
    assert len(keys) <= MOST
    assert all(0 < len(key.word) <= LONGEST and 0 < len(key.sound) <= LONGEST for key in keys)
    assert all(key.word.isalnum() for key in keys)
    assert len({key.word for key in keys}) == len(keys)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), min_size=1, max_size=5))
def test_capitals_and_order_make_no_difference(words: list[str]) -> None:
    one, other = name_keys(" ".join(words)), name_keys(" ".join(reversed(words)).upper())
    assert set(one) == set(other)
