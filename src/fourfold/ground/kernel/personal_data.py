"""Finds what looks like personal data of a service user in text that must hold none.

A net, not a proof: it looks for shapes (identifiers, contact details, birth dates, ages, named people) and asks
the writer to look again. The writer decides; nothing is blocked silently.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of text and what it looks like, such as `an NHS number`."""

    looks_like: str
    text: str


def _nhs_number_is_valid(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (0 if check == 11 else check) == digits[9]


def _always(_text: str) -> bool:
    return True


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
_SHAPES: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
    ("an NHS number", re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), _nhs_number_is_valid),
    ("a unique pupil number", re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b"), _always),
    ("a PNC number", re.compile(r"\b(?:19|20)?\d{2}/\d{1,7}[A-HJ-NP-RT-Z]\b"), _always),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"), _always),
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"), _always),
    ("a telephone number", re.compile(r"(?<!\d)(?:\+44 ?|0)(?:\d[ -]?){9,10}(?!\d)"), _always),
    ("a home postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"), _always),
    ("a date of birth", re.compile(rf"\b(?:d\.?o\.?b\.?|born|date of birth)\W{{1,4}}(?:on )?{_DAY}", re.I), _always),
    ("somebody's age", re.compile(r"\b(?:aged|age) \d{1,2}\b|\b\d{1,2}[- ]year[- ]old\b", re.I), _always),
    (
        "a person's name",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Master)\.? [A-Z][a-z'-]+|"
            r"\b(?:[Nn]amed|[Cc]alled|[Ss]uspect|[Vv]ictim|[Pp]upil|[Nn]ominal|[Cc]hild|[Bb]oy|[Gg]irl|[Mm]other|"
            r"[Ff]ather|[Bb]rother|[Ss]ister),? [A-Z][a-z'-]+ [A-Z][a-z'-]+"
        ),
        _always,
    ),
]


_MARKS_ONE_PERSON = frozenset(name for name, _shape, _is_real in _SHAPES) - {"somebody's age", "a person's name"}


def find_identifiers(text: str) -> list[Finding]:
    """As `find`, without ages and names: what points at one person by itself.

    For text that a machine puts together and nobody can look at again: plans speak of "children aged 10" and of
    "Child Sexual Exploitation", which are neither.
    """
    return [finding for finding in find(text) if finding.looks_like in _MARKS_ONE_PERSON]


def find(text: str) -> list[Finding]:
    """What in `text` looks like personal data, in the order in which it stands there."""
    found: list[tuple[int, Finding]] = []
    for looks_like, shape, is_real in _SHAPES:
        for match in shape.finditer(text):
            if is_real(match.group()):
                found.append((match.start(), Finding(looks_like, match.group())))
    return [finding for _start, finding in sorted(found, key=lambda item: item[0])]
