"""A feed held against its contract: timeliness, completeness, validity, uniqueness, linkage, volume.

The sides are those of the Government Data Quality Framework (2020), and linkage. What is asked, the contract says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.web.wording import plural
from fourfold.records.feeds.presenters.contracts import often
from fourfold.records.feeds.wording import joined, month_text
from fourfold.records.reports.domain.quality_figures import FEW, MOST, UNKNOWN
from fourfold.records.reports.domain.quality_standing import is_below, is_expected, warnings
from fourfold.records.reports.presenters.quality import Sign, day_text, sign, standing
from fourfold.records.reports.queries.quality import Feed

YEAR = 12
_GOOD, _LOOK, _BAD, _NOTHING = "on-track", "at-risk", "off-track", "not-started"


@dataclass(frozen=True, slots=True)
class Against:
    """One side of quality: what was found, and what the contract asks."""

    name: str
    found: str
    asked: str
    sign: Sign


def share_text(said: str) -> str:
    """A share in words; what could tell of somebody is said without a number."""
    if said == UNKNOWN:
        return _("Too few rows to say")
    if said in (MOST, FEW):
        return _("All, or all but 7 at most") if said == MOST else _("None, or 7 at most")
    return f"{said.removesuffix('.0')}%"


def count_text(count: int | None) -> str:
    """A published count."""
    return _("7 or fewer") if count is None else f"{count:,}"


def against(feed: Feed) -> Iterator[Against]:
    """Every side of quality."""
    state = feed.months[0].figures.get("now", {})
    yield _timeliness(feed, state)
    yield _completeness(feed, state)
    yield _validity(feed)
    yield _uniqueness(feed)
    if not feed.contract.is_open:
        yield _linkage(state)
    yield _volume(feed, state)


def _timeliness(feed: Feed, state: dict[str, Any]) -> Against:
    name = _("Timeliness")
    if not is_expected(feed.contract):
        found = _("Last came on %(day)s") % {"day": day_text(state["last"])} if state.get("last") else _("None yet")
        return Against(name, found, often(feed.contract), Sign(_NOTHING, _("No date is due")))
    year = [month.figures for month in feed.months[:YEAR]]
    due, came = (sum(month[key] for month in year) for key in ("expected", "on_time"))
    late = sum(month["late"] for month in year)
    parts = [_("%(came)s of %(due)s came on time in 12 months") % {"came": f"{came:,}", "due": f"{due:,}"}]
    if late:
        parts.append(_("%(late)s came later") % {"late": f"{late:,}"})
    if due - came - late:
        parts.append(_("%(missing)s did not come") % {"missing": f"{due - came - late:,}"})
    asked = _("%(often)s, within %(days)s of its end") % {
        "often": often(feed.contract),
        "days": plural(feed.contract.due_days, _("day"), _("days")),
    }
    stands = sign(standing(feed)) if state.get("days_late") else None
    past = Sign(_LOOK, _("Often late")) if due and came < due / 2 else Sign(_GOOD, _("On time now"))
    nothing = Sign(_NOTHING, _("Nothing was due"))
    return Against(name, "; ".join(parts) + ".", asked, stands or (past if due else nothing))


def _completeness(feed: Feed, state: dict[str, Any]) -> Against:
    needed = sum(column.required for column in feed.contract.columns)
    asked = _("%(count)s filled in every row that enters; the others where they are known") % {
        "count": plural(needed, _("column"), _("columns"))
    }
    filled = filled_columns(feed.contract, state)
    if not filled:
        return Against(_("Completeness"), _("No rows yet"), asked, Sign(_NOTHING, _("No rows yet")))
    poor = [label for label, said, required in filled if not required and is_below(said, 0.5)]
    if poor:
        found = _("Filled in fewer than half of the rows: %(columns)s.") % {"columns": joined(poor[:4])}
        if len(poor) > 4:
            found = _("%(count)s are filled in fewer than half of the rows; see below.") % {
                "count": plural(len(poor), _("column"), _("columns"))
            }
        return Against(_("Completeness"), found, asked, Sign(_NOTHING, _("Good to know")))
    found = _("Every column is filled in half of the rows or more.")
    return Against(_("Completeness"), found, asked, Sign(_GOOD, _("In order")))


def _validity(feed: Feed) -> Against:
    least = 1 - feed.contract.limits.quarantine
    asked = _("%(share)s of a file’s rows can be taken; below that it is refused") % {"share": f"{least:.0%}"}
    sent = next((one for one in feed.months if one.figures["deliveries"] or one.figures["refused"]), None)
    if sent is None:
        return Against(_("Validity"), _("No rows yet"), asked, Sign(_NOTHING, _("No rows yet")))
    figures = sent.figures
    found = _("%(share)s taken as sent in %(month)s.") % {
        "share": share_text(figures["valid"]),
        "month": month_text(f"{sent.start:%Y-%m}"),
    }
    if figures["refused"]:
        found += " " + _("%(files)s refused.") % {"files": plural(figures["refused"], _("file"), _("files"))}
    waits = [month.figures["still_waiting"] for month in feed.months]
    if any(count != 0 for count in waits):
        shown = sum(count or 0 for count in waits)
        found += " " + (
            _("%(count)s rows still wait.") % {"count": f"{shown:,}"} if shown else _("Some rows still wait.")
        )
    bad = is_below(figures["valid"], least)
    return Against(_("Validity"), found, asked, Sign(_BAD if bad else _GOOD, _("Below it") if bad else _("In order")))


def _uniqueness(feed: Feed) -> Against:
    key = feed.contract.identity.key
    asked = (
        _("Each %(columns)s once in a file") % {"columns": joined([feed.contract.column(one).label for one in key])}
        if key
        else _("Rows have no number: rows that are alike are different events")
    )
    year = [month.figures for month in feed.months[:YEAR]]
    if not any(month["deliveries"] for month in year):
        return Against(_("Uniqueness"), _("No rows yet"), asked, Sign(_NOTHING, _("No rows yet")))
    newest = next(month for month in year if month["deliveries"])
    found = _("New rows in the last month with a delivery: %(share)s; the rest was here already.") % {
        "share": share_text(newest["new"]).lower()
    }
    repeats = [month["repeats"] for month in year]
    if any(count != 0 for count in repeats):
        shown = count_text(sum(count or 0 for count in repeats) or None)
        found += " " + _("%(count)s with a key that came twice in one file.") % {"count": shown}
        return Against(_("Uniqueness"), found, asked, Sign(_LOOK, _("Keys came twice")))
    return Against(_("Uniqueness"), found, asked, Sign(_GOOD, _("In order")))


def _linkage(state: dict[str, Any]) -> Against:
    asked = _("None is set: how many people agencies share is what it is")
    linked = state.get("linked")
    if not linked:
        return Against(_("Linkage"), _("Not linked yet."), asked, Sign(_NOTHING, _("Not linked yet")))
    found = _("Held to be one person with somebody of another agency: %(share)s (linked on %(day)s).") % {
        "share": share_text(linked["said"]).lower(),
        "day": day_text(linked["on"]),
    }
    return Against(_("Linkage"), found, asked, Sign(_NOTHING, _("Good to know")))


def _volume(feed: Feed, state: dict[str, Any]) -> Against:
    limits = feed.contract.limits
    asked = _("A file has %(fewest)s to %(most)s of the rows of the last one, or a person looks first") % {
        "fewest": f"{limits.fewest:.0%}",
        "most": f"{limits.most:.0%}",
    }
    odd = warnings(state.get("volume", {}))
    if not any(state.get("volume", {}).values()):
        return Against(_("Volume"), _("No month has 8 rows or more yet."), asked, Sign(_NOTHING, _("Too few rows")))
    if odd:
        months = joined([month_text(f"{one.month:%Y-%m}") for one in odd[-4:]])
        found = _("Out of line with the months around: %(months)s.") % {"months": months}
        return Against(_("Volume"), found, asked, Sign(_LOOK, _("Out of line")))
    return Against(_("Volume"), _("No month is out of line."), asked, Sign(_GOOD, _("In order")))


def filled_columns(contract: Contract, state: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The label of each column, the share of rows in which it is filled, whether it is required; empty of no rows."""
    filled = state.get("filled", {})
    if filled.get("", UNKNOWN) == UNKNOWN:
        return []
    return [(column.label, filled.get(column.key, FEW), column.required) for column in contract.columns]
