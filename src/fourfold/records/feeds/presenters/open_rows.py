"""Published rows on a page: counts by month, district and kind, and the rows with their contract's own columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Column, Contract, Kind
from fourfold.engines.tabular.volumes import volume_warnings
from fourfold.records.feeds.domain.contracts import code_lists
from fourfold.records.feeds.models import OpenRow
from fourfold.records.feeds.presenters.months import FEWEST, WIDTH, Month, Months
from fourfold.records.feeds.queries.open_rows import Group, Wanted
from fourfold.records.feeds.wording import month_text

SHOWN_COLUMNS = 6
"""Columns of a row that its page shows; a download has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A count with its bar. `width`: of `presenters.months.WIDTH`."""

    label: str
    count: str
    width: int


@dataclass(frozen=True, slots=True)
class Labels:
    """What the rows of a contract are narrowed by: what stands in the address, to its words."""

    months: Mapping[str, str]
    districts: Mapping[str, str]
    categories: Mapping[str, str]


def labels(contract: Contract, found: Sequence[Group]) -> Labels:
    """The months, districts and kinds that there are, newest month first."""
    months = sorted({one.month for one in found if one.month}, reverse=True)
    names = code_lists()["districts"]
    districts = sorted({one.district for one in found}, key=lambda code: (not code, names.get(code, code)))
    kinds = {one.category for one in found}
    said = next((one.codes for one in contract.columns if one.kind is Kind.CODE and one.required), {})
    return Labels(
        months={f"{one:%Y-%m}": month_text(f"{one:%Y-%m}") for one in months},
        districts={code: names.get(code, code) or _("No place, or outside Kent and Medway") for code in districts},
        categories={
            key: said.get(key, key) or _("No kind") for key in sorted(kinds, key=lambda key: said.get(key, key))
        },
    )


def months(found: Sequence[Group], wanted: Wanted) -> Months | None:
    """Rows by month; over all districts and kinds also what is out of line. None for one month."""
    counts: Counter[date] = Counter()
    for one in found:
        if one.month and one.is_in(wanted):
            counts[one.month] += one.rows
    if len(counts) < FEWEST:
        return None
    is_whole = wanted.district is None and wanted.category is None
    odd = volume_warnings(counts) if is_whole else []
    most = max(counts.values())
    odd_months = {one.month for one in odd}
    return Months(
        [
            Month(month_text(f"{day:%Y-%m}"), f"{count:,}", round(WIDTH * count / most), day in odd_months)
            for day, count in sorted(counts.items())
        ],
        [one.text for one in odd],
    )


def lines(found: Sequence[Group], wanted: Wanted, part: str, words: Mapping[str, str]) -> list[Line]:
    """Rows by `district` or `category`, the most first. Empty where there is but one."""
    counts: Counter[str] = Counter()
    for one in found:
        if one.is_in(wanted):
            counts[getattr(one, part)] += one.rows
    if len(counts) < FEWEST:
        return []
    most = max(counts.values())
    return [Line(words.get(key, key), f"{n:,}", round(WIDTH * n / most)) for key, n in counts.most_common()]


def total(found: Sequence[Group], wanted: Wanted) -> int:
    """How many rows are wanted."""
    return sum(one.rows for one in found if one.is_in(wanted))


def sentence(wanted: Wanted, said: Labels) -> str:
    """What is shown: `of burglary, in Medway, in March 2024`."""
    parts = []
    if wanted.category is not None:
        parts.append(_("of the kind “%(kind)s”") % {"kind": said.categories.get(wanted.category, wanted.category)})
    if wanted.district == "":
        parts.append(_("without a place, or outside Kent and Medway"))
    elif wanted.district is not None:
        parts.append(_("in %(district)s") % {"district": said.districts.get(wanted.district, wanted.district)})
    if wanted.month is not None:
        parts.append(_("in %(month)s") % {"month": month_text(f"{wanted.month:%Y-%m}")})
    return ", ".join(parts)


def shown_columns(contract: Contract) -> list[Column]:
    """The columns that a page has room for: those that every row has, then others, without long identifiers."""
    plain = [
        one for one in contract.columns if one.kind not in (Kind.LONGITUDE, Kind.LATITUDE) and one.max_length != 64
    ]
    return sorted(plain, key=lambda one: not one.required)[:SHOWN_COLUMNS]


def cells(row: OpenRow, columns: Sequence[Column]) -> list[str]:
    """A row's values in words, an empty text for those that it has not."""
    return [_cell(row.values.get(one.key), one) for one in columns]


def _cell(value: object, column: Column) -> str:
    if value is None:
        return ""
    if column.kind is Kind.CODE:
        return column.codes.get(str(value), str(value))
    if column.kind is Kind.MONTH:
        return month_text(str(value)[:7])
    return str(value)


def file_columns(contract: Contract) -> list[str]:
    """The headings of a download."""
    return [*(one.key for one in contract.columns), "lsoa_vintage", "district_code", "attribution"]


def file_line(row: OpenRow, contract: Contract) -> list[str | float]:
    """A row of a download: its values as codes, what we found out of its place, and whom to name for it."""
    values = [_plain(row.values.get(one.key)) for one in contract.columns]
    return [*values, row.lsoa_vintage or "", row.district_code, contract.attribution]


def _plain(value: object) -> str | float:
    """Numbers stay numbers, so that nothing takes one below zero for a formula."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return "" if value is None else str(value)
