"""What a search found, with the words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from markupsafe import Markup, escape

from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.models import Action, SuccessFactor
from fourfold.accountability.plan.queries.search import CLOSES, LESS, MORE, OPENS, Passage
from fourfold.ground.kernel.clock import show_date

SOURCES = {"update": "Update", "comment": "Comment", "milestone": "Milestone"}


@dataclass(frozen=True, slots=True)
class Told:
    """A passage and where it stands: `Update, 4 November 2026`."""

    where: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Hit:
    """An action that was found. `text` is a passage of its own words, where one of the words stands there."""

    title: Markup
    href: str
    strand: str
    reference: str
    plan: str
    status: Status
    text: Markup
    passages: list[Told]


@dataclass(frozen=True, slots=True)
class FoundFactor:
    """A success factor that was found."""

    text: Markup
    href: str
    strand: str
    plan: str


def marked(text: str) -> Markup:
    """Text with `<mark>` around what stands between `OPENS` and `CLOSES`; all else is as written, and escaped."""
    written = text.replace(LESS, "<").replace(MORE, ">")
    return Markup(str(escape(written)).replace(OPENS, "<mark>").replace(CLOSES, "</mark>"))  # noqa: S704


def hits_of(actions: Sequence[Action], passages: dict[UUID, list[Passage]]) -> list[Hit]:
    """Actions fetched with `actions_of_hits`, each with its passages."""
    return [_hit(action, passages.get(action.pk, [])) for action in actions]


def _hit(action: Action, passages: Iterable[Passage]) -> Hit:
    text: str = action.marked_text  # type: ignore[attr-defined]
    return Hit(
        title=marked(action.marked_title),  # type: ignore[attr-defined]
        href=reverse("plan:action", args=[action.pk]),
        strand=action.strand.label,
        reference=f"Action {action.number}",
        plan=action.plan.title,
        status=Status(action.status),
        text=marked(text) if OPENS in text else Markup(),
        passages=[_told(passage) for passage in passages],
    )


def _told(passage: Passage) -> Told:
    where = ", ".join(filter(None, [SOURCES[passage.source], show_date(passage.at)]))
    return Told(where, marked(passage.text))


def factors_of(factors: Iterable[SuccessFactor]) -> list[FoundFactor]:
    """Success factors as search fetched them; each leads to its strand."""
    return [
        FoundFactor(
            text=marked(factor.marked),  # type: ignore[attr-defined]
            href=reverse("plan:strand", args=[factor.plan_id, factor.strand.kind]) + "#success-factors",
            strand=factor.strand.label,
            plan=factor.plan.title,
        )
        for factor in factors
    ]
