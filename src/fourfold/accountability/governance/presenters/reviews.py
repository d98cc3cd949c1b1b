"""The yearly review as its pages show it: what was so, what changed since the year before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fourfold.accountability.governance.domain.questions import QUESTIONS
from fourfold.accountability.governance.domain.states import Outcome, ReviewKind
from fourfold.accountability.governance.models import Finding, ReviewItem
from fourfold.accountability.governance.queries.reviews import Pair
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.clock import show_date

Named = Callable[..., list[dict[str, str]]]
SHAPES = {Outcome.TO_DO: "not-started", Outcome.IN_ORDER: "complete", Outcome.FINDING: "at-risk"}
"""The shape beside each outcome's word, as in `web/components/status.html`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a review."""

    id: str
    title: str
    href: str
    outcome: str
    outcome_label: str
    shape: str
    checked: str
    note: str
    findings: tuple[dict[str, Any], ...]


def line_of(item: ReviewItem) -> Line:
    """One line, with the actions that its findings became. Makes no query."""
    outcome = Outcome(item.outcome)
    by = f"{show_date(item.checked_at)}, {item.checked_by.name}" if item.checked_by else ""
    return Line(
        id=str(item.pk),
        title=item.title,
        href=reverse("governance:review-item", args=[item.pk]),
        outcome=outcome.value,
        outcome_label=outcome.label,
        shape=SHAPES[outcome],
        checked=by,
        note=item.note,
        findings=tuple(finding_of(found) for found in item.findings.all()),
    )


def finding_of(found: Finding) -> dict[str, Any]:
    """A finding with the action it became and how that goes."""
    action = found.action
    return {
        "text": found.text,
        "title": action.title,
        "reference": f"{action.strand.label} {action.number}",
        "href": reverse("plan:action", args=[action.pk]),
        "status": Status(action.status),
        "by": found.found_by.name,
        "at": found.found_at,
    }


def grouped(items: Iterable[ReviewItem]) -> list[dict[str, Any]]:
    """The lines by kind, boards first, each kind with its questions and how many are left."""
    lines: dict[ReviewKind, list[Line]] = {kind: [] for kind in ReviewKind}
    for item in items:
        lines[ReviewKind(item.kind)].append(line_of(item))
    return [
        {
            "title": kind.label,
            "questions": QUESTIONS[kind],
            "lines": found,
            "left": sum(line.outcome == Outcome.TO_DO for line in found),
        }
        for kind, found in lines.items()
        if found
    ]


def facts_in_words(facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was so when a line was checked, as rows of a summary list."""
    return [{"key": key, "value": str(value)} for key, value in facts.items()]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of a board or of an agency's roles since the review before."""

    title: str
    href: str
    sentences: tuple[str, ...]


def changes(pairs: Sequence[Pair], gone: Iterable[ReviewItem], *, names: Named) -> list[Change]:
    """What is new, what differs and what is gone. A line that is as it was is left out.

    `names` puts the names of people into facts, all of them in one call.
    """
    old = [pair.before.facts if pair.before else {} for pair in pairs]
    told = names(*[pair.now.facts for pair in pairs], *old)
    found = [
        Change(pair.now.title, _href(pair.now), _sentences(pair, told[place], told[place + len(pairs)]))
        for place, pair in enumerate(pairs)
    ]
    found += [Change(item.title, _href(item), ("It is no longer there.",)) for item in gone]
    return [change for change in found if change.sentences]


def _href(item: ReviewItem) -> str:
    return reverse("governance:review-item", args=[item.pk])


def _sentences(pair: Pair, now: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    if pair.before is None:
        return ("It is new.",)
    if not before:
        return ()
    return tuple(
        f"{key}: {before.get(key, 'not asked')}, now {now.get(key, 'not asked')}."
        for key in dict.fromkeys([*before, *now])
        if before.get(key) != now.get(key)
    )
