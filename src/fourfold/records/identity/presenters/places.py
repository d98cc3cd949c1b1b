"""One area as its page shows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from fourfold.records.identity.domain.places import SOURCES, AreaChange, AreaKind
from fourfold.records.identity.models import Area
from fourfold.records.identity.queries.places import AreaFacts, Neighbour


def area_page(code: str, found: AreaFacts) -> dict[str, Any]:
    """Title, facts, what became of it, and where it is told from."""
    newest = found.vintages[0]
    return {
        "code": code,
        "name": newest.name,
        "kind": AreaKind(newest.kind).label,
        "facts": [row for row in _facts(found) if row["value"]],
        "history": history_of(found),
        "sources": list(dict.fromkeys(_source(area) for area in found.vintages)),
    }


def history_of(found: AreaFacts) -> str:
    """What became of a small area between the censuses, in a sentence; empty for other areas."""
    if found.vintages[0].kind != AreaKind.LSOA:
        return ""
    if found.after:
        return _after(found.after)
    return _before(found.before) if found.before else ""


def _after(after: list[Neighbour]) -> str:
    match after[0].change:
        case AreaChange.UNCHANGED:
            return _("It has the same borders at both censuses.")
        case AreaChange.SPLIT:
            return _(
                "The census of 2021 split it into several areas. Add them up to compare counts of the two years."
            )
        case AreaChange.MERGED:
            return _("The census of 2021 merged it with others. Counts of the two years compare in the larger area.")
        case _:
            return _("The census of 2021 drew its borders anew: counts of the two years cannot be compared.")


def _before(before: list[Neighbour]) -> str:
    if len(before) > 1:
        return _("It was made in 2021 by merging areas of 2011.")
    return _("It was made in 2021 by splitting an area of 2011.")


def _facts(found: AreaFacts) -> list[dict[str, Any]]:
    newest = found.vintages[0]
    residents = next((area.residents for area in found.vintages if area.residents is not None), None)
    return [
        {"key": _("Vintages that know this code"), "value": ", ".join(str(area.vintage) for area in found.vintages)},
        {"key": _("Name"), "value": _names(found.vintages)},
        {"key": _("Lies in"), "value": _lines(_inside(area) for area in found.within)},
        {"key": _("Made from"), "value": _lines(_link(one.code) for one in found.before if one.code != newest.code)},
        {"key": _("Became"), "value": _lines(_link(one.code) for one in found.after if one.code != newest.code)},
        {"key": _("Small areas of 2021 in it"), "value": f"{found.contains:,}" if found.contains else ""},
        {"key": _("Usual residents, census of 2021"), "value": f"{residents:,}" if residents is not None else ""},
    ]


def _names(vintages: list[Area]) -> str:
    names = {area.name for area in vintages}
    if len(names) == 1:
        return names.pop()
    return "; ".join(_("%(name)s (%(year)s)") % {"name": area.name, "year": area.vintage} for area in vintages)


def _inside(area: Area) -> Markup:
    label = AreaKind(area.kind).label
    return _link(area.code, f"{area.name}, {label[:1].lower()}{label[1:]}")


def _link(code: str, text: str = "") -> Markup:
    href = reverse("identity:area", args=[code])
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(href, text or code)


def _lines(items: Any) -> Markup:
    return Markup("<br>").join(escape(item) for item in items)


def _source(area: Area) -> tuple[str, str]:
    known = SOURCES[area.source]
    return f"{known.name}. {known.licence}.", known.attribution
