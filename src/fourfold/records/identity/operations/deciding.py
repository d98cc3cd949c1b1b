"""Who is one person is decided anew for those whom something touches; changes and questions follow from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from fourfold.records.identity.domain.asking import questions, told
from fourfold.records.identity.domain.changing import Moved, changes
from fourfold.records.identity.domain.people import Judged, Known, Scored
from fourfold.records.identity.models import Change, Run
from fourfold.records.identity.operations.alerting import tell
from fourfold.records.identity.operations.asking import ask
from fourfold.records.identity.operations.scoring import Scales
from fourfold.records.identity.queries import holding

MOST_REASONS = 5
"""Pairs that are kept with a change as what speaks for it."""


def decide(run: Run, scales: Scales, seeds: Sequence[UUID] | None, now: datetime) -> dict[str, int]:
    """Decide who is one person among those whom a change of these subjects may touch; without any, among all.

    The caller acts as the linker, in one transaction with whatever else has to hold together. Answers counts.
    """
    holding.one_at_a_time()
    thresholds = scales.model.thresholds
    subjects = holding.affected(seeds, thresholds.join)
    judged = holding.judgements_of(subjects)
    known = Known(holding.descriptions_of(subjects), judged, thresholds.join, thresholds.fracture)
    scored = _completed(known, holding.scores_of(subjects), scales)
    person = known.people(scored)
    before = holding.persons_of(subjects)
    moved = changes(before, person)
    holding.set_persons(_to_write(before, moved))
    subject_of = dict(zip(known.ids, known.subjects, strict=True))
    _note(run, now, moved, scored, subject_of, judged)
    asked = ask(run, now, subjects, questions(scored, subject_of, person, judged, thresholds.fracture))
    tell(run, now, moved)
    return {
        "subjects": len(person),
        "descriptions": len(known.ids),
        "people": len(set(person.values())),
        "changes": len(moved),
        "questions": asked,
    }


def _completed(known: Known, scored: list[Scored], scales: Scales) -> list[Scored]:
    """All scores that count: within groups those too that speak against one person."""
    groups = known.groups(scored)
    missing = holding.unscored(groups) if groups else []
    if not missing:
        return scored
    found = list(scales.weigh(missing))
    holding.keep_pairs(found)
    return scored + found


def _to_write(before: Mapping[UUID, UUID], moved: Sequence[Moved]) -> dict[UUID, UUID | None]:
    """The person of each subject that has another now; None for one that is by itself."""
    wanted = {
        subject: group[0] if len(group) > 1 else None for one in moved for group in one.after for subject in group
    }
    return {subject: new for subject, new in sorted(wanted.items()) if before.get(subject) != new}


def _note(
    run: Run,
    now: datetime,
    moved: Sequence[Moved],
    scored: Sequence[Scored],
    subject_of: Mapping[UUID, UUID],
    judged: Sequence[Judged],
) -> None:
    place = {subject: number for number, one in enumerate(moved) for subject in one.subjects}
    speaking: dict[int, list[Scored]] = {}
    for one in sorted(scored, key=lambda one: -one.weight):
        left, right = subject_of.get(one.left), subject_of.get(one.right)
        if left is None or right is None or place.get(left) is None or place.get(left) != place.get(right):
            continue
        if len(some := speaking.setdefault(place[left], [])) < MOST_REASONS:
            some.append(one)
    forced: dict[int, list[str]] = {}
    for said in judged:
        # Of both sides within the change: who sees all of it sees all that the judgement is about.
        number = place.get(said.left)
        if number is not None and number == place.get(said.right):
            forced.setdefault(number, []).append(str(said.id))
    Change.objects.bulk_create(
        [
            Change(
                kind=one.kind,
                run=run,
                at=now,
                subjects=list(one.subjects),
                before=[[str(key) for key in group] for group in one.before],
                after=[[str(key) for key in group] for group in one.after],
                because={
                    "run": run.kind,
                    "judgements": forced.get(number, []),
                    "pairs": [told(pair) for pair in speaking.get(number, [])],
                },
            )
            for number, one in enumerate(moved)
        ],
        batch_size=2_000,
    )
