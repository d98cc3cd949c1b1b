"""References as people say them, and the id of nobody."""

from uuid import uuid4

import pytest

from fourfold.trust.access.domain.references import as_said, canonical, nobody


@pytest.mark.parametrize("said", ["KM-7F3K-2QXD", "km 7f3k 2qxd", "KM7F3K2QXD", " km–7f3k–2qxd "])
def test_however_it_is_said_it_is_one_reference(said: str) -> None:
    assert canonical(said) == "KM7F3K2QXD"
    assert as_said(canonical(said)) == "KM-7F3K-2QXD"


@pytest.mark.parametrize("said", ["", "KM", "’; --", "ä" * 8, "A" * 21])
def test_what_can_be_none_is_none(said: str) -> None:
    assert canonical(said) == ""


def test_nobody_is_always_the_same_for_a_reference_and_looks_like_any_id() -> None:
    first = nobody("KM7F3K2QXD", key="secret")
    assert first == nobody("KM7F3K2QXD", key="secret")
    assert (first.version, first.variant) == (uuid4().version, uuid4().variant)
    assert first != nobody("KM7F3K2QXE", key="secret")
    assert first != nobody("KM7F3K2QXD", key="another secret")
