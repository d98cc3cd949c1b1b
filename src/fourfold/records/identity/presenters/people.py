"""A person as their page shows them: who they are as far as it is shared, and what opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import lower_first
from fourfold.records.feeds.domain.records import BORN_ON, NAME
from fourfold.records.feeds.presenters.people import UNNAMED
from fourfold.records.feeds.presenters.records import Reason, data_set_of, reasons_of
from fourfold.records.feeds.queries.papers import Papers
from fourfold.records.feeds.queries.sight import Shown, Sight
from fourfold.records.feeds.wording import joined, kind_label, value_text

if TYPE_CHECKING:
    from fourfold.records.feeds.models import Record


@dataclass(frozen=True, slots=True)
class Opening:
    """What one agency shares of one data set: which fields, because of what, and what it keeps."""

    holder: str
    data_set: str
    open: str
    closed: str
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar above a person's records."""

    name: str
    reference: str
    items: list[dict[str, str]]


def identity_of(shown: Sequence[Shown], records: "Sequence[Record]") -> Identity:
    """Name and date of birth by the newest record that shares them, and where the person appears."""
    born = _first(shown, BORN_ON)
    holders = sorted({record.holder.name for record in records})
    return Identity(
        name=_first(shown, NAME) or _(UNNAMED),
        reference=records[0].reference,
        items=[
            {"label": _("Date of birth"), "value": value_text(BORN_ON, born) if born else _("Not shared")},
            {"label": _("Recorded as"), "value": kind_label(records[0].subject_kind)},
            {"label": _("Known to"), "value": joined(holders)},
            {"label": _("Newest record"), "value": show_date(records[0].occurred_on)},
        ],
    )


def openings_of(sight: Sight, records: "Sequence[Record]", papers: Papers) -> list[Opening]:
    """What each agency's agreements open of this person, by data set."""
    by_place: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        by_place.setdefault((record.holder.name, record.data_set), []).append(record)
    return [_opening(sight, holder, some, papers) for (holder, _key), some in sorted(by_place.items())]


def _opening(sight: Sight, holder: str, records: "Sequence[Record]", papers: Papers) -> Opening:
    decisions = [sight.decide(record) for record in records]
    fields = frozenset[str]().union(*(decision.fields for decision in decisions))
    data_set = data_set_of(records[0])
    return Opening(
        holder=holder,
        data_set=data_set.label,
        open=joined([lower_first(item.label) for item in data_set.said if item.key in fields]),
        closed=joined([lower_first(item.label) for item in data_set.said if item.key not in fields]),
        reasons=reasons_of(sight, [because for decision in decisions for because in decision.because], papers),
    )


def _first(shown: Sequence[Shown], field: str) -> str:
    return next((one.values[field] for one in shown if one.values.get(field)), "")
