"""What moved in a plan between two moments: for meetings, packs and comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.models import Action, Update
from fourfold.accountability.plan.queries.visibility import readable_updates
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Moved:
    """An action with its OFFICIAL updates since a moment, newest first, and its status before and after them."""

    action: Action
    before: Status
    after: Status
    updates: tuple[Update, ...]

    @property
    def changed_status(self) -> bool:
        """Whether it stands otherwise than before."""
        return self.before is not self.after


def movement(
    actor: Standing, actions: Mapping[UUID, Action], *, since: datetime, until: datetime | None = None
) -> Sequence[Moved]:
    """Those of the actions that had an OFFICIAL update after `since` (and not after `until`), the newest first.

    `actions` were fetched for the actor. One query whatever their number.
    """
    updates = readable_updates(actor).filter(action__in=list(actions), at__gt=since, marking=Marking.OFFICIAL)
    if until is not None:
        updates = updates.filter(at__lte=until)
    by_action: dict[UUID, list[Update]] = {}
    for update in updates.select_related("author").order_by("-at", "-pk"):
        by_action.setdefault(update.action_id, []).append(update)
    return [
        Moved(actions[key], Status(found[-1].status_before), Status(found[0].status_after), tuple(found))
        for key, found in by_action.items()
    ]
