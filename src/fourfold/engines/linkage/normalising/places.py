"""Postcode and address, brought to parts that can be compared: sector, house numbers, words of the street."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

UK_POSTCODE = re.compile(r"^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})$")
NO_POSTCODE = frozenset({"zz993vz", "zz993wz", "zz993cz", "zz993gz", "zz999zz", "unknown", "none", "na", "nfa"})
NO_ADDRESS = frozenset(
    {"unknown", "not known", "no fixed abode", "nfa", "none", "n a", "not stated", "no address", "tbc"}
)
SHORT = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "close": "cl", "lane": "ln", "drive": "dr",
    "court": "ct", "crescent": "cres", "gardens": "gdns", "garden": "gdns", "grove": "gr", "place": "pl",
    "square": "sq", "terrace": "ter", "house": "hse", "apartment": "flat", "apt": "flat", "unit": "flat",
    "saint": "st", "mount": "mt",
    "north": "n", "south": "s", "east": "e", "west": "w", "way": "wy", "park": "pk", "hill": "hl",
}  # fmt: skip
NUMBERED = re.compile(r"(?:(?:flat|apartment|apt|unit|no\.?)\s+)?\d+[a-z]?(?:\s*,\s*\d+[a-z]?)?[\s,]+")
DIGITS_FIRST = re.compile(r"\d+[a-z]?")
TOKENS = re.compile(r"[a-z0-9]+")
NO_NEWS = frozenset({"flat", "kent", "england", "uk", "united", "kingdom", "gb"})


class Postcode(NamedTuple):
    """A postcode without gaps, with the area that its deliveries share (sector) and its first half (district)."""

    text: str
    sector: str
    district: str


class Address(NamedTuple):
    """An address: its numbers in order (`3/12` for Flat 3, 12 High Street) and the words that follow them."""

    house: str | None
    street: str


def postcode(text: str) -> Postcode | None:
    """A postcode of the UK in its parts; a foreign or miswritten one whole; None for one that stands for no place."""
    squeezed = text.lower().replace(" ", "")
    if not squeezed.isalnum():
        squeezed = re.sub(r"[\W_]+", "", squeezed)
    if not squeezed or squeezed in NO_POSTCODE:
        return None
    found = UK_POSTCODE.match(squeezed) or UK_POSTCODE.match(_digits_put_right(squeezed))
    if not found:
        return Postcode(squeezed, squeezed[:-1] or squeezed, squeezed[:-2] or squeezed)
    return Postcode(found[1] + found[2], found[1] + found[2][0], found[1])


def _digits_put_right(squeezed: str) -> str:
    """Third from the end stands a digit, then two letters: O and 0, I and 1, S and 5 are often confused."""
    inward = squeezed[-3:]
    mended = inward[:1].translate(str.maketrans("ois", "015")) + inward[1:].translate(str.maketrans("015", "ois"))
    return squeezed[:-3] + mended


def address(text: str) -> Address | None:
    """An address in numbers and words; None where it stands for none."""
    plain = text.lower()
    begins = NUMBERED.match(plain)
    cut = begins.end() if begins else 0
    further, words = _words(plain[cut:])
    numbers = (*DIGITS_FIRST.findall(plain[:cut]), *further)
    if not numbers and (not words or " ".join(words) in NO_ADDRESS):
        return None
    return Address("/".join(numbers[:3]) or None, " ".join(words))


@lru_cache(maxsize=200_000)
def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Numbers and words of what follows a house number: a street and town, which many addresses share."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    tokens = TOKENS.findall(plain.replace("'", ""))
    numbers = tuple(token for token in tokens if token[0].isdigit())
    words = (SHORT.get(token, token) for token in tokens if not token[0].isdigit())
    return numbers, tuple(word for word in words if word not in NO_NEWS)
