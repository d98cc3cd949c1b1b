"""Two versions side by side: what differs is marked, in words as well as in form; what is equal stays quiet."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.domain.versions.comparing import Change, FactChange, Kind, Piece
from fourfold.accountability.plan.domain.versions.summing_up import sum_up
from fourfold.accountability.plan.domain.versions.wording import Fate, Run, differences
from fourfold.accountability.plan.models import Plan
from fourfold.accountability.plan.presenters.action import words
from fourfold.accountability.plan.queries.versions import Comparison
from fourfold.ground.kernel.clock import show_date

ORDER = tuple(kind.value for kind in StrandKind)


def version_name(plan: Plan) -> str:
    """How a version is called beside another: its label, or when it was published."""
    if plan.label:
        return plan.label
    return _("published %(day)s") % {"day": show_date(plan.published_at)} if plan.published_at else _("the draft")


def summary(found: Comparison) -> list[str]:
    """One sentence for the actions, one for the success factors."""
    said = (sum_up(found.actions, "action", "actions"), sum_up(found.factors, "success factor", "success factors"))
    return [sentence for sentence in said if sentence]


def strands(found: Comparison, *, only_changes: bool, kind: str = "") -> list[dict[str, Any]]:
    """The changes of each strand: actions, then success factors; those that are the same counted where left out."""
    wanted = [value for value in ORDER if not kind or value == kind]
    return [
        strand
        for value in wanted
        if (strand := _strand(value, found, only_changes))["actions"] or strand["factors"] or strand["same"]
    ]


def _strand(value: str, found: Comparison, only_changes: bool) -> dict[str, Any]:
    actions = [change for change in found.actions if change.strand == value]
    factors = [change for change in found.factors if change.strand == value]
    same = sum(change.is_quiet for change in (*actions, *factors))
    return {
        "name": StrandKind(value).label,
        "kind": value,
        "actions": [_change(change, "plan:action") for change in _shown(actions, only_changes)],
        "factors": [_change(change, "") for change in _shown(factors, only_changes)],
        "same": same if only_changes else 0,
    }


def _shown(changes: Sequence[Change], only_changes: bool) -> Iterable[Change]:
    return (change for change in changes if not (only_changes and change.is_quiet))


def _change(change: Change, address: str) -> dict[str, Any]:
    pair = len(change.olds) == 1 and len(change.news) == 1
    return {
        "kind": change.kind.value,
        "label": _label(change),
        "quiet": change.is_quiet,
        "olds": [_piece(piece, address) for piece in change.olds],
        "news": [_piece(piece, address) for piece in change.news],
        "title": (_side(change.title, Fate.ADDED), _side(change.title, Fate.REMOVED)) if change.title else None,
        "text": (_side(change.text, Fate.ADDED), _side(change.text, Fate.REMOVED)) if change.text else None,
        "facts": [_fact(fact) for fact in change.facts],
        "reason": change.reason,
        "is_pair": pair,
    }


def _fact(fact: FactChange) -> dict[str, Any]:
    """A fact on both sides, with the words marked that differ."""
    runs = differences(fact.before, fact.after)
    return {"name": fact.name, "before": _side(runs, Fate.ADDED), "after": _side(runs, Fate.REMOVED)}


def _label(change: Change) -> str:
    if change.kind is Kind.CHANGED:
        said = [
            _("reworded") if change.text or change.title else "",
            _("moved") if change.moved else "",
            _("other people or dates") if change.facts else "",
        ]
        return ", ".join(filter(None, said)).capitalize()
    return change.kind.label


def _piece(piece: Piece, address: str) -> dict[str, Any]:
    return {
        "reference": f"{StrandKind(piece.strand).label} {piece.number}",
        "title": piece.title,
        "text": words(piece.text),
        "facts": [{"name": name, "value": value} for name, value in piece.facts if value],
        "href": reverse(address, args=[piece.id]) if address else "",
    }


def _side(runs: Sequence[Run], without: Fate) -> Markup:
    """One side of a comparison: the old text marks what was taken out, the new one what was put in."""
    old = without is Fate.ADDED
    return Markup("").join(_run(run, run.before if old else run.text) for run in runs if run.fate is not without)


def _run(run: Run, text: str) -> Markup:
    bare = text.rstrip()
    space = text[len(bare) :]
    if run.fate is Fate.SAME or not bare:
        return Markup("{}{}").format(bare, space)
    if run.fate is Fate.REMOVED:
        return _REMOVED.format(begin=_("removed"), end=_("end of removed"), text=bare, space=space)
    return _ADDED.format(begin=_("added"), end=_("end of added"), text=bare, space=space)


_REMOVED = Markup(
    '<del class="ff-change"><span class="govuk-visually-hidden">[{begin}] </span>{text}'
    '<span class="govuk-visually-hidden"> [{end}]</span></del>{space}'
)
_ADDED = Markup(
    '<ins class="ff-change"><span class="govuk-visually-hidden">[{begin}] </span>{text}'
    '<span class="govuk-visually-hidden"> [{end}]</span></ins>{space}'
)


def beside(found: Comparison) -> list[dict[str, Any]]:
    """The other versions that one may compare with, the chosen one marked."""
    address = reverse("plan:compare", args=[found.new.pk])
    return [
        {"text": version_name(item), "href": f"{address}?with={item.pk}", "active": item.pk == found.old.pk}
        for item in found.versions
    ]
