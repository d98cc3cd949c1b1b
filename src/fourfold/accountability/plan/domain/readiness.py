"""What a draft still lacks before it is published: what must be there, and what a good plan has."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """What is counted of a draft. Lists hold references such as `Prevent 3`, or strands."""

    aims_missing: Sequence[str]
    actions: int
    without_lead: Sequence[str]
    without_date: Sequence[str]
    without_officer: int
    factors: int
    strands_without_factors: Sequence[str]
    open_questions: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist. `needed`: without it the plan cannot be published. `missing` is empty when done."""

    key: str
    title: str
    missing: str
    said: str = "Done"
    needed: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def checks(draft: Draft, *, imported: bool, continues: bool) -> list[Check]:
    """The checklist of a draft, in the order in which people work."""
    found = []
    if imported:
        found.append(
            Check("review", "Questions of the import", _left(draft.open_questions, "to answer"), needed=True)
        )
    if continues:
        said = _left(draft.unsettled, "to decide")
        found.append(Check("before", "What becomes of the version before", said, needed=True))
    found += [
        Check("aims", "What each strand is for", _named(draft.aims_missing, "has no aim yet", "have no aim yet")),
        Check(
            "actions",
            "Actions",
            "" if draft.actions else "Add at least one",
            said=f"{draft.actions} action{'' if draft.actions == 1 else 's'}",
            needed=True,
        ),
        Check("leads", "Who leads", _named(draft.without_lead, "has no lead", "have no lead")),
        Check("dates", "By when", _named(draft.without_date, "has no date", "have no date")),
        Check("officers", "Accountable officers", _left(draft.without_officer, "without one")),
        Check(
            "factors",
            "Success factors",
            _named(draft.strands_without_factors, "has none", "have none"),
            said=f"{draft.factors} success factor{'' if draft.factors == 1 else 's'}",
        ),
    ]
    return found


def may_publish(found: Sequence[Check]) -> bool:
    """Whether everything that is needed is there."""
    return all(check.is_done for check in found if check.needed)


_SHOWN = 3


def _left(count: int, what: str) -> str:
    return f"{count} {what}" if count else ""


def _named(names: Sequence[str], one: str, many: str) -> str:
    if not names:
        return ""
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more {many}"
    return f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} {one if len(names) == 1 else many}"
