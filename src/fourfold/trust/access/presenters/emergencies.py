"""Emergency access, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, show_moment, show_time, today
from fourfold.trust.access.domain.emergencies import review_due
from fourfold.trust.access.domain.references import as_said
from fourfold.trust.access.models import Emergency


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One use of emergency access, as lists show it."""

    href: str
    who: str
    reference: str
    when: str
    state: str
    shape: str
    by: str
    """Until when a review is in time; empty once it is there."""
    is_late: bool


def emergency_line(one: Emergency, names: Mapping[UUID, str], *, now: datetime) -> EmergencyLine:
    """A line of a list; `names` by account."""
    due = review_due(one.since)
    if one.reviewed_at:
        state = _("Found right") if one.was_appropriate else _("Found not right")
        shape = "complete" if one.was_appropriate else "off-track"
    else:
        state, shape = _("To review"), "at-risk"
    return EmergencyLine(
        href=reverse("access:emergency-told", args=[one.pk]),
        who=names.get(one.user_id, _("Somebody who has left")),
        reference=as_said(one.reference),
        when=show_moment(one.since),
        state=state,
        shape=shape,
        by="" if one.reviewed_at else _("by %(day)s") % {"day": show_date(due)},
        is_late=not one.reviewed_at and due < today(now),
    )


@dataclass(frozen=True, slots=True)
class EmergencyTold:
    """One use of emergency access in full."""

    reference: str
    who: str
    agency: str
    purpose: str
    reason: str
    begun: str
    until: str
    is_open: bool
    due: date
    reviewed: str
    reviewed_by: str
    was_appropriate: bool | None
    review: str
    person_href: str


def emergency_told(
    one: Emergency, names: Mapping[UUID, str], *, agency: str, purpose: str, now: datetime
) -> EmergencyTold:
    """All of it, for its user and for those whom it concerns."""
    same_day = today(one.since) == today(one.until)
    return EmergencyTold(
        reference=as_said(one.reference),
        who=names.get(one.user_id, _("Somebody who has left")),
        agency=agency,
        purpose=purpose,
        reason=one.reason,
        begun=show_moment(one.since),
        until=show_time(one.until) if same_day else show_moment(one.until),
        is_open=one.since <= now < one.until,
        due=review_due(one.since),
        reviewed=show_moment(one.reviewed_at),
        reviewed_by=names.get(one.reviewed_by, "") if one.reviewed_by else "",
        was_appropriate=one.was_appropriate,
        review=one.review,
        person_href=reverse("identity:person", args=[one.subject_id]),
    )
