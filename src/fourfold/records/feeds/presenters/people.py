"""A person in a list of records, and that somebody sees them in an emergency."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, show_time
from fourfold.records.feeds.domain.records import NAME
from fourfold.records.feeds.queries.sight import Shown, Sight
from fourfold.records.feeds.wording import kind_label, role_label
from fourfold.trust.access.domain.resources import SubjectRole

UNNAMED = "Name not shared"


@dataclass(frozen=True, slots=True)
class Row:
    """One record in the list of a data set."""

    name: str
    href: str
    reference: str
    role: str
    kind: str
    holder: str
    when: str
    line: str


def listed_row(shown: Shown, line: str) -> Row:
    """One record in the list of its data set."""
    record = shown.record
    return Row(
        name=shown.values.get(NAME) or _(UNNAMED),
        href=reverse("feeds:record", args=[record.pk]),
        reference=record.reference,
        role=role_label(record.subject_role) if record.subject_role != SubjectRole.NONE else "",
        kind=kind_label(record.subject_kind),
        holder=record.holder.name,
        when=show_date(record.occurred_on),
        line=line,
    )


def emergency_sentence(sight: Sight, subject_id: UUID) -> str:
    """That the looker sees this person in an emergency, and until when; empty when they do not."""
    until = [
        one.until
        for one in sight.looker.emergencies
        if one.subject_id == subject_id and one.purpose == sight.purpose and one.since <= sight.at < one.until
    ]
    if not until:
        return ""
    return _(
        "You see this person by emergency access until %(time)s. The holders of the records and the data protection "
        "officers were told, and will look at it afterwards."
    ) % {"time": show_time(max(until))}
