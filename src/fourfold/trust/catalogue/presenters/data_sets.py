"""Data sets as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import DataSet, DataSetKind, Sensitivity
from fourfold.trust.catalogue.domain.lines import listed
from fourfold.trust.catalogue.domain.reach import ways
from fourfold.trust.catalogue.presenters.law import address, capitalised, checked
from fourfold.trust.catalogue.queries import Holding


@dataclass(frozen=True, slots=True)
class Row:
    """A data set as a line of the list."""

    label: str
    href: str
    text: str
    whose: str
    fields: str
    live: str


def row(data_set: DataSet, live: Sequence[Holding]) -> Row:
    """A data set with the holders for which it is live."""
    return Row(
        label=data_set.label,
        href=reverse("catalogue:data-set", args=[data_set.key]),
        text=data_set.text,
        whose=_whose(data_set),
        fields=str(len(data_set.fields)) if data_set.is_personal else f"{len(data_set.fields)}, about nobody",
        live=plural(len(live), "agency", "agencies") if live else "Not live anywhere",
    )


def _whose(data_set: DataSet) -> str:
    return capitalised(listed(sorted(sector.label for sector in data_set.sectors)))


def identity(data_set: DataSet) -> dict[str, Any]:
    """The head of a data set's page."""
    kind = "Look-up" if data_set.kind is DataSetKind.LOOK_UP else "Data set"
    return {
        "name": data_set.label,
        "reference": kind,
        "items": [
            {"label": "Belongs to", "value": _whose(data_set)},
            {"label": "Held under", "value": data_set.regime.label},
        ],
    }


def about(data_set: DataSet) -> list[dict[str, Any] | None]:
    """What a data set is, row by row."""
    link = format_html('<a class="govuk-link" href="{0}">{0}</a>', data_set.source_url)
    return [
        {"key": "What it holds", "value": data_set.text},
        {"key": "Who may ask", "value": data_set.asked_by} if data_set.asked_by else None,
        {"key": "People in it", "value": _roles(data_set)},
        {"key": "Kept for", "value": data_set.retention},
        {"key": "Source", "value": link},
        {"key": "Checked", "value": checked(data_set.verified_on)},
    ]


_ROLES = {
    "at-risk": "at risk",
    "victim": "harmed",
    "witness": "witnesses",
    "suspect": "suspected",
    "convicted": "convicted",
    "none": "in none of these parts",
}


def _roles(data_set: DataSet) -> str:
    if not data_set.is_personal:
        return "Nobody who can be known"
    known = [_ROLES[role] for role in data_set.subject_roles]
    return f"People {listed(known)}, each kept apart in every record"


def fields(data_set: DataSet) -> list[dict[str, Any]]:
    """Each field with its sensitivity in words."""
    return [
        {
            "label": field.label,
            "text": field.text,
            "sensitivity": capitalised(field.sensitivity.label),
            "is_special": field.sensitivity in (Sensitivity.SPECIAL, Sensitivity.PATIENT, Sensitivity.CRIMINAL),
        }
        for field in data_set.fields
    ]


def possible(data_set: DataSet, catalogue: Catalogue, on: date) -> list[dict[str, Any]]:
    """For which purposes, by which gateways, agreements could share it."""
    return [
        {
            "label": purpose.label,
            "href": address("purposes", purpose.key),
            "gateways": [(gateway.label, address("gateways", gateway.key)) for gateway in gateways],
        }
        for purpose, gateways in ways(data_set, catalogue, on)
    ]


def holder(holding: Holding, *, may_end: bool) -> dict[str, Any]:
    """A holder as a line, with where it is taken out of use by those who may."""
    since = f"since {show_date(holding.live_since)}"
    until = f", until {show_date(holding.live_until)}" if holding.live_until else ""
    return {
        "name": holding.holder_name,
        "href": reverse("partnership:agency", args=[holding.holder_id]),
        "period": f"{since}{until}",
        "end": reverse("catalogue:end-live", args=[holding.data_set, holding.holder_id]) if may_end else "",
    }


def past_holder(holding: Holding) -> dict[str, Any]:
    """A holder for whom it was live: until when, and why no longer."""
    return {
        "name": holding.holder_name,
        "href": reverse("partnership:agency", args=[holding.holder_id]),
        "until": show_date(holding.live_until),
        "why": holding.ended_because or _("An assessment that it rests on is no longer in force."),
    }
