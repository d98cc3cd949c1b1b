"""What an audit entry may hold: keys, counts, states and ids, and nothing that somebody typed."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from fourfold.trust.audit.domain.entries import (
    MAX_ITEMS,
    Outcome,
    clean_detail,
    permission_name,
    token,
    token_or_junk,
)

ID = UUID("8a6f3a0e-3a44-4a9e-9a8e-0f8f5d0f1a11")


def test_keys_counts_states_and_ids_are_kept() -> None:
    detail = {
        "rows": 3,
        "restricted": True,
        "before": None,
        "status": Outcome.DONE,
        "due": date(2026, 11, 22),
        "at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "action": ID,
        "fields": ("status", "due"),
        "ids": {ID},
        "empty": "",
    }
    assert clean_detail(detail) == {
        "rows": 3,
        "restricted": True,
        "before": None,
        "status": "done",
        "due": "2026-11-22",
        "at": "2026-11-22T09:30:00+00:00",
        "action": str(ID),
        "fields": ["status", "due"],
        "ids": [str(ID)],
        "empty": "",
    }


@pytest.mark.parametrize(
    "value",
    [
        "Spoke to his mother",
        "someone@example.org",
        "line\nbreak",
        "nul\x00",
        "élan",
        "x" * 121,
        1.5,
        {"nested": 1},
        b"bytes",
        ["fine", "not fine"],
        list(range(MAX_ITEMS + 1)),
    ],
)
def test_free_text_and_other_shapes_are_refused_without_repeating_them(value: object) -> None:
    with pytest.raises(ValueError, match="`note` of an audit detail") as refused:
        clean_detail({"note": value})
    assert str(value) not in str(refused.value)


@pytest.mark.parametrize("key", ["Name", "a b", "", "naïve", "x" * 41, "1st"])
def test_keys_are_words(key: str) -> None:
    with pytest.raises(ValueError, match="key of an audit detail"):
        clean_detail({key: 1})


@pytest.mark.parametrize("name", ["plan:edit-action", "audit:verify", "a1:b-2"])
def test_permissions_are_room_and_verb(name: str) -> None:
    assert permission_name(name) == name


@pytest.mark.parametrize("name", ["", "plan", "plan:", "Plan:Edit", "plan:edit action", "plan:edit:x", "plan:e\n"])
def test_other_permissions_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="permission"):
        permission_name(name)


def test_a_subject_is_one_opaque_word() -> None:
    assert token(ID, "subject's id") == str(ID)
    assert token("", "subject's id") == ""
    with pytest.raises(ValueError, match="subject's id"):
        token("John Smith", "subject's id")


@pytest.mark.parametrize("value", ["John Smith", "a\x00b", "\ud800", "x" * 500, "<script>"])
def test_a_refusal_keeps_junk_out_and_is_still_kept(value: str) -> None:
    assert token_or_junk(value) == "unreadable"
    assert token_or_junk(ID) == str(ID)
