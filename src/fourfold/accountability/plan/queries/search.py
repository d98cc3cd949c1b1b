"""Search in the plans an actor reads, by equality on stored words (see `models.words`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQueryField
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Expression,
    F,
    Func,
    Max,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Concat, Length, RowNumber
from django.db.models.lookups import LessThanOrEqual

from fourfold.accountability.plan.domain.states import Marking
from fourfold.accountability.plan.models import Action, Comment, Milestone, SuccessFactor, Update, Word
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.trust.partnership.domain.roles import Standing

MOST_WORDS = 12
MOST_HITS = 500
MOST_FACTORS = 25
PASSAGES = 3
SHORT = 280
"""Up to so many characters a text is shown whole; of a longer one, the passages in which the words stand."""

OPENS, CLOSES, LESS, MORE = "\ue000", "\ue001", "\ue002", "\ue003"
"""Around each word that was found, and in place of `<` and `>`, which PostgreSQL would take for tags and leave out.

They are taken out of the text first, so that nothing else is marked.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the ids of actions, best first, at most `MOST_HITS`; and success factors."""

    words: list[str]
    action_ids: Sequence[UUID]
    factors: Sequence[SuccessFactor]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in which words stand. `source` is update, comment or milestone; `at` its moment where it has one."""

    action_id: UUID
    source: str
    at: datetime | None
    text: str


def lexemes(text: str) -> list[str]:
    """The stems of the words that were asked for, as the index stores them; at most twelve."""
    with connection.cursor() as cursor:
        cursor.execute("select tsvector_to_array(to_tsvector('english', %s))", [text[:500].replace("\0", " ")])
        (found,) = cursor.fetchone()
    return list(found)[:MOST_WORDS]


def search_for_actor(actor: Standing, text: str, *, plan_id: UUID | None = None) -> Found:
    """Actions in which every word stands somewhere (title, text, agencies, milestones, updates, comments).

    Those that hold more of the words themselves come first, then those with the newest passage.
    """
    words = lexemes(text)
    if not words:
        return Found(words, [], [])
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
    ids = list(hits.values_list("action", flat=True)[:MOST_HITS])
    return Found(words, ids, _factors(found, words))


def _factors(found: QuerySet[Word], words: list[str]) -> Sequence[SuccessFactor]:
    ids = (
        found.filter(source="success-factor")
        .order_by()
        .values("source_id")
        .annotate(matched=Count("word", distinct=True))
        .filter(matched=len(words))
        .values("source_id")
    )
    factors = SuccessFactor.objects.filter(pk__in=ids).select_related("strand", "plan")
    return list(factors.annotate(marked=_marked(F("text"), words))[:MOST_FACTORS])


def _marked(text: Expression | F, words: list[str]) -> Expression:
    """The whole `text` with each of the words between `OPENS` and `CLOSES`."""
    return SearchHeadline(
        _clean(text), _any_of(words), config="english", start_sel=OPENS, stop_sel=CLOSES, highlight_all=True
    )


def _passages(text: Expression | F, words: list[str]) -> Expression:
    """As `_marked`, for the two short passages of a long text in which the words stand."""
    return SearchHeadline(
        _clean(text),
        _any_of(words),
        config="english",
        start_sel=OPENS,
        stop_sel=CLOSES,
        max_fragments=2,
        max_words=30,
        min_words=12,
        fragment_delimiter=" … ",
    )


def _told(text: Expression | F, words: list[str]) -> Expression:
    """A short text whole, of a long one the passages, with the words marked."""
    passages = Concat(Value("… "), _passages(text, words), Value(" …"), output_field=TextField())
    is_short: LessThanOrEqual[Any] = LessThanOrEqual(Length(text), SHORT)
    return Case(When(is_short, then=_marked(text, words)), default=passages, output_field=TextField())


def _clean(text: Expression | F) -> Expression:
    signs = Value(f"<>{OPENS}{CLOSES}{LESS}{MORE}")
    return Func(text, signs, Value(LESS + MORE), function="translate", output_field=TextField())


def _any_of(words: list[str]) -> Expression:
    quoted = ("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)
    return Cast(Value(" | ".join(quoted)), SearchQueryField())


def passages(actor: Standing, words: list[str], action_ids: list[UUID]) -> dict[UUID, list[Passage]]:
    """For the actions of one page: the newest texts, other than their own, in which the words stand (three each).

    Two statements, of which only the first sees every hit. Restricted updates have no words in the index, and
    are left out here once more.
    """
    ids = _newest_places(actor, words, action_ids)
    updates = Update.objects.filter(pk__in=ids["update"], marking=Marking.OFFICIAL)
    told = Concat(F("text"), Value(" "), F("reason"), output_field=TextField())
    texts = _texts(updates, "update", F("at"), told, words).union(
        _texts(Comment.objects.filter(pk__in=ids["comment"]), "comment", F("at"), F("text"), words),
        _texts(Milestone.objects.filter(pk__in=ids["milestone"]), "milestone", NO_MOMENT, F("title"), words),
        all=True,
    )
    shown: dict[UUID, list[Passage]] = {}
    for row in texts.order_by(F("moment").desc(nulls_last=True)):
        passage = Passage(*row)
        shown.setdefault(passage.action_id, []).append(passage)
    return shown


NO_MOMENT = Cast(Value(None), DateTimeField())


def _newest_places(actor: Standing, words: list[str], action_ids: list[UUID]) -> dict[str, list[UUID]]:
    """The ids of the newest `PASSAGES` texts of each action in which a word stands, by their kind."""
    ids: dict[str, list[UUID]] = {"update": [], "comment": [], "milestone": []}
    places = (
        Word.objects.filter(word__in=words, action_id__in=action_ids, source__in=ids, plan__in=visible_plans(actor))
        .order_by()
        .values("action", "source", "source_id")
        .annotate(newest=Max("id"))
        .annotate(place=Window(RowNumber(), partition_by=[F("action")], order_by=F("newest").desc()))
        .filter(place__lte=PASSAGES)
    )
    for place in places:
        ids[place["source"]].append(place["source_id"])
    return ids


def _texts(
    rows: QuerySet[Any], source: str, moment: Expression | F, text: Expression | F, words: list[str]
) -> QuerySet[Any, Any]:
    texts: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(source=Value(source, output_field=CharField()), moment=moment, marked=_told(text, words))
        .values_list("action_id", "source", "moment", "marked")
    )
    return texts


def actions_of_hits(actor: Standing, ids: list[UUID], words: list[str]) -> list[Action]:
    """The actions of one page of hits, in the order of the hits, with `marked_title` and `marked_text`."""
    actions = Action.objects.filter(pk__in=ids, plan__in=visible_plans(actor)).annotate(
        marked_title=_marked(F("title"), words), marked_text=_told(F("text"), words)
    )
    by_id = {action.pk: action for action in actions.select_related("strand", "plan", "accountable_officer")}
    return [by_id[action_id] for action_id in ids if action_id in by_id]
