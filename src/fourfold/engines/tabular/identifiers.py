"""Numbers that name people and places elsewhere, each with its check digit or letter."""

import re

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.numbers import SHORTENED, shortened
from fourfold.engines.tabular.rows import Problem

_GAPS = re.compile(r"[\s\-]")
_UPN = re.compile(r"[A-Z]\d{11}[0-9A-Z]", re.ASCII)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_PNC = re.compile(r"((?:19|20)?\d{2})/(\d{1,7})([A-Z])", re.ASCII)
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_POSTCODE = re.compile(
    r"([A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?))(\d[ABD-HJLNP-UW-Z]{2})", re.ASCII
)
_PSEUDO = re.compile(r"(ZZ99)(\d[A-Z]{2})", re.ASCII)
"""NHS pseudo-postcodes: no fixed abode, not known, abroad."""


def read_nhs_number(text: str) -> Cell:
    """Ten digits: weights 10 to 2, 11 less the sum modulo 11; 11 counts as 0, 10 is never issued."""
    plain = _GAPS.sub("", text)
    if SHORTENED.fullmatch(plain):
        return Cell(problem=shortened(text))
    if not (plain.isascii() and plain.isdigit() and len(plain) == 10):
        return _wrong("An NHS number has ten digits.", "Check it against the record, or leave it empty.")
    total = sum(int(digit) * weight for digit, weight in zip(plain, range(10, 1, -1), strict=False))
    if (11 - total % 11) % 11 != int(plain[9]) or len(set(plain)) == 1:
        return _wrong(
            "The check digit of this NHS number is wrong: a digit is mistyped, or two are swapped.",
            "Check it against the record, or leave it empty.",
        )
    return Cell(plain, plain)


def read_upn(text: str) -> Cell:
    """A check letter and twelve digits; a temporary number ends in a letter (DfE, Unique pupil numbers)."""
    plain = _GAPS.sub("", text).upper()
    if not _UPN.fullmatch(plain) or plain[12] in "IOS" or plain[0] not in _UPN_LETTERS:
        return _wrong("A UPN is a letter and twelve digits.", "Check it against the school’s record.")
    last = plain[12]
    digits = [*map(int, plain[1:12]), int(last) if last.isdigit() else _UPN_LETTERS.index(last)]
    total = sum(digit * weight for weight, digit in enumerate(digits, start=2))
    if _UPN_LETTERS[total % 23] != plain[0]:
        return _wrong(
            "The check letter of this UPN is wrong: a sign is mistyped, or two are swapped.",
            "Check it against the school’s record.",
        )
    return Cell(plain, plain)


def read_pnc(text: str, this_year: int) -> Cell:
    """Year, number and check letter: 2020/0012345X. A year of two digits is of this century until this year."""
    found = _PNC.fullmatch(re.sub(r"\s", "", text).upper())
    if not found:
        return _wrong("A PNC identifier is a year, a number and a letter.", "Write it like 2020/0012345X.")
    year, serial, letter = found[1], f"{int(found[2]):07}", found[3]
    if _PNC_LETTERS[int(year[-2:] + serial) % 23] != letter:
        return _wrong(
            "The check letter of this PNC identifier is wrong: a sign is mistyped, or two are swapped.",
            "Check it against the record, or leave it empty.",
        )
    if len(year) == 2:
        year = f"20{year}" if int(year) <= this_year % 100 else f"19{year}"
    whole = f"{year}/{serial}{letter}"
    return Cell(whole, whole)


def read_uprn(text: str) -> Cell:
    """Up to twelve digits, without noughts before them."""
    plain = _GAPS.sub("", text)
    if SHORTENED.fullmatch(plain):
        return Cell(problem=shortened(text))
    plain = plain.removesuffix(".0").lstrip("0")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 12):
        return _wrong("A UPRN has up to twelve digits.", "Check it against the address, or leave it empty.")
    return Cell(plain, plain)


def read_postcode(text: str) -> Cell:
    """A postcode in capitals, with one space."""
    plain = re.sub(r"\s", "", text).upper()
    if found := _POSTCODE.fullmatch(plain) or _PSEUDO.fullmatch(plain):
        whole = f"{found[1]} {found[2]}"
        return Cell(whole, whole, None, ("pseudo",) if found[1] == "ZZ99" else ())
    if plain == "GIR0AA":
        return Cell("GIR 0AA", "GIR 0AA")
    return _wrong(
        f"“{text[:20]}” is not a postcode.",
        "Write it like ME14 1XX; look for O and 0, I and 1. Leave it empty where it is not known.",
    )


def _wrong(reason: str, mend: str) -> Cell:
    return Cell(problem=Problem(reason, mend))
