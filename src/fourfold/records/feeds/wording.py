"""The words for roles, kinds and values. The person is a person first; a role is what somebody was in one episode."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import LONDON, show_date, show_moment
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
