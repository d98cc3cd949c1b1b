"""Names as they are searched: by whole words and by how these sound, never by parts of words."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import jellyfish

LONGEST = 60
"""Characters of a word that are kept."""
MOST = 12
"""Words of a name that are kept."""


@dataclass(frozen=True, slots=True)
class NameKey:
    """One word of a name in its plain form, and its sound: `stephen` and `STFN`."""

    word: str
    sound: str


def name_keys(name: str) -> tuple[NameKey, ...]:
    """The words of a name, each once, in their order."""
    return tuple(NameKey(word, _sound(word)) for word in _words(name))


def written_alike(asked: Iterable[NameKey], name: str) -> int:
    """How many of the words that were asked for stand in `name` exactly so; the others only sound alike."""
    words = set(_words(name))
    return sum(key.word in words for key in asked)


def _words(name: str) -> list[str]:
    """Small letters without accents; hyphens part words, apostrophes do not."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign)
    )
    for sign in "'’‘`.":
        plain = plain.replace(sign, "")
    parted = "".join(sign if sign.isalnum() else " " for sign in plain.replace("ł", "l").replace("ø", "o"))
    return list(dict.fromkeys(word[:LONGEST] for word in parted.split()))[:MOST]


def _sound(word: str) -> str:
    """Lawrence Philips' Metaphone (1990); a word that it hears nothing in sounds as it is written."""
    return jellyfish.metaphone(word) or word.upper()
