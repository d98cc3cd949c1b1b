"""One indicator's page: what was chosen, what is shown, and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify
from markupsafe import Markup, escape

from fourfold.accountability.indicators.domain.figures import Where
from fourfold.accountability.indicators.domain.kinds import DeliveryKind, Direction, SourceKind, YardstickKind
from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.domain.periods import Frequency, name_of
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.models import Indicator, Observation, Yardstick
from fourfold.accountability.indicators.presenters.charts import table_rows
from fourfold.accountability.indicators.presenters.factors import IndicatorLine, indicator_line
from fourfold.accountability.indicators.presenters.words import yardstick_words
from fourfold.accountability.indicators.queries.series import ChartSeries
from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period

__all__ = ["Chosen", "definition_of", "headers_of", "line_of", "revision_rows", "table_rows", "yardstick_rows"]

EMPTY_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>No data</title></svg>'
_PARTED = "|"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The place that is shown, one beside it, and whether as a rate; with the choices for each."""

    where: Where
    beside: Where | None
    as_rate: bool
    offered: Sequence[tuple[str, str]]
    rate_offered: bool

    @classmethod
    def read(cls, query: Mapping[str, str], indicator: Indicator, have: Sequence[Where]) -> Self:
        """From `?place=E07000114&beside=E23000032&as=rate`. What is no choice is as if it were not given."""
        headline = Where(indicator.place)
        order = {code: position for position, code in enumerate(places())}
        known = sorted({*have, headline}, key=lambda where: (order.get(where.place, 99), where.breakdown))
        by_key = {_key(where): where for where in known}
        where = by_key.get(query.get("place", ""), headline)
        beside = by_key.get(query.get("beside", ""))
        rate = indicator.rate and bool(places()[where.place].residents)
        as_rate = rate and query.get("as") == "rate"
        if beside == where or (as_rate and beside and not places()[beside.place].residents):
            beside = None
        offered = [(key, _name(item)) for key, item in by_key.items()]
        return cls(where, beside, as_rate, offered, indicator.rate)

    @property
    def query(self) -> str:
        """The choice as the query of an address, for the picture that goes with it."""
        parts = {"place": _key(self.where), "beside": self.beside_key, "as": "rate" if self.as_rate else ""}
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def place_key(self) -> str:
        """The place as the choice names it."""
        return _key(self.where)

    @property
    def beside_key(self) -> str:
        """The place beside it as the choice names it."""
        return _key(self.beside) if self.beside else ""

    @property
    def sentence(self) -> str:
        """What is shown, in words."""
        names = " beside ".join(_name(item) for item in (self.where, self.beside) if item)
        return f"{names}, per 1,000 residents at the census of 2021" if self.as_rate else names


def _key(where: Where) -> str:
    return f"{where.place}{_PARTED}{where.breakdown}" if where.breakdown else where.place


def _name(where: Where) -> str:
    name = places()[where.place].name
    return f"{name}, {where.breakdown}" if where.breakdown else name


def line_of(plan_id: UUID, series: ChartSeries) -> IndicatorLine:
    """The latest figure of what is shown, in words."""
    return indicator_line(plan_id, series)


def headers_of(series: Sequence[ChartSeries], *, sure: bool) -> list[dict[str, Any]]:
    """The headings of the table beside the chart; `sure` where anything is known of how sure the figures are."""
    alone = series[0].unit.label.capitalize()
    values = [{"label": _name(item.where) if len(series) > 1 else alone, "numeric": True} for item in series]
    return [{"label": "Period"}, *values, *([{"label": "How sure"}] if sure else []), {"label": "Note"}]


def definition_of(indicator: Indicator) -> list[dict[str, Any]]:
    """What an indicator means, for a summary list."""
    source: str | Markup = indicator.source
    if indicator.source_url:
        source = Markup('<a class="govuk-link" href="{}">{}</a>').format(indicator.source_url, indicator.source)
    verified = show_date(indicator.verified_on) if indicator.verified_on else ""
    licence = ". ".join(part for part in (indicator.licence, indicator.attribution) if part)
    return [
        {"key": "What is counted", "value": indicator.definition},
        {"key": "Read it with", "value": indicator.pairing} if indicator.pairing else {},
        {"key": "Beware", "value": indicator.caveats} if indicator.caveats else {},
        {"key": "Which way is better", "value": Direction(indicator.direction).label},
        {"key": "How often", "value": Frequency(indicator.frequency).label},
        {"key": "Supplied by", "value": indicator.owner.name},
        {"key": "Source", "value": Markup("{}<br>{}").format(escape(source), SourceKind(indicator.kind).label)},
        {"key": "Licence", "value": licence} if licence else {},
        {"key": "Source last checked", "value": verified, "empty": "Not yet checked"},
        {"key": "Public page", "value": "May be shown" if indicator.is_public else "Not shown"},
    ]


def factor_links(plan_id: UUID, found: Sequence[tuple[UUID, str, str]]) -> list[dict[str, str]]:
    """The success factors that an indicator measures, each with its strand."""
    return [
        {
            "text": text,
            "strand": StrandKind(strand).label,
            "href": reverse("indicators:factor", args=[plan_id, factor_id]),
        }
        for factor_id, strand, text in found
    ]


def file_name(indicator: Indicator) -> str:
    """The name of a file about an indicator, without its ending."""
    return slugify(indicator.key or indicator.title)[:60] or "indicator"


def revision_rows(indicator: Indicator, rows: Sequence[Observation]) -> list[dict[str, str]]:
    """Figures as they were delivered."""
    frequency, unit = Frequency(indicator.frequency), Unit(indicator.unit)
    return [
        {
            "period": name_of(frequency, Period(row.start, row.end)),
            "place": _name(Where(row.series.place, row.series.breakdown)),
            "value": "Taken out" if row.withdrawn else "No data" if row.value is None else said(row.value, unit),
            "standing": "" if row.is_current else "Taken out" if row.withdrawn else "Replaced",
            "revision": str(row.revision),
            "note": row.note,
            "how": DeliveryKind(row.delivery.kind).label
            + (f": {row.delivery.filename}" if row.delivery.filename else ""),
            "by": row.by.name if row.by else "Fourfold",
            "at": show_moment(row.at),
        }
        for row in rows
    ]


def yardstick_rows(indicator: Indicator, found: Sequence[Yardstick]) -> list[dict[str, str]]:
    """Baselines and targets, the newest first."""
    return [
        {
            "kind": YardstickKind(item.kind).label,
            "place": places()[item.place].name,
            "value": yardstick_words(item, Unit(indicator.unit)),
            "on": show_date(item.on),
            "reason": item.reason,
            "by": item.set_by.name if item.set_by else "Fourfold",
            "at": show_moment(item.set_at),
        }
        for item in found
    ]
