"""Text as every writer can hold it."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_KEPT = {"‍", "‌"}
"""Joiners belong to the spelling of some languages."""


def clean(text: str) -> str:
    """`text` in one line, composed (NFC), without what XML, PDF or a reader's eye cannot hold.

    Control characters, marks that turn the direction of writing, unpaired surrogates and non-characters go;
    any white space becomes one space. No other character is changed.
    """
    spaced = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(character for character in spaced if _holds(character)).strip()


def _holds(character: str) -> bool:
    if character in _KEPT:
        return True
    point = ord(character)
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co") and point & 0xFFFE != 0xFFFE


def run(text: str) -> str:
    """A part of a line: clean, with the space at either end that parts it from its neighbours."""
    found = clean(text)
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(found)
    return f"{' ' if before else ''}{found}{' ' if after else ''}"


def paragraphs(text: str) -> list[str]:
    """Typed text as clean paragraphs: what stands between line breaks."""
    return [found for line in text.splitlines() if (found := clean(line))]
