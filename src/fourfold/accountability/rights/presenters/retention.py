"""Records that are due, as their page shows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.clock import clock_of
from fourfold.accountability.rights.domain.retention import RetentionAct, months_kept
from fourfold.accountability.rights.models import RetentionDecision
from fourfold.accountability.rights.queries.retention import Due
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.progress import Progress
from fourfold.ground.web.wording import plural
from fourfold.trust.catalogue.domain.loading import load_catalogue


def label_of(data_set: str) -> str:
    """What the catalogue calls a data set."""
    return load_catalogue().data_sets[data_set].label


def kept_for(data_set: str) -> str:
    """After how long its records are looked at again."""
    years, months = divmod(months_kept()[data_set], 12)
    return plural(months_kept()[data_set], "month") if months else plural(years, "year")


def due_line(
    due: Due, names: Mapping[UUID, str], removing: Mapping[tuple[UUID, str], RetentionDecision], on: date
) -> dict[str, Any]:
    """What of one data set is due, and what can be done about it."""
    under_way = removing.get((due.holder_id, due.data_set))
    keys = [due.holder_id, due.data_set]
    notes = [
        _("%(n)s closed until you decide: they tell of a suspicion") % {"n": f"{due.closed:,}"} if due.closed else "",
        _("%(n)s under a legal hold, which stay") % {"n": f"{due.held:,}"} if due.held else "",
    ]
    return {
        "what": label_of(due.data_set),
        "holder": names.get(due.holder_id, ""),
        "kept": kept_for(due.data_set),
        "records": plural(due.records, "record"),
        "notes": [one for one in notes if one],
        "oldest": show_date(due.oldest),
        "late": clock_of(due.since, on).words,
        "keep": reverse("rights:keep-due", args=keys),
        "remove": "" if under_way or due.held == due.records else reverse("rights:remove-due", args=keys),
        "progress": progress_of(under_way, due) if under_way else None,
        "follow": reverse("rights:removal-progress", args=[under_way.pk]) if under_way else "",
    }


def next_line(holder: str, data_set: str, day: date) -> dict[str, str]:
    """When the first record of a data set falls due."""
    return {"what": label_of(data_set), "holder": holder, "kept": kept_for(data_set), "on": show_date(day)}


def decision_line(one: RetentionDecision) -> dict[str, str]:
    """What was decided, by whom, why."""
    if one.act == RetentionAct.KEEP and one.until is not None:
        said = _("Kept until %(day)s: %(why)s") % {"day": show_date(one.until), "why": one.why}
    elif one.finished_at is not None:
        said = _("Removed; done on %(day)s") % {"day": show_date(one.finished_at)}
    else:
        said = _("Being removed")
    return {
        "what": label_of(one.data_set),
        "holder": one.holder.name,
        "records": plural(one.records, "record"),
        "before": _("before %(day)s") % {"day": show_date(one.before)},
        "said": said,
        "by": f"{one.decided_by.name}, {show_date(one.decided_at)}",
    }


def progress_of(decision: RetentionDecision, due: Due | None) -> Progress:
    """How far a removal is. Records that a hold keeps stay, and are not counted as left."""
    left = 0 if due is None else due.records - due.held
    done = max(decision.records - left, 0)
    return Progress(
        decision.finished_at is None,
        _("Removing."),
        _("%(done)s of %(all)s records are gone.") % {"done": f"{done:,}", "all": f"{decision.records:,}"},
        round(100 * done / decision.records) if decision.records else 100,
    )


def by_feed(decisions: Sequence[RetentionDecision]) -> dict[tuple[UUID, str], RetentionDecision]:
    """The removals that are under way, by holder and data set."""
    return {(one.holder_id, one.data_set): one for one in decisions}
