"""Which references are held to be one person, and what became of that, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_moment
from fourfold.records.feeds.wording import joined
from fourfold.records.identity.domain.states import Judgement, RunKind
from fourfold.records.identity.queries.people import InForce, Told

if TYPE_CHECKING:
    from fourfold.records.feeds.models import Record


@dataclass(frozen=True, slots=True)
class Same:
    """One of the references of a person, with the agencies whose records bear it."""

    reference: str
    holders: str


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One change: when, what is held now, because of what, and the likenesses that spoke for it."""

    when: str
    text: str
    because: str
    reasons: tuple[str, ...]


def same_of(records: "Sequence[Record]") -> list[Same]:
    """The references of one person's records, in the order of the alphabet."""
    holders: dict[str, set[str]] = {}
    for record in records:
        holders.setdefault(record.reference, set()).add(record.holder.name)
    return [Same(reference, joined(sorted(names))) for reference, names in sorted(holders.items())]


@dataclass(frozen=True, slots=True)
class JudgementTold:
    """A judgement in force: what was said of whom, why, by whom and when. `take_back`: where it is taken back."""

    text: str
    reason: str
    by: str
    take_back: str


def judgement_told(told: InForce, names: Mapping[UUID, str], take_back: str) -> JudgementTold:
    """A judgement as the page of its person tells it. `names`: of accounts."""
    kept, (left, right) = told.override, told.references
    said = (
        _("%(left)s and %(right)s are one person")
        if kept.judgement == Judgement.TOGETHER
        else _("%(left)s and %(right)s are two people")
    )
    by = _("%(name)s, %(when)s") % {
        "name": names.get(kept.decided_by, _("A reviewer")),
        "when": show_moment(kept.decided_at),
    }
    return JudgementTold(said % {"left": left, "right": right}, kept.reason, by, take_back)


def change_told(told: Told, references: Mapping[UUID, str]) -> ChangeTold:
    """A change as its page tells it. `references`: of subjects that the looker sees."""
    groups = [[references.get(one, _("another record")) for one in group] for group in told.after]
    parts = [_("%(names)s is one person") % {"names": joined(sorted(group))} for group in groups if len(group) == 1]
    parts += [_("%(names)s are one person") % {"names": joined(sorted(group))} for group in groups if len(group) > 1]
    because = {
        RunKind.FULL: _("All records were linked anew."),
        RunKind.DELIVERY: _("A delivery brought, changed or withdrew records."),
        RunKind.JUDGEMENT: _("A judgement was made or taken back."),
    }[told.run]
    if told.is_judged:
        because = _("Somebody who sees records of both decided it.")
    return ChangeTold(show_moment(told.at), "; ".join(parts), because, told.reasons)
