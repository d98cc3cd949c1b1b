"""Records that must not be used for now, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.rights.models import RecordMark
from fourfold.accountability.rights.queries.restrictions import Restricted
from fourfold.ground.kernel.clock import show_date
from fourfold.trust.catalogue.domain.loading import load_catalogue


def restriction_line(mark: RecordMark, record: Restricted | None) -> dict[str, Any]:
    """One restriction. `record` is missing where the record is: it was removed since."""
    known = load_catalogue().data_sets
    ended = f"{show_date(mark.until)}, {mark.ended_by.name}: {mark.ended_why}" if mark.until and mark.ended_by else ""
    return {
        "what": what_of(record, known[record.data_set].label if record and record.data_set in known else ""),
        "reference": record.reference if record else "",
        "holder": mark.holder.name,
        "since": show_date(mark.since),
        "asked": ", ".join(f"{agency} ({reference})" for agency, reference in record.asked) if record else "",
        "ended": ended,
        "href": reverse("rights:end-restriction", args=[mark.pk]) if record and not mark.until else "",
    }


def what_of(record: Restricted | None, label: str) -> str:
    """`Missing episodes, 3 October 2026`."""
    if record is None:
        return _("Removed since")
    return f"{label or record.data_set}, {show_date(record.occurred_on)}"
