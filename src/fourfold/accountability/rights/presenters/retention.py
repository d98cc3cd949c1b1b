"""Records that are due, as their page shows them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.clock import clock_of
from fourfold.accountability.rights.domain.retention import months_kept
from fourfold.accountability.rights.models import RetentionDecision
from fourfold.accountability.rights.queries.retention import Due
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural
from fourfold.trust.catalogue.domain.loading import load_catalogue


def label_of(data_set: str) -> str:
    """What the catalogue calls a data set."""
    found = load_catalogue().data_sets.get(data_set)
    return found.label if found else data_set


def kept_for(data_set: str) -> str:
    """After how long its records are looked at again."""
    years, months = divmod(months_kept()[data_set], 12)
    return plural(months_kept()[data_set], "month") if months else plural(years, "year")


def due_line(due: Due, names: Mapping[UUID, str], on: date) -> dict[str, Any]:
    """What of one data set is due, and what can be done about it."""
    closed = _("%(n)s closed until you decide: they tell of a suspicion") % {"n": f"{due.closed:,}"}
    return {
        "what": label_of(due.data_set),
        "holder": names.get(due.holder_id, ""),
        "kept": kept_for(due.data_set),
        "records": plural(due.records, "record"),
        "note": closed if due.closed else "",
        "oldest": show_date(due.oldest),
        "late": clock_of(due.since, on).words,
        "keep": reverse("rights:keep-due", args=[due.holder_id, due.data_set]),
        "remove": reverse("rights:removable", args=[due.holder_id, due.data_set]),
    }


def next_line(holder: str, data_set: str, day: date) -> dict[str, str]:
    """When the first record of a data set falls due."""
    return {"what": label_of(data_set), "holder": holder, "kept": kept_for(data_set), "on": show_date(day)}


def decision_line(one: RetentionDecision) -> dict[str, str]:
    """What was kept, by whom, why."""
    return {
        "what": label_of(one.data_set),
        "holder": one.holder.name,
        "records": plural(one.records, "record"),
        "before": _("before %(day)s") % {"day": show_date(one.before)},
        "said": _("Kept until %(day)s: %(why)s") % {"day": show_date(one.until), "why": one.why},
        "by": f"{one.decided_by.name}, {show_date(one.decided_at)}",
    }
