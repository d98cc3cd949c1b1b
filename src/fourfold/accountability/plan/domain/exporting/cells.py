"""Text in a spreadsheet's cell: it is never taken for a formula, and reads back exactly.

A cell that begins with = + - @, a tab or a line break would be run as a formula when opened (CSV injection, OWASP).
We put an apostrophe before it, as people do by hand; and before one that begins with an apostrophe itself, so that
taking one apostrophe away always gives the text back.
"""

import re

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""Beginnings that are guarded. The last four are full-width forms, which some spreadsheets take for the others."""

MOST_IN_CELL = 32_767
"""Characters that Excel holds in one cell."""

# XML holds no control characters and turns a carriage return into a line feed. Excel writes both as _xHHHH_
# (ECMA-376 part 1, 22.9.2.19, ST_Xstring), and text that looks like such a mark with its first line marked too.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def guard(text: str) -> str:
    """The text as a cell holds it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def unguard(cell: str) -> str:
    """The text of a cell that `guard` wrote."""
    return cell.removeprefix("'")


def to_xml(text: str) -> str:
    """The text with what XML cannot hold written as `_xHHHH_`."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def from_xml(text: str) -> str:
    """The text of `to_xml`."""
    return _WRITTEN.sub(lambda match: chr(int(match.group(1), 16)), text)
