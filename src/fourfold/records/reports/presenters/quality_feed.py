"""One feed against its contract, agency by agency: what was found, what is asked, and where that is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import show_date
from fourfold.records.feeds.wording import joined, month_text
from fourfold.records.reports.domain.quality_figures import FEW, MOST, UNKNOWN
from fourfold.records.reports.domain.quality_standing import warnings
from fourfold.records.reports.presenters.quality import because, sign, standing
from fourfold.records.reports.presenters.quality_against import YEAR, against, count_text, filled_columns, share_text
from fourfold.records.reports.presenters.quality_charts import volume_chart
from fourfold.records.reports.queries.quality import Feed, Month


def section_of(feed: Feed, *, is_mine: bool) -> dict[str, Any]:
    """An agency's part of the page. `is_mine`: the reader sends it, and so sees its deliveries."""
    stands = standing(feed)
    last_year = feed.months[:YEAR]
    return {
        "id": str(feed.holder_id),
        "name": feed.holder,
        "sign": sign(stands),
        "because": because(stands, feed.contract),
        "against": list(against(feed)),
        "warnings": list(_warnings(feed)),
        "faults": _faults(feed.contract, last_year),
        "columns": _columns(feed),
        "chart": volume_chart(feed),
        "months": [_month(feed, month) for month in feed.months if _says_something(month)],
        "deliveries": f"{reverse('feeds:deliveries')}?contract={feed.contract.key}" if is_mine else "",
    }


def _warnings(feed: Feed) -> Iterator[str]:
    state = feed.months[0].figures.get("now", {})
    for one in warnings(state.get("volume", {})):
        yield one.text
    year = [month.figures for month in feed.months[:YEAR]]
    for key, text in (
        (
            "other_vintage",
            _("%(count)s rows name a small area of another census than their month: a plain join would lose them."),
        ),
        ("outside", _("%(count)s rows lie outside Kent and Medway: they are kept, and belong to no district.")),
    ):
        counts = [month[key] for month in year]
        if any(count != 0 for count in counts):
            yield text % {"count": count_text(sum(count or 0 for count in counts) or None)}


def _faults(contract: Contract, months: Sequence[Month]) -> dict[str, Any]:
    """The columns in which rows were wrong in the last 12 months, the most first; `few`: those with few rows."""
    labels = {column.key: column.label for column in contract.columns} | {"": _("The row as a whole")}
    counts: Counter[str] = Counter()
    for month in months:
        for key, count in month.figures["faults"].items():
            counts[key] += count or 0
    return {
        "many": [(labels.get(key, key), f"{count:,}") for key, count in counts.most_common() if count],
        "few": joined(sorted(labels.get(key, key) for key, count in counts.items() if not count)),
    }


def _columns(feed: Feed) -> list[tuple[str, str]]:
    """How far each column that may be empty is filled in the rows of the last 12 months: the emptiest first."""
    state = feed.months[0].figures.get("now", {})
    found = sorted(
        (one for one in filled_columns(feed.contract, state) if not one[2]), key=lambda one: _number(one[1])
    )
    return [(label, share_text(said)) for label, said, _required in found]


def _number(said: str) -> float:
    fixed = {FEW: 0.0, MOST: 100.0, UNKNOWN: 101.0}
    return fixed[said] if said in fixed else float(said)


def _says_something(month: Month) -> bool:
    return any(month.figures[key] for key in ("expected", "deliveries", "refused", "held"))


def _month(feed: Feed, month: Month) -> dict[str, str]:
    figures = month.figures
    volume = feed.months[0].figures.get("now", {}).get("volume", {})
    key = f"{month.start:%Y-%m}"
    return {
        "month": month_text(key),
        "deliveries": f"{figures['deliveries']:,}",
        "on_time": _("%(came)s of %(due)s") % {"came": f"{figures['on_time']:,}", "due": f"{figures['expected']:,}"}
        if figures["expected"]
        else _("None due"),
        "rows": count_text(figures["rows"]),
        "valid": share_text(figures["valid"]) if figures["deliveries"] or figures["refused"] else "–",
        "happened": count_text(volume.get(key)) if volume else "–",
    }


def since_text(contract: Contract) -> str:
    """Which version of the contract the feed is held against."""
    return _("Contract %(key)s, version %(version)s, since %(day)s.") % {
        "key": contract.key,
        "version": contract.version,
        "day": show_date(contract.since),
    }
