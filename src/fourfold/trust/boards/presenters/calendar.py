"""Meetings as calendars read them (RFC 5545): titles, times, places and links, and no names of people."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event
from icalendar.prop import vUri

from fourfold.ground.kernel.clock import LONDON
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.models import Meeting

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def calendar_of(meetings: Iterable[Meeting], *, name: str, page: str) -> bytes:
    """A calendar of these meetings. `page` is the service's whole address, under which each meeting has its page.

    An event keeps its UID; its SEQUENCE rises with each change of time, place or state; what was cancelled stays,
    as cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Fourfold//Boards//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting, page))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(meeting: Meeting, page: str) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@fourfold")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("dtstart", _in_london(meeting.starts_at))
    event.add("dtend", _in_london(meeting.ends_at))
    event.add("summary", f"{meeting.board.name}: meeting {meeting.number}")
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if where := meeting.place or ("Online" if meeting.online_url else ""):
        event.add("location", where)
    address = f"{page}/meetings/{meeting.pk}/"
    lines = [f"Agenda and papers: {address}"]
    if meeting.online_url:
        lines.insert(0, f"Join online: {meeting.online_url}")
    event.add("description", "\n".join(lines))
    event.add("url", vUri(address))
    return event


def _in_london(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)
