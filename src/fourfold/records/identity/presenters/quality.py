"""How good the linkage is, as its page shows it: figures with their intervals, and what they do not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fourfold.engines.linkage.comparisons import features
from fourfold.engines.linkage.evaluating import Share
from fourfold.engines.linkage.model import Model
from fourfold.ground.kernel.clock import show_date, show_moment, today
from fourfold.records.identity.domain.agreement import Agreement
from fourfold.records.identity.domain.states import TaskState
from fourfold.records.identity.presenters.runs import about
from fourfold.records.identity.presenters.waterfall import points
from fourfold.records.identity.queries.quality import InUse, Labels, Latest, LinkageQuality

FEW = 30
"""Below so many cases an interval is so wide that the page says so."""
FEWEST_FOR_KAPPA = 10
"""Below so many cases its interval, which is one for large samples, says nothing."""
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """A level of a feature: what it means, its weight, and its bar from `x`, `width` wide."""

    means: str
    points: str
    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class FeatureWeights:
    """A feature of the model with its levels. `zero`: where on the scale nothing is added or taken; `reach`: from the
    most that it takes to the most that it adds."""

    title: str
    reach: str
    weights: tuple[Weight, ...]
    zero: float
    held: bool


def card_rows(in_use: InUse) -> list[dict[str, str]]:
    """What the model is, for the summary macro."""
    model, made = in_use.model, in_use.model.made
    trained = _("Records linked here: %(count)s") % {"count": f"{made['records']:,}"} if made.get("records") else ""
    return [
        {"key": _("Version"), "value": _("%(n)s, of %(day)s") % {"n": in_use.version, "day": _day(in_use)}},
        {
            "key": _("What it is for"),
            "value": _(
                "Saying which records are one person’s, so that a person looks at what cannot be told. It decides "
                "nothing about anybody."
            ),
        },
        {"key": _("Estimated from"), "value": trained or model.about},
        {
            "key": _("Joined"),
            "value": _("from %(join)s points on; below %(fracture)s kept apart; in between people are asked")
            % {"join": points(model.thresholds.join), "fracture": points(model.thresholds.fracture)},
        },
        {
            "key": _("Before looking"),
            "value": _("1 in %(many)s pairs of records is taken to be one person’s")
            % {"many": f"{round(1 / model.prior):,}"},
        },
        {"key": _("Does not use"), "value": _("Ethnicity, nationality, religion, photographs; what anybody did")},
    ]


def _day(in_use: InUse) -> str:
    return show_date(today(in_use.made_at))


def weights_of(model: Model) -> list[FeatureWeights]:
    """Every level of every feature with its weight, on one scale, so that features can be held against each other."""
    all_weights = [chance.weight for levels in model.chances.values() for chance in levels.values()]
    low, high = min(0.0, *all_weights), max(0.0, *all_weights)

    def place(value: float) -> float:
        return round(WIDTH * (value - low) / (high - low or 1.0), 2)

    def weight(means: str, value: float) -> Weight:
        first, last = sorted((place(0.0), place(value)))
        kind = "for" if value >= 0 else "against"
        return Weight(means[:1].upper() + means[1:], points(value), first, max(round(last - first, 2), 0.5), kind)

    return [
        FeatureWeights(
            feature.title,
            _reach([chance.weight for chance in model.chances[feature.key].values()]),
            tuple(
                weight(level.words, model.chances[feature.key][level.key].weight)
                for level in feature.levels
                if not level.missing
            ),
            place(0.0),
            feature.key in model.held,
        )
        for feature in features().values()
    ]


def _reach(weights: Sequence[float]) -> str:
    return _("%(low)s to %(high)s points") % {"low": points(min(weights)), "high": points(max(weights))}


def run_rows(latest: Latest) -> list[dict[str, str]]:
    """What the latest run found."""
    named = {
        "records": _("Records"),
        "descriptions": _("Ways in which records describe somebody"),
        "subjects": _("Numbers that agencies have for people"),
        "people": _("People, as far as it can be told"),
        "pairs": _("Pairs compared"),
        "scored": _("Pairs compared"),
        "joined": _("People joined"),
        "parted": _("People parted"),
        "moved": _("People changed otherwise"),
        "changes": _("People changed"),
        "questions": _("Questions to reviewers"),
    }
    rows = [{"key": _("Ended"), "value": show_moment(latest.ended_at)}]
    return rows + [
        {"key": label, "value": _published(latest.counts[key])}
        for key, label in named.items()
        if key in latest.counts
    ]


def question_rows(found: LinkageQuality) -> list[dict[str, str]]:
    """How many questions stand where, and how far reviewers agree."""
    counts = found.questions
    return [
        {"key": _("Wait for a first reviewer"), "value": _published(counts.get(TaskState.OPEN))},
        {"key": _("Wait for another opinion"), "value": _published(counts.get(TaskState.SECOND))},
        {"key": _("Decided"), "value": _published(counts.get(TaskState.DECIDED))},
        {"key": _("Two reviewers say the same"), "value": agreement_words(found.agreement)},
        {"key": _("Beyond chance (Cohen’s kappa)"), "value": kappa_words(found.agreement)},
    ]


def _published(count: int | None) -> str:
    words = about(count)
    return words[:1].upper() + words[1:]


def agreement_words(found: Agreement) -> str:
    """How often two reviewers said the same."""
    if not found.of:
        return _("Not yet to be told: fewer than 8 pairs were judged twice alike")
    return share_words(Share(found.same, found.of))


def kappa_words(found: Agreement) -> str:
    """Kappa with its interval, or why there is none."""
    if found.of < FEWEST_FOR_KAPPA:
        return _("Not yet to be told: fewer than %(fewest)s pairs were judged twice") % {"fewest": FEWEST_FOR_KAPPA}
    if found.kappa is None:
        return _("Not yet to be told: it needs pairs that were judged both ways")
    kappa = found.kappa
    said = f"{kappa.value:.2f} ({kappa.low:.2f} {_('to')} {kappa.high:.2f})".replace("-", "−")
    return _("%(kappa)s; few pairs, so that it may well be otherwise") % {"kappa": said} if found.of < FEW else said


def share_words(share: Share) -> str:
    """`93.1% (88.0% to 96.2%), 54 of 58`."""
    low, high = share.interval
    return _("%(share)s (%(low)s to %(high)s), %(count)s of %(of)s") % {
        "share": percent(share.value),
        "low": percent(low),
        "high": percent(high),
        "count": f"{share.count:,}",
        "of": f"{share.of:,}",
    }


def label_rows(labels: Labels) -> list[dict[str, str]]:
    """What reviewers’ decisions say of the model."""
    return [
        {"key": _("Right where it would join (precision)"), "value": _share_or_none(labels.precision)},
        {"key": _("Found of those who are one person (recall)"), "value": _share_or_none(labels.recall)},
        {
            "key": _("Both in one figure (F1)"),
            "value": f"{labels.f1:.3f}" if labels.of else _("Not yet to be told: fewer than 8 decisions of a kind"),
        },
    ]


def band_rows(labels: Labels) -> list[dict[str, str]]:
    """Weight by weight: what chance the model gives, and how many reviewers held to be one person."""
    return [
        {
            "points": _("%(low)s to %(high)s") % {"low": points(band.step), "high": points(band.step + 1)},
            "chance": percent(1 / (1 + 2 ** -(band.step + 0.5))),
            "together": share_words(band.together),
        }
        for band in labels.bands
    ]


def _share_or_none(share: Share) -> str:
    return share_words(share) if share.of else _("Not yet to be told: fewer than 8 decisions of a kind")


def percent(value: float, digits: int = 1) -> str:
    """`93.1%`."""
    return f"{100 * value:.{digits}f}%"
