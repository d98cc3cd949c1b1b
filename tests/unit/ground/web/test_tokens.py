"""The colours of the style sheet, measured as WCAG 2.2 does (relative luminance, 1.4.3)."""

import re
from pathlib import Path

import pytest

import fourfold.ground.web

ASSETS = Path(fourfold.ground.web.__file__).parent / "assets"
TOKENS = (ASSETS / "scss/_tokens.scss").read_text()
NAMED = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", TOKENS, re.MULTILINE))
STRANDS = {name: (ink, tint) for name, ink, tint in re.findall(r'"(\w+)": \((#\w{6}), (#\w{6})\)', TOKENS)}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_there_are_four_strands() -> None:
    assert list(STRANDS) == ["prevent", "protect", "pursue", "prepare"]


@pytest.mark.parametrize("strand", STRANDS)
def test_a_strand_can_be_read_on_white_and_on_its_tint(strand: str) -> None:
    ink, tint = STRANDS[strand]

    assert contrast(ink, "#ffffff") >= 4.5
    assert contrast(ink, tint) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "risk"),
        ("ink", "danger-tint"),
        ("ink-soft", "surface"),
        ("ink-soft", "danger-tint"),
        ("action", "surface"),
        ("action", "danger-tint"),
        ("done", "done-tint"),
        ("ink", "focus"),
    ],
)
def test_words_can_be_read_on_their_ground(text: str, ground: str) -> None:
    assert contrast(NAMED[text], NAMED[ground]) >= 4.5


def test_nobody_elses_face_is_shipped() -> None:
    sources = " ".join(path.read_text() for path in ASSETS.rglob("*") if path.suffix in {".scss", ".js", ".svg"})

    assert "GDS Transport" not in sources
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", sources)
