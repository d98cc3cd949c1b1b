"""Timescales: `July 2019`, `July 2019 (review)`, `Ongoing`, full dates. A month means its last day."""

import re
from dataclasses import dataclass
from datetime import date

from fourfold.accountability.plan.domain.reading.results import Timescale
from fourfold.accountability.plan.domain.reading.tables import Source
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.accountability.plan.domain.states import TimescaleKind
from fourfold.ground.kernel.periods import last_day_of_month

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"(?:19|20)\d\d"
_WHEN = rf"""
    (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>{_YEAR})
  | (?P<iso>{_YEAR}-\d\d-\d\d)
  | (?P<uk>\d\d?/\d\d?/{_YEAR})
  | (?P<ongoing>ongoing|on-going|continuous)
"""
_TIMESCALE = re.compile(
    rf"""(?:\b(?:and|then|by|the|end|of|from|to|until|due|before)\b\s*){{0,4}}
    \(?\s{{0,2}}(?P<before>\breview(?:ed)?\b[:\s]{{0,3}}(?:by|in)?\s*)?
    \b(?:{_WHEN})\b
    (?P<after>\s*\(\s*review(?:ed)?\s*\)|\s*[-–,]?\s*\breview(?:ed)?\b(?!\s*:?\s*(?:by|in|\d|(?:{_MONTH})\b)))?
    \s*\)?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimescaleCell:
    """What a timescale cell says: what was understood, and the words that were not."""

    timescales: tuple[Timescale, ...]
    left_over: tuple[str, ...]


def read_timescales(source: Source) -> TimescaleCell:
    """Every timescale of a cell in its order, each with its own words."""
    found: list[Timescale] = []
    left: list[str] = []
    text, end = source.text, 0
    for match in _TIMESCALE.finditer(text):
        timescale = _timescale(match, source)
        if timescale is None:
            continue
        left.append(tidy(text[end : match.start()]))
        found.append(timescale)
        end = match.end()
    left.append(tidy(text[end:]))
    return TimescaleCell(tuple(found), tuple(words for words in left if tokens(words)))


def _timescale(match: re.Match[str], source: Source) -> Timescale | None:
    """The timescale of a match, or None for a day that no calendar has."""
    raw = tidy(match.group())
    if match["ongoing"]:
        return Timescale(TimescaleKind.ONGOING, None, raw, source)
    try:
        day = _date(match)
    except ValueError:
        return None
    reviewed = match["before"] or match["after"]
    return Timescale(TimescaleKind.REVIEW if reviewed else TimescaleKind.DUE, day, raw, source)


def _date(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["uk"]:
        day, month, year = (int(part) for part in match["uk"].split("/"))
        return date(year, month, day)
    year, month = int(match["year"]), _MONTHS.index(match["month"][:3].casefold()) + 1
    return date(year, month, int(match["day"])) if match["day"] else last_day_of_month(year, month)
