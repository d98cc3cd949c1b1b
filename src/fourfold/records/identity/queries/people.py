"""Who is one person with whom, as far as the looker sees records of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from fourfold.engines.linkage.comparisons import features
from fourfold.engines.linkage.explaining import Explanation, Part
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.queries.records import newest_of, subjects_seen
from fourfold.records.feeds.queries.sight import Sight
from fourfold.records.identity.domain.states import ChangeKind, RunKind
from fourfold.records.identity.models import Change, Override
from fourfold.trust.access.queries.looker import looker_of
from fourfold.trust.partnership.domain.roles import Standing

SHOWN = 20
"""Changes of one person that are shown, newest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change as it may be shown. `before`, `after`: groups of subjects, all of whom the looker sees.

    `reasons`: what likenesses spoke for one person, one sentence a pair, of fields that are shared on both sides.
    """

    kind: ChangeKind
    at: datetime
    before: tuple[tuple[UUID, ...], ...]
    after: tuple[tuple[UUID, ...], ...]
    run: RunKind
    is_judged: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """A judgement that holds, with the references of its two sides."""

    override: Override
    references: tuple[str, str]


def seen_among(actor: Standing, subject_ids: Collection[UUID], at: datetime) -> set[UUID]:
    """Those of the subjects of whom the actor sees a record, for the purpose of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(fourfold_purpose(), '')")
        (purpose,) = cursor.fetchone()
    return subjects_seen(Sight(looker_of(actor), purpose, at), subject_ids)


def same_person(sight: Sight, subject_id: UUID) -> list[UUID]:
    """All subjects of this one's person whose records the looker sees, this one among them, sorted.

    Empty where they see nothing of this one. Three queries.
    """
    with connection.cursor() as cursor:
        cursor.execute("select unnest(identity_same_as(%s))", [subject_id])
        found = {row[0] for row in cursor.fetchall()}
    seen = subjects_seen(sight, found)
    return sorted(seen) if subject_id in seen else []


def smallest_seen(sight: Sight, subject_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each of these subjects the smallest one of its person of whom the looker sees a record. Two queries.

    Subjects of one person have one and the same. What is hidden from the looker changes nothing, and those of whom
    they see nothing are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute("select subject_id, member_id from identity_members_of(%s::uuid[])", [list(subject_ids)])
        pairs = cursor.fetchall()
    seen = newest_of(sight, {member for _subject, member in pairs}).keys()
    smallest: dict[UUID, UUID] = {}
    for subject, member in pairs:
        if subject in seen and member in seen:
            smallest[subject] = min(member, smallest.get(subject, member))
    return smallest


def changes_of(sight: Sight, subject_id: UUID) -> list[Told]:
    """What became of a subject's person, newest first, as far as the looker sees every subject of a change.

    Four queries.
    """
    with connection.cursor() as cursor:
        cursor.execute("select identity_changes_about(%s, %s)", [subject_id, SHOWN])
        (ids,) = cursor.fetchone()
    found = list(Change.objects.filter(pk__in=ids).order_by("-at", "-pk"))
    seen = subjects_seen(sight, {subject for one in found for subject in one.subjects})
    shown = [one for one in found if seen.issuperset(one.subjects)]
    because = _because([one.pk for one in shown])
    return [_told(one, because[one.pk]) for one in shown if one.pk in because]


def judgements_of(sight: Sight, subject_ids: Collection[UUID]) -> list[InForce]:
    """Judgements in force about these subjects, newest first: those of whom the looker sees a record on both sides.

    Two queries; at most `SHOWN`.
    """
    about = Q(left_id__in=subject_ids) | Q(right_id__in=subject_ids)
    found = list(Override.objects.filter(about, ended_at=None).order_by("-decided_at", "-pk")[:SHOWN])
    newest = newest_of(sight, {one for kept in found for one in (kept.left_id, kept.right_id)})
    return [
        InForce(kept, (newest[kept.left_id].reference, newest[kept.right_id].reference))
        for kept in found
        if kept.left_id in newest and kept.right_id in newest
    ]


def judgement_about(sight: Sight, subject_ids: Collection[UUID], override_id: UUID) -> InForce:
    """One of them. Raises NotFound alike for hidden, ended, absent and somebody else's."""
    found = [one for one in judgements_of(sight, subject_ids) if one.override.pk == override_id]
    if not found:
        raise NotFound("identity.override", override_id)
    return found[0]


def _because(ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, bool, str]]]:
    """Of each change its run's kind, whether it was judged, and what may be shown of its pairs (the first: none)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.id, b.run_kind, b.is_judged, b.shown::text from unnest(%s::uuid[]) c(id),"
            " lateral identity_because(c.id) with ordinality b order by b.ordinality",
            [list(ids)],
        )
        found: dict[UUID, list[tuple[str, bool, str]]] = {}
        for key, *row in cursor.fetchall():
            found.setdefault(key, []).append((row[0], row[1], row[2]))
    return found


def _told(change: Change, because: Sequence[tuple[str, bool, str]]) -> Told:
    run, is_judged, _nothing = because[0]
    reasons = dict.fromkeys(_sentence(json.loads(shown)) for _run, _judged, shown in because[1:])
    return Told(
        kind=ChangeKind(change.kind),
        at=change.at,
        before=_groups(change.before),
        after=_groups(change.after),
        run=RunKind(run),
        is_judged=is_judged,
        reasons=tuple(reasons),
    )


def _sentence(shown: dict[str, dict[str, str | float]]) -> str:
    parts = [
        Part(key, features()[key].title, str(one["level"]), float(one["part"]), features()[key].level(level).words)
        for key, one in sorted(shown.items())
        for level in [str(one["level"])]
    ]
    ordered = sorted(parts, key=lambda part: (-abs(part.weight), part.feature))
    sentence = Explanation(0.0, tuple(ordered)).sentence
    return sentence[0].upper() + sentence[1:]


def _groups(groups: list[list[str]]) -> tuple[tuple[UUID, ...], ...]:
    return tuple(tuple(UUID(one) for one in group) for group in groups)
