"""How good a model was on made-up people, as the page shows it: figures, both kinds of error by group, and gaps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.engines.linkage.evaluating import Gap, Share
from fourfold.ground.documents.charts import Bar, BarChart, draw
from fourfold.records.identity.domain.cards import FEWEST, Group, Truth
from fourfold.records.identity.presenters.quality import percent, share_words


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Errors in one group of names, each as a share with its interval."""

    name: str
    of: str
    false: str
    missed: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart and what it is called."""

    title: str
    svg: Markup


def truth_words(truth: Truth) -> str:
    """On whom it was measured."""
    return _(
        "Each model that is estimated here is tried on the same %(made_up)s made-up people of Kent and Medway "
        "(number %(seed)s). %(people)s of them are in the records of %(agencies)s agencies, with made-up errors, so "
        "that it is known whose each record is. Real records may be harder: these figures do not promise the same "
        "for them."
    ) % {
        "made_up": f"{truth.made_up:,}",
        "seed": truth.seed,
        "people": f"{truth.people:,}",
        "agencies": truth.agencies,
    }


def truth_rows(truth: Truth) -> list[dict[str, str]]:
    """How good it is where it is known who is who."""
    rows = [
        {"key": _("Records and people"), "value": f"{truth.records:,}, {truth.people:,}"},
        {"key": _("Pairs joined rightly (precision)"), "value": percent(truth.pairs.precision, 2)},
        {"key": _("Pairs found (recall)"), "value": percent(truth.pairs.recall, 2)},
        {"key": _("F1 over pairs"), "value": f"{truth.pairs.f1:.4f}"},
        {"key": _("F1 over records (B-cubed)"), "value": f"{truth.by_record.f1:.4f}"},
        {"key": _("People found whole and unmixed (precision)"), "value": percent(truth.exact.precision, 2)},
        {"key": _("People found exactly (recall)"), "value": percent(truth.exact.recall, 2)},
        {"key": _("F1 over people"), "value": f"{truth.exact.f1:.4f}"},
    ]
    if truth.blocking:
        rows.append({"key": _("True pairs that were compared at all"), "value": share_words(truth.blocking)})
    return rows


def gap_words(gap: Gap, reference: str) -> str:
    """By how much others fare worse than the reference group, and whether that may be chance."""
    what = {
        "false": _("Records that stand with somebody else’s"),
        "missed": _("Pairs of one person that were missed"),
    }[gap.kind]
    more = _("more") if gap.points >= 0 else _("fewer")
    said = _("%(what)s: %(points)s points %(more)s than for %(group)s names (%(low)s to %(high)s).") % {
        "what": what,
        "points": f"{abs(gap.points):.2f}",
        "more": more,
        "group": group_name(reference),
        "low": f"{gap.low:+.2f}".replace("-", "−"),
        "high": f"{gap.high:+.2f}".replace("-", "−"),
    }
    return said + " " + (_("That may be chance.") if gap.low <= 0 <= gap.high else _("That is not chance."))


def group_rows(truth: Truth) -> list[GroupRow]:
    """The groups of names that have records enough, the largest first."""
    return [
        GroupRow(group_name(one.name), f"{one.false.of:,}", share_words(one.false), share_words(one.missed))
        for one in _shown(truth.groups)
    ]


def too_small(truth: Truth) -> list[str]:
    """The groups of which nothing is shown by themselves."""
    return [group_name(one.name) for one in truth.groups if one.false.of < FEWEST]


def group_charts(truth: Truth) -> list[Drawing]:
    """Both kinds of error by group, each in percent with its intervals; none where there is no group."""
    drawn = [
        (_("Records that stand with somebody else’s"), _("percent of records"), lambda one: one.false),
        (_("Pairs of one person that were missed"), _("percent of pairs"), lambda one: one.missed),
    ]
    return [_drawing(title, unit, truth.groups, share) for title, unit, share in drawn if _shown(truth.groups)]


def _drawing(title: str, unit: str, groups: Sequence[Group], share: Callable[[Group], Share]) -> Drawing:
    chart = BarChart(
        title=title,
        unit=_("%(unit)s, each with the range that it lies in 19 times of 20") % {"unit": unit},
        bars=tuple(_bars(groups, share)),
        ordered=True,
        description=_("The table below holds every figure."),
    )
    return Drawing(title, Markup(draw(chart, width=860)))  # noqa: S704  SVG of our own.


def _bars(groups: Sequence[Group], share: Callable[[Group], Share]) -> Iterator[Bar]:
    for one in _shown(groups):
        if share(one).of:
            low, high = share(one).interval
            yield Bar(
                group_name(one.name), round(100 * share(one).value, 2), round(100 * low, 2), round(100 * high, 2)
            )


def _shown(groups: Sequence[Group]) -> list[Group]:
    return [one for one in groups if one.false.of >= FEWEST]


def group_name(key: str) -> str:
    """`punjabi_sikh` as people write it."""
    return {"southern_african": _("Southern African"), "punjabi_sikh": _("Punjabi Sikh")}.get(key) or key.title()
