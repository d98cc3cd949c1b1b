"""The words of the missing children report: its tables, their rows and their columns."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from fourfold.records.feeds.domain.contracts import code_lists
from fourfold.records.feeds.wording import month_text
from fourfold.records.reports.domain.missing_tables import AGE_BANDS, UNKNOWN


def first_heading(key: str) -> str:
    """What the rows of a table are."""
    return {"month": _("Month"), "from": _("Missing from")}.get(
        key.removeprefix("children-"), _("District") if key.endswith("district") else _("Age")
    )


def row_label(key: str) -> Callable[[str], str]:
    """The words for a row of a table."""
    if key == "month":
        return month_text
    if key.endswith("district"):
        return lambda code: code_lists()["districts"].get(code, code)
    return (age_labels() if key.endswith("age") else from_labels()).__getitem__


def age_labels() -> dict[str, str]:
    """Ages by the first of each band."""
    ends: Sequence[int] = (*AGE_BANDS[1:], 18)
    bands = {
        str(first): _("%(first)s to %(last)s") % {"first": first, "last": end - 1}
        for first, end in zip(AGE_BANDS, ends, strict=True)
    }
    return bands | {UNKNOWN: _("Not known")}


def from_labels() -> dict[str, str]:
    """Where children were missing from."""
    return {
        "home": _("Home"),
        "care": _("Care, placed by Kent, Medway or not said"),
        "placed": _("Care, placed here from another area"),
        "elsewhere": _("School, hospital or elsewhere"),
    }


def stage_labels() -> dict[str, str]:
    """How far the interview came."""
    return {
        "held": _("Held within 72 hours"),
        "offered": _("Offered within 72 hours, not held by then"),
        "late": _("Offered or held later"),
        "nothing": _("Not offered, or nothing recorded"),
        "no-return": _("No time of return"),
    }


def often_labels() -> dict[str, str]:
    """How often a child went missing."""
    return {
        "once": _("Not twice within 90 days"),
        "two": _("Twice within 90 days"),
        "three": _("Three times or more within 90 days"),
    }


def titles() -> dict[str, str]:
    """The titles of the tables."""
    return {
        "month": _("Episodes and interviews, by month"),
        "from": _("Where children were missing from"),
        "age": _("Episodes and interviews, by age"),
        "district": _("Episodes and interviews, by district"),
        "children-age": _("Children, and how often, by age"),
        "children-district": _("Children, and how often, by district"),
    }


def texts() -> dict[str, str]:
    """What each table counts."""
    episode = _("Each episode stands once, in the month in which the child was reported missing.")
    child = _("Each child stands once, with the age and in the district of their last episode.")
    return {
        "month": episode,
        "from": _("The place that the child was missing from, and which council had placed them."),
        "age": _("The child’s age on the day on which they were reported missing."),
        "district": _("The district that the child was missing from."),
        "children-age": child,
        "children-district": child,
    }
