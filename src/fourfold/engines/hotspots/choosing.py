"""Which events a question is about: their months and categories."""

import difflib
import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.hotspots.errors import BadEvents, BadQuestion
from fourfold.engines.hotspots.events import Note

POSSESSION = ("Drugs", "Possession of weapons")
"""Found mostly where police search, so that a map of them is one of searching: never mixed with harm."""


MONTH = r"\d{4}-(0[1-9]|1[0-2])"


def months_of(text: str) -> list[str]:
    """The months of `2022-01:2022-10`, or of a single month. Raises BadQuestion."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?::(\d{4})-(\d{2}))?", text.strip())
    if not found:
        raise BadQuestion(f"{text} is no span of months. Write it as 2022-01:2022-10.")
    year, month = int(found[1]), int(found[2])
    last = (int(found[3] or year), int(found[4] or month))
    if not (1 <= month <= 12 and 1 <= last[1] <= 12):
        raise BadQuestion(f"{text} names a month that is none. Months run from 01 to 12.")
    if last < (year, month):
        raise BadQuestion(f"{text} ends before it begins. Write the earlier month first.")
    count = (last[0] - year) * 12 + last[1] - month + 1
    if count > 600:
        raise BadQuestion(f"{text} spans more than 50 years. Check the years.")
    return [f"{year + (month - 1 + step) // 12}-{(month - 1 + step) % 12 + 1:02d}" for step in range(count)]


def all_months(events: pa.Table) -> list[str]:
    """The months from the first to the last that the events name. Raises BadEvents where they name none."""
    named = [month for month in pc.unique(events.column("month")).to_pylist() if re.fullmatch(MONTH, month or "")]
    if not named:
        raise BadEvents("No event has a month. The column Month should hold such as 2022-01.")
    return months_of(f"{min(named)}:{max(named)}")


def of_months(events: pa.Table, months: Sequence[str], note: Note) -> pa.Table:
    """The events of some months. A month without events is told; raises BadEvents where all are."""
    has = set(pc.unique(events.column("month")).to_pylist())
    empty = [month for month in months if month not in has]
    if len(empty) == len(months):
        span = sorted(filter(None, has)) or ["none"]
        named = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
        raise BadEvents(f"There are no events of {named}: the files hold months from {span[0]} to {span[-1]}.")
    if empty:
        note(f"There are no events of {', '.join(empty)}: these months count as empty, which they may not be.")
    return events.filter(pc.is_in(events.column("month"), pa.array(list(months), pa.string())))


def categories_of(events: pa.Table, asked: Sequence[str]) -> list[str]:
    """The categories that were asked for, as the file writes them; all but possession where none was. Raises
    BadQuestion.
    """
    known = sorted(name for name in pc.unique(events.column("category")).to_pylist() if name)
    if not asked:
        return [name for name in known if name not in POSSESSION]
    by_fold = {name.casefold(): name for name in known}
    unknown = [name for name in asked if name.strip().casefold() not in by_fold]
    if unknown:
        near = difflib.get_close_matches(unknown[0].casefold(), by_fold, 1, 0.5)
        meant = f" Did you mean {by_fold[near[0]]}?" if near else ""
        raise BadQuestion(f"No event is of the category {unknown[0]}.{meant} The files hold: {'; '.join(known)}.")
    return list(dict.fromkeys(by_fold[name.strip().casefold()] for name in asked))


def of_categories(events: pa.Table, categories: Sequence[str]) -> pa.Table:
    """The events of these categories."""
    return events.filter(pc.is_in(events.column("category"), pa.array(list(categories), pa.string())))
