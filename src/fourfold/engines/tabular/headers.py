"""Names of columns as people write them, made comparable."""

import re
import unicodedata
from functools import lru_cache

_DAMAGED = ("ï»¿", "\ufeff")
"""A byte order mark, also one that a program read in the wrong encoding and saved as letters."""
_BETWEEN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4_096)
def normal(header: str) -> str:
    """“Date of Birth”, “date_of_birth” and “DATE-OF-BIRTH ” are one: `date_of_birth`. Empty for an empty header."""
    for mark in _DAMAGED:
        header = header.removeprefix(mark)
    if not header.isascii():
        parted = unicodedata.normalize("NFKD", header)
        header = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _BETWEEN.sub("_", header.casefold()).strip("_")
