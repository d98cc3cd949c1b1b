"""Small tools on running text: tidy spaces, words for comparing, and where sentences begin."""

import re
from itertools import accumulate

INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens, direction marks and zero-width characters: they carry no word and can hide one."""

_ABBREVIATIONS = frozenset(
    ["e.g.", "i.e.", "etc.", "cf.", "vs.", "no.", "st.", "dr.", "mr.", "mrs.", "ms.", "inc.", "incl."]
)
_STOP = re.compile(r"[.!?]['’\"”)\]]*\s+(?=['‘\"“(\[]*[A-Z0-9])")
_LINE_BREAK = re.compile(r"\n\s*(?=\S)")
_TOKEN = re.compile(r"\w+")
_LONGEST_ABBREVIATION = 8


def tidy(text: str) -> str:
    """The text with each run of spaces and line breaks as one space, and none at its ends."""
    return " ".join(text.split())


def tokens(text: str) -> list[str]:
    """Its words in lower case, without punctuation: what must not be lost."""
    return _TOKEN.findall(text.casefold())


def sentence_starts(text: str) -> list[int]:
    """Where each sentence after the first begins: behind a stop that ends no abbreviation, or a line break.

    A stop inside brackets ends nothing.
    """
    depths = bracket_depths(text)
    first = len(text) - len(text.lstrip())
    stops = [found.end() for found in _STOP.finditer(text) if not _abbreviates(text, found.start())]
    breaks = [found.end() for found in _LINE_BREAK.finditer(text)]
    return sorted({start for start in (*stops, *breaks) if start > first and depths[start - 1] == 0})


def bracket_depths(text: str) -> list[int]:
    """For each character, how many round brackets are open behind it. A bracket never closed opens nothing."""
    open_at: list[int] = []
    steps = [0] * len(text)
    for place, character in enumerate(text):
        if character == "(":
            open_at.append(place)
        elif character == ")" and open_at:
            steps[open_at.pop()] = 1
            steps[place] = -1
    return list(accumulate(steps))


def cut(text: str, starts: list[int]) -> list[str]:
    """The text cut at those places, each piece tidied, empty ones left out."""
    ends = [*starts, len(text)]
    pieces = (tidy(text[a:b]) for a, b in zip([0, *starts], ends, strict=True))
    return [piece for piece in pieces if piece]


def _abbreviates(text: str, stop: int) -> bool:
    before = text[max(0, stop - _LONGEST_ABBREVIATION) : stop + 1]
    return before.rsplit(None, 1)[-1].lstrip("(['‘\"“").casefold() in _ABBREVIATIONS
