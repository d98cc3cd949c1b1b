"""The words for roles, kinds, values, columns and states.

The person is a person first; a role is what somebody was in one episode.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Column, Kind
from fourfold.ground.kernel.clock import LONDON, show_date, show_moment
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole


def role_label(role: str) -> str:
    """What the person was in what a record tells."""
    return {
        SubjectRole.AT_RISK: _("At risk"),
        SubjectRole.VICTIM: _("Victim"),
        SubjectRole.WITNESS: _("Witness"),
        SubjectRole.SUSPECT: _("Suspect"),
        SubjectRole.CONVICTED: _("Convicted"),
        SubjectRole.NONE: _("No such role"),
    }[SubjectRole(role)]


def kind_label(kind: str) -> str:
    """Whether a record is about a child, an adult, or nobody."""
    return {
        SubjectKind.CHILD: _("Child"),
        SubjectKind.ADULT: _("Adult"),
        SubjectKind.NOBODY: _("Anonymised"),
    }[SubjectKind(kind)]


def handling_label(handling: str) -> str:
    """How a record must be handled, as a marking."""
    return {
        Handling.OFFICIAL: _("OFFICIAL"),
        Handling.SENSITIVE: _("OFFICIAL-SENSITIVE"),
        Handling.CONDITIONS: _("OFFICIAL-SENSITIVE, with conditions"),
    }[Handling(handling)]


def value_text(key: str, value: str) -> str:
    """A value as people read it: days and moments in words, all else as the holder wrote it."""
    if key.endswith("_on"):
        return show_date(date.fromisoformat(value))
    if key.endswith("_at"):
        return show_moment(datetime.fromisoformat(value).replace(tzinfo=LONDON))
    return value


def month_text(value: str) -> str:
    """`2026-11` as `November 2026`; anything else as it stands."""
    try:
        return f"{datetime.strptime(value, '%Y-%m').replace(tzinfo=LONDON):%B %Y}"
    except ValueError:
        return value


def joined(words: list[str]) -> str:
    """`name, date of birth and sex`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def state_label(state: str) -> str:
    """Where a delivery stands."""
    return {
        DeliveryState.RECEIVED: _("Received"),
        DeliveryState.MAPPING: _("Columns to be said"),
        DeliveryState.CHECKING: _("Being checked"),
        DeliveryState.HELD: _("Held for a person"),
        DeliveryState.ENTERING: _("Rows are entering"),
        DeliveryState.DELIVERED: _("Delivered"),
        DeliveryState.REFUSED: _("Refused"),
        DeliveryState.UNDONE: _("Undone"),
    }[DeliveryState(state)]


def kind_text(column: Column) -> str:
    """What may stand in the column, with an example where its form could be doubted."""
    said = {
        Kind.TEXT: _text_kind(column),
        Kind.CODE: _("One of a list: its code, or its words"),
        Kind.DATE: _("A day, such as 2026-11-22 or 22/11/2026"),
        Kind.DATETIME: _("A day and a time, such as 2026-11-22T15:15; without an offset it is London’s clock"),
        Kind.MONTH: _("A month, such as 2026-11"),
        Kind.INTEGER: _("A whole number") + _bounds(column),
        Kind.NUMBER: _("A number") + _bounds(column),
        Kind.BOOLEAN: _("Yes or no"),
        Kind.NHS_NUMBER: _("Ten digits; the last is checked"),
        Kind.UPN: _("A letter and twelve signs; the letter is checked"),
        Kind.PNC: _("Such as 2020/0012345X; the letter is checked"),
        Kind.UPRN: _("Up to 12 digits"),
        Kind.POSTCODE: _("A postcode, such as ME14 1XQ"),
        Kind.LSOA: _("The code of a small area (LSOA), such as E01024366"),
        Kind.LONGITUDE: _("Degrees east, such as 0.5217"),
        Kind.LATITUDE: _("Degrees north, such as 51.2787"),
    }[column.kind]
    if column.past:
        said += ", " + _("not in the future")
    return said


def _text_kind(column: Column) -> str:
    if column.pattern_says:
        return column.pattern_says[:1].upper() + column.pattern_says[1:]
    return _("Text, up to %(length)s characters") % {"length": column.max_length}


def _bounds(column: Column) -> str:
    least, most = (None if one is None else f"{one:,.10g}" for one in (column.least, column.most))
    if least is not None and most is not None:
        return _(" from %(least)s to %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _(", %(least)s or more") % {"least": least}
    return _(", at most %(most)s") % {"most": most} if most is not None else ""
