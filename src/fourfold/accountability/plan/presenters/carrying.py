"""What becomes of the version before, piece by piece."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from fourfold.accountability.plan.domain.titles import short_title
from fourfold.accountability.plan.models import Action, Plan, SuccessFactor
from fourfold.accountability.plan.queries.versions import Fate
from fourfold.ground.web.wording import plural

Piece = Action | SuccessFactor
DROPPED = "dropped"


def reference_of(piece: Piece) -> str:
    """`Prevent 3`, or `Prevent, success factor 3`."""
    word = "" if isinstance(piece, Action) else ", success factor"
    return f"{piece.strand.label}{word} {piece.number}"


def name_of(piece: Piece) -> str:
    """The reference with the beginning of its words."""
    return f"{reference_of(piece)}: {piece.title if isinstance(piece, Action) else short_title(piece.text)}"


def choices(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """The pieces of the draft to choose from."""
    return [(str(piece.pk), name_of(piece)) for piece in pieces]


def chosen(fate: Fate) -> str:
    """What the form shows as chosen so far."""
    if fate.news:
        return str(fate.news[0].pk)
    return "" if fate.proposed else DROPPED


def fates(plan: Plan, found: Sequence[Fate]) -> list[dict[str, Any]]:
    """Each piece of the version before with what became of it, those to decide first."""
    return [_fate(plan, fate) for fate in sorted(found, key=lambda fate: not fate.proposed)]


def _fate(plan: Plan, fate: Fate) -> dict[str, Any]:
    dropped = not fate.news and not fate.proposed
    return {
        "reference": reference_of(fate.old),
        "title": name_of(fate.old).split(": ", 1)[1],
        "said": _said(fate),
        "open": fate.proposed,
        "settle": reverse("plan:settle", args=[plan.pk, fate.old.pk]),
        "bring_back": reverse("plan:bring-back", args=[plan.pk, fate.old.pk]) if dropped else "",
    }


def _said(fate: Fate) -> str:
    names = " and ".join(name_of(piece) for piece in fate.news)
    if fate.proposed and names:
        return f"Perhaps {names} ({fate.likeness}% of the words are alike)"
    if fate.proposed:
        return "We found nothing that continues it"
    return f"Goes on as {names}" if names else f"Dropped. {fate.reason}"


def proposals(found: Sequence[Fate]) -> int:
    """How many proposed matches can be accepted at once."""
    return sum(1 for fate in found if fate.proposed and fate.news)


def progress(found: Sequence[Fate]) -> str:
    """`21 of 49 parts are settled.`"""
    settled = sum(not fate.proposed for fate in found)
    return (
        f"{settled} of {plural(len(found), 'part')} of the version before {'is' if settled == 1 else 'are'} settled"
    )
