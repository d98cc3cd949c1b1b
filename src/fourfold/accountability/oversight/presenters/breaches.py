"""The breach register in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fourfold.accountability.oversight.domain.breaches import EntryKind, ToCommissioner, ToPeople, clock_of, due_at
from fourfold.accountability.oversight.models import Breach, BreachEntry
from fourfold.accountability.oversight.operations.searching import reference_of
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.web.tables import with_parameters
from fourfold.trust.catalogue.domain.entries import Regime

LABELS = {"undecided": "Undecided", "open": "Open", "closed": "Closed"}


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A breach as lists and its page's head show it. `late` is the clock in words where it presses, else empty."""

    id: UUID
    href: str
    reference: str
    title: str
    agency: str
    known: str
    due: str
    clock: str
    late: str
    commissioner: str
    people: str
    is_open: bool


def line_of(breach: Breach, now: datetime) -> BreachLine:
    """One breach."""
    undecided = breach.ico_decision == ToCommissioner.UNDECIDED
    clock = clock_of(breach.known_at, now)
    return BreachLine(
        id=breach.pk,
        href=reverse("oversight:breach", args=[breach.pk]),
        reference=reference_of(breach.pk),
        title=breach.title,
        agency=breach.agency.name,
        known=show_moment(breach.known_at),
        due=show_moment(due_at(breach.known_at)),
        clock=clock.words if undecided else "",
        late=clock.words if undecided and clock.is_pressing else "",
        commissioner=_commissioner(breach),
        people=_people(breach),
        is_open=breach.closed_at is None,
    )


def rows_of(
    breach: Breach, agencies: Mapping[UUID, str], agreements: Mapping[UUID, str]
) -> list[dict[str, Any] | None]:
    """What is known, for a summary list."""
    concerned = [agencies.get(one, "") for one in breach.agency_ids if one != breach.agency_id]
    late = {"key": _("Why it was late"), "value": breach.ico_delay} if breach.ico_delay else None
    return [
        {"key": _("What happened"), "value": breach.what_happened},
        {"key": _("It happened on"), "value": show_date(breach.happened_on), "empty": _("Not known yet")},
        {"key": _("Agreement"), "value": _agreement(breach, agreements), "empty": _("None named")},
        {"key": _("Known since"), "value": show_moment(breach.known_at)},
        {"key": _("Law"), "value": _LAWS[Regime(breach.regime)]},
        {"key": _("People"), "value": _about(breach.people, breach.people_about), "empty": _("Not known yet")},
        {"key": _("Records"), "value": _about(breach.records, breach.records_about), "empty": _("Not known yet")},
        {"key": _("What may follow"), "value": breach.consequences, "empty": _("Not known yet")},
        {"key": _("Measures"), "value": breach.measures, "empty": _("None recorded yet")},
        {"key": _("Other agencies concerned"), "value": ", ".join(filter(None, concerned)), "empty": _("None")},
        {"key": _("Information Commissioner"), "value": _commissioner(breach)},
        {"key": _("Why not reported"), "value": breach.ico_reason} if breach.ico_reason else None,
        late,
        {"key": _("The people concerned"), "value": _people(breach)},
        {"key": _("Why, or how"), "value": breach.people_reason} if breach.people_reason else None,
    ]


def history_of(entries: Iterable[BreachEntry]) -> list[dict[str, Any]]:
    """The history, for a timeline."""
    return [
        {"at": one.at, "title": EntryKind(one.kind).label, "by": one.by.name, "text": one.text} for one in entries
    ]


def quick_links(query: QueryDict, counts: Mapping[str, int], show: str) -> list[dict[str, Any]]:
    """The quick filters with their counts."""
    named = {"": "All", **LABELS}
    return [
        {
            "text": _(text),
            "href": with_parameters(query, show=name or None, page=None),
            "count": counts[name or "all"],
            "active": name == show,
        }
        for name, text in named.items()
    ]


_LAWS = {
    Regime.GENERAL: "UK GDPR, articles 33 and 34",
    Regime.LAW_ENFORCEMENT: "Data Protection Act 2018, sections 67 and 68",
}


def _about(words: str, count: int | None) -> str:
    number = "" if count is None else _("about %(count)s") % {"count": f"{count:,}"}
    return ": ".join(filter(None, [number, words]))


def _agreement(breach: Breach, agreements: Mapping[UUID, str]) -> str:
    if breach.agreement_id is None or breach.agreement_id not in agreements:
        return ""
    link = '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>'
    return format_html(
        link, reverse("agreements:agreement", args=[breach.agreement_id]), agreements[breach.agreement_id]
    )


def _commissioner(breach: Breach) -> str:
    if breach.ico_decision == ToCommissioner.REPORTED:
        reference = _(", reference %(said)s") % {"said": breach.ico_reference} if breach.ico_reference else ""
        return _("Reported on %(at)s") % {"at": show_moment(breach.ico_at)} + reference
    return _("Not reported") if breach.ico_decision else _("Not decided yet")


def _people(breach: Breach) -> str:
    if breach.people_decision == ToPeople.TOLD:
        return _("Told on %(on)s") % {"on": show_date(breach.people_on)}
    return _("Not told") if breach.people_decision else _("Not decided yet")
