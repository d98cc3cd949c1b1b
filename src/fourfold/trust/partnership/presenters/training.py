"""Training in information sharing, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.queries.training import LAPSES_SOON, Trained


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A training that was done, and until when it holds."""

    done: str
    until: str


@dataclass(frozen=True, slots=True)
class TrainingTold:
    """Whether somebody's training holds, in a sentence, and what they did. `state` gives the shape beside it."""

    state: str
    label: str
    meaning: str
    lines: tuple[TrainingLine, ...]


def training(done: Sequence[Trained], *, today: date) -> TrainingTold:
    """What one person did, the latest first, as their page tells it."""
    lines = tuple(TrainingLine(show_date(one.completed_on), show_date(one.valid_until)) for one in done)
    until = max((one.valid_until for one in done), default=None)
    if until is None:
        return TrainingTold(
            "not-started",
            _("None recorded"),
            _("Records of people are shown once it is done. A worry can be passed on without it."),
            lines,
        )
    if until <= today:
        return TrainingTold(
            "off-track",
            _("Lapsed"),
            _("It lapsed on %(day)s. Until it is renewed, no records of people are shown. A worry can be passed on.")
            % {"day": show_date(until)},
            lines,
        )
    if until <= today + LAPSES_SOON:
        meaning = _("It holds until %(day)s. Renew it before then.") % {"day": show_date(until)}
        return TrainingTold("at-risk", _("Lapses soon"), meaning, lines)
    return TrainingTold("on-track", _("In date"), _("It holds until %(day)s.") % {"day": show_date(until)}, lines)
