"""Every feed in a line, the worst first: what is late, what needs a look, what is in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.web.wording import plural
from fourfold.records.feeds.wording import joined
from fourfold.records.reports.domain.quality_standing import (
    FeedStanding,
    Reason,
    Verdict,
    is_expected,
    standing_of_feed,
)
from fourfold.records.reports.queries.quality import Feed

_SHAPES = {
    Verdict.LATE: "off-track",
    Verdict.LOOK: "at-risk",
    Verdict.WAITED_FOR: "not-started",
    Verdict.GOOD: "on-track",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A status: its shape and its words."""

    shape: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed in the list of all. `because`: why it is not in order, or when it last came."""

    title: str
    href: str
    sign: Sign
    because: str
    senders: str
    last: str


def feed_lines(feeds: Sequence[Feed]) -> list[FeedLine]:
    """A line a contract: it stands as the worst of its agencies does. The worst first."""
    found = []
    for _key, group in groupby(feeds, key=lambda feed: feed.contract.key):
        ranked = sorted(((standing(feed), feed) for feed in group), key=lambda pair: pair[0].order)
        found.append((ranked[0][0].order, _line(ranked)))
    return [line for _order, line in sorted(found, key=lambda pair: (pair[0], pair[1].title))]


def standing(feed: Feed) -> FeedStanding:
    """How one agency's feed stands."""
    return standing_of_feed(feed.contract, [month.figures for month in feed.months])


def _line(ranked: Sequence[tuple[FeedStanding, Feed]]) -> FeedLine:
    worst, feed = ranked[0]
    lasts = [stands.last for stands, _feed in ranked if stands.last]
    told = because(worst, feed.contract)
    return FeedLine(
        title=feed.contract.title,
        href=reverse("reports:quality-feed", args=[feed.contract.key]),
        sign=sign(worst),
        because=f"{feed.holder}: {told[:1].lower()}{told[1:]}" if len(ranked) > 1 else told,
        senders=_senders([one.holder for _stands, one in ranked]),
        last=show_date(max(lasts)) if lasts else _("None yet"),
    )


def _senders(names: Sequence[str]) -> str:
    if len(names) > 3:
        return plural(len(names), _("agency"), _("agencies"))
    return joined(list(names))


def sign(stands: FeedStanding) -> Sign:
    """The status of a feed."""
    label = {
        Verdict.LATE: _("%(days)s late") % {"days": plural(stands.days_late, _("day"), _("days"))},
        Verdict.LOOK: _("Needs a look"),
        Verdict.WAITED_FOR: _("Not due yet"),
        Verdict.GOOD: _("In order"),
    }[stands.verdict]
    return Sign(_SHAPES[stands.verdict], label)


def because(stands: FeedStanding, contract: Contract) -> str:
    """Why a feed stands as it does."""
    if stands.verdict is Verdict.LATE:
        due = _("A delivery was due on %(day)s.") % {"day": show_date(stands.due)}
        return due if stands.last else f"{due} {_('None has come yet.')}"
    said = {
        Reason.REFUSED: _("The last file was refused."),
        Reason.HELD: _("The last file waits for a person."),
        Reason.INVALID: _("More rows could not be taken than the contract allows."),
        Reason.VOLUME: _("A recent month has far fewer or far more rows than those around it."),
    }
    if stands.reasons:
        return " ".join(said[reason] for reason in stands.reasons)
    if stands.due and is_expected(contract):
        return _("The next delivery is due on %(day)s.") % {"day": show_date(stands.due)}
    return _("It comes when its source publishes anew.")


def unsent(contracts: Sequence[Contract], feeds: Sequence[Feed]) -> list[dict[str, str]]:
    """Contracts under which nobody sends anything yet."""
    sent = {feed.contract.key for feed in feeds}
    return [
        {"title": one.title, "href": reverse("feeds:contract", args=[one.key])}
        for one in sorted(contracts, key=lambda one: one.title)
        if one.key not in sent
    ]


def summary_of(lines: Sequence[FeedLine]) -> str:
    """The list in a sentence: `12 feeds: 2 late, 1 needs a look, 9 in order`."""
    shapes = [line.sign.shape for line in lines]
    parts = [
        (_("late"), shapes.count("off-track")),
        (_("to look at"), shapes.count("at-risk")),
        (_("not due yet"), shapes.count("not-started")),
        (_("in order"), shapes.count("on-track")),
    ]
    told = [f"{count} {word}" for word, count in parts if count]
    return f"{plural(len(lines), _('feed'), _('feeds'))}: {joined(told)}."


def measured(feeds: Sequence[Feed]) -> str:
    """When the figures were made."""
    at: datetime | None = max((feed.measured_at for feed in feeds), default=None)
    return _("Measured on %(moment)s.") % {"moment": show_moment(at)} if at else ""


def day_text(text: str) -> str:
    """An ISO day in words; empty for none."""
    return show_date(date.fromisoformat(text)) if text else ""
