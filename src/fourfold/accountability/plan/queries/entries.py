"""What was said about an action, updates and comments together, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from fourfold.accountability.plan.domain.states import Marking
from fourfold.accountability.plan.models import Action, Comment, Update
from fourfold.accountability.plan.queries.visibility import readable_updates
from fourfold.trust.partnership.domain.roles import Standing

PAGE = 30


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of the timeline of an action. `has_older` says whether another page follows."""

    items: Sequence[Update | Comment]
    has_older: bool

    @property
    def restricted(self) -> list[Update]:
        """The OFFICIAL-SENSITIVE updates among them: reading these is audited."""
        return [
            item for item in self.items if isinstance(item, Update) and item.marking == Marking.OFFICIAL_SENSITIVE
        ]


def entries_for_actor(actor: Standing, action: Action, *, page: int = 1) -> Entries:
    """The `page`th page (from 1) of what the actor may read of an action already fetched for them."""
    said = Comment.objects.filter(action=action)
    updates = readable_updates(actor).filter(action=action)
    keys = _keys(updates, "update").union(_keys(said, "comment"), all=True).order_by("-at", "-pk")
    first = (page - 1) * PAGE
    found = list(keys[first : first + PAGE + 1])
    shown = found[:PAGE]
    by_id: dict[object, Update | Comment] = {}
    for rows, kind in ((updates, "update"), (said, "comment")):
        ids = [pk for pk, _at, of_kind in shown if of_kind == kind]
        if ids:
            by_id |= {item.pk: item for item in rows.filter(pk__in=ids).select_related("author")}
    return Entries([by_id[pk] for pk, _at, _kind in shown if pk in by_id], len(found) > PAGE)


def _keys(rows: QuerySet[Update] | QuerySet[Comment], kind: str) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return named.values_list("pk", "at", "kind")
