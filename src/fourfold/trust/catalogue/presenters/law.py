"""Records of law as their pages show them: in force or not, read at the source or not, what they let and exclude."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import Condition, DataSet, Dated, Field, Gateway, LawfulBasis, Purpose
from fourfold.trust.catalogue.domain.lines import listed
from fourfold.trust.catalogue.domain.reach import carried, covered, serving

KINDS = {
    "purposes": ("Purposes", "Why personal data may be looked at. The list is closed."),
    "gateways": ("Gateways", "The statutes and rules of law that let agencies share, or make them."),
    "bases": ("Lawful bases", "Why it is lawful to hold or give personal data at all."),
    "conditions": ("Conditions", "What must be true besides, before data about health, crime and the like is used."),
}
"""The tabs: their names and what each kind is for."""
_ONE = {"purposes": "Purpose", "gateways": "Gateway", "bases": "Lawful basis", "conditions": "Condition"}


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a line of its list. `state` and `state_label` draw its status."""

    label: str
    href: str
    text: str
    state: str
    state_label: str
    is_verified: bool
    source: str
    mark: str


def records(catalogue: Catalogue, kind: str) -> list[Dated]:
    """Every record of a kind, in the order of the catalogue. KeyError for a kind that is none."""
    found = {
        "purposes": catalogue.purposes,
        "gateways": catalogue.gateways,
        "bases": catalogue.bases,
        "conditions": catalogue.conditions,
    }[kind]
    return list(found.values())


def tabs(catalogue: Catalogue, here: str) -> list[dict[str, Any]]:
    """The kinds as tabs, each with how many there are."""
    return [
        {
            "text": name,
            "href": reverse("catalogue:law") if kind == "purposes" else reverse("catalogue:law-kind", args=[kind]),
            "active": kind == here,
            "count": len(records(catalogue, kind)),
        }
        for kind, (name, _lede) in KINDS.items()
    ]


def row(kind: str, entry: Dated, on: date) -> Row:
    """A record as a line."""
    state, label = standing(entry, on)
    return Row(
        label=entry.label,
        href=address(kind, entry.key),
        text=entry.text,
        state=state,
        state_label=label,
        is_verified=entry.verified_on is not None,
        source=checked(entry.verified_on),
        mark=_mark(entry),
    )


def address(kind: str, key: str) -> str:
    """Where a record's page is."""
    return reverse("catalogue:record", args=[kind, key])


def standing(entry: Dated, on: date) -> tuple[str, str]:
    """A record's status (its shape and its words) on a day."""
    if entry.is_open(on):
        ending = f" until {show_date(entry.until)}" if entry.until else ""
        return "on-track", f"In force{ending}"
    if entry.since is None:
        return "at-risk", "Not in force: start not known"
    if on < entry.since:
        return "not-started", f"Not in force until {show_date(entry.since)}"
    return "off-track", f"Ended on {show_date(entry.until)}"


def checked(verified_on: date | None) -> str:
    """Whether somebody has read the source, in words."""
    return f"Read on {show_date(verified_on)}" if verified_on else "To verify: nobody has read the source yet"


def capitalised(words: str) -> str:
    """A sentence's beginning: `uk GDPR` stays as it is but for its first letter."""
    return words[:1].upper() + words[1:]


def _mark(entry: Dated) -> str:
    if isinstance(entry, Gateway):
        return "A duty to share" if entry.is_duty else ""
    if isinstance(entry, Condition) and entry.needs_policy_document:
        return "Needs an appropriate policy document"
    return entry.regime.label if isinstance(entry, Purpose | LawfulBasis | Condition) else ""


def identity(kind: str, entry: Dated, on: date) -> dict[str, Any]:
    """The head of a record's page."""
    state, label = standing(entry, on)
    items = [
        {"label": "In force from", "value": show_date(entry.since) or "Not known"},
        {"label": "Applies in", "value": entry.extent},
    ]
    return {"name": entry.label, "reference": _ONE[kind], "state": state, "state_label": label, "items": items}


def about(catalogue: Catalogue, entry: Dated, on: date) -> list[dict[str, Any] | None]:
    """What a record lets and excludes, row by row."""
    rows: list[dict[str, Any] | None] = [{"key": "What it is for", "value": entry.text}]
    if isinstance(entry, Purpose):
        rows += [{"key": "Stands under", "value": entry.regime.label}, _gateways(serving(entry, catalogue, on))]
    if isinstance(entry, Gateway):
        rows += [_serves(entry, catalogue), {"key": "Does not authorise", "value": excludes(entry)}, _duty(entry)]
        rows.append(_receivers(entry))
    if isinstance(entry, LawfulBasis | Condition):
        rows.append({"key": "Stands under", "value": entry.regime.label})
    if isinstance(entry, Condition):
        rows += [{"key": "Covers", "value": _covers(entry)}, {"key": "Policy document", "value": _policy(entry)}]
    link = format_html('<a class="govuk-link" href="{0}">{0}</a>', entry.source_url)
    return [*rows, {"key": "Source", "value": link}, {"key": "Checked", "value": checked(entry.verified_on)}]


def _links(kind: str, entries: list[Any]) -> SafeString:
    lines = format_html_join(
        "",
        '<li><a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a></li>',
        ((address(kind, entry.key), entry.label) for entry in entries),
    )
    return format_html('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>', lines)


def _gateways(found: list[Gateway]) -> dict[str, Any]:
    return {"key": "Gateways in force", "value": _links("gateways", found) if found else "", "empty": "None"}


def _serves(gateway: Gateway, catalogue: Catalogue) -> dict[str, Any]:
    if not gateway.purposes:
        return {"key": "Serves", "value": "Any purpose"}
    found = [purpose for key, purpose in catalogue.purposes.items() if key in gateway.purposes]
    return {"key": "Serves", "value": _links("purposes", found)}


def excludes(gateway: Gateway) -> str:
    """What a gateway does not authorise, in a sentence."""
    parts = []
    kinds = sorted(one.label for one in gateway.excluded_sensitivities)
    if "personal data" in kinds:
        return "Any personal data: only what is about nobody who can be known."
    if kinds:
        parts.append(f"{capitalised(listed(kinds))}.")
    if gateway.excluded_sectors:
        whose = listed(sorted(one.label for one in gateway.excluded_sectors))
        parts.append(f"Personal information held in {whose}.")
    return " ".join(parts) or "Nothing is ruled out by its own words. The lawful basis and conditions still apply."


def _duty(gateway: Gateway) -> dict[str, Any] | None:
    if not gateway.is_duty:
        return None
    return {"key": "A duty", "value": "The law makes agencies share. Whoever refuses says why, and it is recorded."}


def _receivers(gateway: Gateway) -> dict[str, Any] | None:
    if not gateway.recipients:
        return None
    return {"key": "Who may receive", "value": capitalised(listed(sorted(one.label for one in gateway.recipients)))}


def _covers(condition: Condition) -> str:
    return capitalised(listed(sorted(one.label for one in condition.covers)))


def _policy(condition: Condition) -> str:
    if condition.needs_policy_document:
        return "An appropriate policy document must be in force before this is relied on."
    return "None is asked for."


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a data set a record carries."""

    label: str
    href: str
    how_much: str
    is_whole: bool


def reach(catalogue: Catalogue, entry: Dated) -> list[Reach]:
    """The data sets whose agreements could name a gateway or a condition. Empty for purposes and bases."""
    if isinstance(entry, Gateway):
        pairs = [(one, carried(entry, one)) for one in catalogue.data_sets.values()]
    elif isinstance(entry, Condition):
        pairs = [(one, covered(entry, one)) for one in catalogue.data_sets.values()]
    else:
        pairs = []
    return [_reach(data_set, fields) for data_set, fields in pairs if fields]


def _reach(data_set: DataSet, fields: tuple[Field, ...]) -> Reach:
    is_whole = len(fields) == len(data_set.fields)
    some = f"{plural(len(fields), 'field')} of {len(data_set.fields)}: {listed([field.label for field in fields])}"
    href = reverse("catalogue:data-set", args=[data_set.key])
    return Reach(data_set.label, href, "Every field" if is_whole else some, is_whole)
