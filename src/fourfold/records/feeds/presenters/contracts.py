"""A contract as a page: what a file must look like, in words, made from the contract itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import GRACE, Contract, Frequency, Severity
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import lower_first, plural
from fourfold.records.feeds.domain.deliveries import FEWEST_OFF
from fourfold.records.feeds.wording import joined, role_label
from fourfold.trust.catalogue.domain.entries import Sector
from fourfold.trust.catalogue.domain.loading import load_catalogue


@dataclass(frozen=True, slots=True)
class Line:
    """A contract in the list of all."""

    title: str
    href: str
    text: str
    owners: str
    often: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule that a row must keep: what is said where it is broken, how to mend it, and what becomes of the row."""

    says: str
    mend: str
    then: str


def listed(contracts: Sequence[Contract]) -> dict[str, list[Line]]:
    """The contracts of agencies' own data, and those of published data, by title."""
    ordered = sorted(contracts, key=lambda one: one.title)
    return {
        "own": [_line(one) for one in ordered if not one.is_open],
        "open": [_line(one) for one in ordered if one.is_open],
    }


def published(contracts: Sequence[Contract]) -> list[Line]:
    """Published data, each leading to its rows."""
    ordered = sorted((one for one in contracts if one.is_open), key=lambda one: one.title)
    return [replace(_line(one), href=reverse("feeds:open-rows", args=[one.key])) for one in ordered]


def _line(contract: Contract) -> Line:
    return Line(
        title=contract.title,
        href=reverse("feeds:contract", args=[contract.key]),
        text=contract.text,
        owners=owners(contract),
        often=often(contract),
    )


def owners(contract: Contract) -> str:
    """Who may send it: `Police and councils`."""
    said = joined([Sector(one).label for one in contract.owners])
    return said[:1].upper() + said[1:]


def often(contract: Contract) -> str:
    """How often it is expected."""
    return {
        Frequency.DAILY: _("Every day"),
        Frequency.WEEKLY: _("Every week"),
        Frequency.MONTHLY: _("Every month"),
        Frequency.QUARTERLY: _("Every quarter"),
        Frequency.TERMLY: _("Every term"),
        Frequency.YEARLY: _("Every year"),
        Frequency.ONCE: _("When it is published anew"),
    }[contract.frequency]


def bar_of(contract: Contract) -> dict[str, Any]:
    """The identity bar."""
    days = plural(contract.due_days, _("day"), _("days"))
    return {
        "name": contract.title,
        "reference": _("Contract %(key)s, version %(version)s") % {"key": contract.key, "version": contract.version},
        "items": [
            {"label": _("Sent by"), "value": owners(contract)},
            {
                "label": _("Expected"),
                "value": often(contract),
                "note": "" if contract.frequency is Frequency.ONCE else _("%(days)s after its end") % {"days": days},
            },
            {"label": _("Since"), "value": show_date(contract.since)},
        ],
    }


def about(contract: Contract) -> list[dict[str, Any] | None]:
    """What becomes of its rows, row by row."""
    return [
        {"key": _("Whom a row tells of"), "value": _subject(contract)},
        {"key": _("Which rows are the same"), "value": _identity(contract)},
        {"key": _("When a file is refused"), "value": _refused(contract)},
        {"key": _("When a file waits for a person"), "value": _held(contract)},
        {"key": _("Small areas"), "value": _vintages(contract)} if contract.vintages else None,
        {"key": _("Kept for"), "value": contract.retention.text},
        {"key": _("Looked at again after"), "value": plural(contract.retention.months, "month")}
        if contract.retention.months
        else None,
        {"key": _("When rows may be removed"), "value": _removable(contract)} if not contract.is_open else None,
        _data_set(contract),
        {
            "key": _("Source"),
            "value": format_html('<a class="govuk-link ff-anywhere" href="{0}">{0}</a>', contract.source_url),
        },
        {"key": _("Attribution"), "value": contract.attribution} if contract.attribution else None,
    ]


def _data_set(contract: Contract) -> dict[str, Any]:
    if contract.is_open:
        return {"key": _("Who reads it"), "value": _("Everybody who works here: it is published data.")}
    found = load_catalogue().data_sets[contract.data_set]
    href = reverse("catalogue:data-set", args=[found.key])
    said = _("Those to whom an agreement opens %(data_set)s, for their purpose.")
    link = format_html('<a class="govuk-link" href="{}">{}</a>', href, lower_first(found.label))
    return {"key": _("Who reads it"), "value": format_html(said.replace("%(data_set)s", "{}"), link)}


def _subject(contract: Contract) -> str:
    kind = contract.subject.kind
    if kind == "nobody":
        return _("Nobody who can be known.")
    who = {
        "child": _("A child"),
        "adult": _("An adult"),
        "by-age": _("A child or an adult, by their age at the time"),
    }[kind]
    roles = [lower_first(role_label(role)) for role in contract.subject.roles if role != "none"]
    if not roles:
        return f"{who}."
    return _("%(who)s; recorded as %(roles)s, row by row.") % {"who": who, "roles": _either(roles)}


def _identity(contract: Contract) -> str:
    identity = contract.identity
    if not identity.key:
        return _("None: rows have no number of their own, and rows that are alike are different events.")
    said = _("Those with the same %(columns)s. A later row with other content corrects the earlier one.") % {
        "columns": joined([lower_first(contract.column(key).label) for key in identity.key])
    }
    if identity.partial:
        said += " " + _("Rows without it are different events.")
    return said


def _refused(contract: Contract) -> str:
    most = contract.limits.quarantine
    if not most:
        return _("When a single row cannot be taken.")
    return _("When more than %(share)s of the rows, and more than %(grace)s, cannot be taken.") % {
        "share": f"{most:.0%}",
        "grace": GRACE,
    }


def _held(contract: Contract) -> str:
    return _(
        "When it has fewer than %(fewest)s or more than %(most)s of the rows of the last one, and differs from it by "
        "more than %(off)s rows."
    ) % {
        "fewest": f"{contract.limits.fewest:.0%}",
        "most": f"{contract.limits.most:.0%}",
        "off": FEWEST_OFF,
    }


def _removable(contract: Contract) -> str:
    """From which dates the time runs; rows without one of them are only ever looked at."""
    said = []
    for end in contract.retention.ends:
        when = _("%(months)s after: %(label)s") % {
            "months": plural(end.months, "month"),
            "label": lower_first(contract.column(end.column).label),
        }
        labels = contract.column(end.where).codes if end.where else {}
        only = _either([lower_first(labels[code]) for code in end.codes]) if end.codes else ""
        said.append(_("%(when)s (for %(only)s)") % {"when": when, "only": only} if only else when)
    if not said:
        return _("Never with many others: somebody looks at each.")
    return _("%(all)s. Two officers of the holder decide. A row without one of these dates is only looked at.") % {
        "all": joined(said)
    }


def _vintages(contract: Contract) -> str:
    said = []
    for vintage in contract.vintages:
        since = _("from %(day)s") % {"day": show_date(vintage.since)} if vintage.since else ""
        until = _("before %(day)s") % {"day": show_date(vintage.until)} if vintage.until else ""
        when = joined([part for part in (since, until) if part])
        said.append(_("codes of %(year)s for rows %(when)s") % {"year": vintage.year, "when": when})
    text = joined(said)
    return f"{text[:1].upper()}{text[1:]}."


def rule_lines(contract: Contract) -> list[RuleLine]:
    """The rules across columns."""
    return list(_rules(contract))


def _rules(contract: Contract) -> Iterator[RuleLine]:
    held, noted = _("The row waits until it is mended"), _("The row enters, and the report says so")
    for check in contract.checks:
        yield RuleLine(check.says, check.mend, held if check.severity is Severity.HOLD else noted)


def _either(words: list[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    )
