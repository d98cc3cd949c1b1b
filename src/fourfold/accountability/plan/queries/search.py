"""Search in the plans an actor reads, by equality on stored words (see `models.words`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from fourfold.accountability.plan.models import Action, Comment, Milestone, SuccessFactor, Update, Word
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.trust.partnership.domain.roles import Standing

MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: actions, best first, with the place of each hit; and success factors."""

    words: list[str]
    hits: QuerySet[Word, dict[str, Any]]
    factors: Sequence[SuccessFactor]


def lexemes(text: str) -> list[str]:
    """The stems of the words that were asked for, as the index stores them; at most twelve."""
    with connection.cursor() as cursor:
        cursor.execute("select tsvector_to_array(to_tsvector('english', %s))", [text[:500].replace("\0", " ")])
        (found,) = cursor.fetchone()
    return list(found)[:MOST_WORDS]


def search_for_actor(actor: Standing, text: str, *, plan_id: UUID | None = None) -> Found:
    """Actions in which every word stands somewhere (title, text, agencies, milestones, updates, comments).

    `hits` is one row an action: `action`, and `in_action` for how many of the words stand in the action itself.
    """
    words = lexemes(text)
    plans = visible_plans(actor)
    if plan_id is not None:
        plans = plans.filter(pk=plan_id)
    found = Word.objects.filter(word__in=words, plan__in=plans)
    hits = (
        found.filter(action__isnull=False)
        .order_by()
        .values("action")
        .annotate(
            matched=Count("word", distinct=True),
            in_action=Count("word", distinct=True, filter=Q(source="action")),
            newest=Max("id"),
        )
        .filter(matched=len(words))
        .order_by("-in_action", "-newest")
    )
    return Found(words, hits, _factors(found, words) if words else [])


def _factors(found: QuerySet[Word], words: list[str]) -> Sequence[SuccessFactor]:
    ids = (
        found.filter(source="success-factor")
        .order_by()
        .values("source_id")
        .annotate(matched=Count("word", distinct=True))
        .filter(matched=len(words))
        .values("source_id")
    )
    return list(SuccessFactor.objects.filter(pk__in=ids).select_related("strand", "plan")[:25])


def passages(actor: Standing, words: list[str], action_ids: list[UUID]) -> dict[UUID, list[str]]:
    """For the actions of one page: the texts, other than their own, in which the words stand (three each)."""
    sources: dict[str, tuple[type[Any], str]] = {
        "update": (Update, "text"),
        "comment": (Comment, "text"),
        "milestone": (Milestone, "title"),
    }
    rows = Word.objects.filter(word__in=words, action_id__in=action_ids, plan__in=visible_plans(actor))
    wanted: dict[str, set[UUID]] = {name: set() for name in sources}
    for source, source_id in rows.filter(source__in=sources).values_list("source", "source_id").distinct()[:600]:
        wanted[source].add(source_id)
    shown: dict[UUID, list[str]] = {}
    for source, ids in wanted.items():
        model, column = sources[source]
        for action_id, text in model.objects.filter(pk__in=ids).values_list("action_id", column):
            if len(shown.setdefault(action_id, [])) < 3:
                shown[action_id].append(text)
    return shown


def actions_of_hits(actor: Standing, ids: list[UUID]) -> list[Action]:
    """The actions of one page of hits, in the order of the hits."""
    actions = Action.objects.filter(pk__in=ids, plan__in=visible_plans(actor))
    by_id = {action.pk: action for action in actions.select_related("strand", "plan", "accountable_officer")}
    return [by_id[action_id] for action_id in ids if action_id in by_id]
