"""A JSON file that is no sound export is refused with the place that is wrong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from fourfold.accountability.plan.domain.exporting import Envelope, is_export, read_export, write_export
from fourfold.ground.kernel.errors import BadInput

CONTENT: dict[str, Any] = {
    "title": "A plan",
    "summary": "",
    "audience": "partnership",
    "scope": "county",
    "area": "",
    "strands": [{"kind": "prevent", "aim": "", "success_factors": [], "actions": []}],
    "questions": [],
}


def file(**changed: object) -> dict[str, Any]:
    """A sound export with something changed at its top."""
    whole: dict[str, Any] = json.loads(write_export(Envelope(CONTENT, "live", datetime(2026, 11, 22, tzinfo=UTC))))
    return whole | changed


def test_the_file_says_how_it_is_marked_and_what_is_left_out() -> None:
    assert file()["marking"] == "OFFICIAL"
    assert "OFFICIAL-SENSITIVE updates" in file()["left_out"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1: This is not sound JSON"),
        (b"{}", "its “format” is not “fourfold.plan”"),
        (json.dumps(file(version=2)).encode(), "version: This export is of another version"),
        (json.dumps(file(plan=None)).encode(), "plan: This must be an object"),
        (json.dumps(file(plan=CONTENT | {"scope": "moon"})).encode(), "scope: This must be one of: county"),
        (json.dumps(file(plan=CONTENT | {"title": " "})).encode(), "title: This must not be empty"),
        (json.dumps(file(plan=CONTENT | {"extra": 1})).encode(), "plan.extra: We do not know this field"),
        (json.dumps(file(plan={"title": "A plan"})).encode(), "plan: The field “summary” is missing"),
        (b"\xff\xfe{", "This is not sound JSON"),
        (b"[" * 100_000, "This is not sound JSON"),
    ],
)
def test_what_is_wrong_is_named(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_export(content)
    assert said in str(refused.value)


def test_a_strand_stands_once() -> None:
    twice = CONTENT | {"strands": CONTENT["strands"] * 2}
    with pytest.raises(BadInput, match="only once"):
        read_export(json.dumps(file(plan=twice)).encode())


def test_an_export_is_known_by_its_first_bytes() -> None:
    assert is_export(b'\xef\xbb\xbf {"format"')
    assert not is_export(b"PREVENT - stop it")
    assert not is_export(b"PK\x03\x04")
