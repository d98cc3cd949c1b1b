"""NHS number, UPN and PNC identifier: shape and check digit. What does not hold counts as missing."""

import re
from operator import mul

NHS_WEIGHTS = tuple(range(10, 0, -1))
# Σ weight x ord("0"): taken from the sum over bytes, so that digits need not be read one by one.
NHS_ZEROS = sum(NHS_WEIGHTS) * ord("0")
UPN_SHAPE = re.compile(r"^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$")
UPN_WEIGHTS = tuple(range(2, 14))
UPN_ZEROS = sum(UPN_WEIGHTS) * ord("0")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_SHAPE = re.compile(r"^(\d{4}|\d{2})(?:/(?=\d{1,7}[A-Z])|(?=\d{7}[A-Z]))(\d{1,7})([A-HJ-NP-RT-Z])$")
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
NO_SIGN = re.compile(r"[\s/\-.]+")


def nhs_number(text: str) -> str | None:
    """Ten digits whose weighted sum (10 to 1) 11 divides; ten equal digits are nobody's (NHS Data Dictionary)."""
    digits = text if text.isdigit() else NO_SIGN.sub("", text)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or digits == digits[0] * 10:
        return None
    return digits if (sum(map(mul, digits.encode(), NHS_WEIGHTS)) - NHS_ZEROS) % 11 == 0 else None


def upn(text: str) -> str | None:
    """A unique pupil number with the check letter that its twelve characters give (DfE, UPN guide, annex).

    A temporary number ends with a letter, which counts by its place in the alphabet of check letters.
    """
    written = NO_SIGN.sub("", text.upper())
    if not UPN_SHAPE.match(written):
        return None
    if written[1:].isdigit():
        return (
            written
            if UPN_LETTERS[(sum(map(mul, written.encode()[1:], UPN_WEIGHTS)) - UPN_ZEROS) % 23] == written[0]
            else None
        )
    values = [int(sign) if sign.isdigit() else UPN_LETTERS.index(sign) for sign in written[1:]]
    total = sum(map(mul, values, UPN_WEIGHTS))
    return written if UPN_LETTERS[total % 23] == written[0] else None


def pnc_id(text: str) -> str | None:
    """A Police National Computer identifier as `YY/NNNNNNNL`, with its check letter; years of two digits or four."""
    found = _pnc_parts(text)
    if found is None:
        return None
    year, serial, letter = found
    return f"{year}/{serial}{letter}" if PNC_LETTERS[int(year + serial) % 23] == letter else None


def _pnc_parts(text: str) -> tuple[str, str, str] | None:
    """Two digits of the year, seven of the serial number, the letter. Without a stroke, the serial has all seven."""
    year, stroke, rest = text.strip().upper().partition("/")
    found = PNC_SHAPE.match(NO_SIGN.sub("", year) + ("/" + NO_SIGN.sub("", rest) if stroke else ""))
    return (found[1][-2:], found[2].rjust(7, "0"), found[3]) if found else None
