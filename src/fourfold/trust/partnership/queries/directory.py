"""One search for "who is the champion for X, and who covers": by names, agencies of the past, role words, areas.

Words are found by equality and by beginning, which row-level security lets an index answer (docs/adr/0006).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from fourfold.trust.partnership.domain.asking import Asked, question
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Agency, Role
from fourfold.trust.partnership.queries.cover import Away, away_on
from fourfold.trust.partnership.queries.standing import known, live_roles
from fourfold.trust.partnership.queries.vacancies import Vacancy, vacancies

ABOVE_ALL = "\U0010ffff"
"""Sorts after every character, so that `from word up to word + ABOVE_ALL` is what begins with a word."""

# Every name that a word stands in; an agency of the past leads to those that took its work over.
_HITS = """
with recursive asked(word, below) as (select * from unnest(%(words)s::text[], %(below)s::text[])),
hit as (
    select asked.word, found.agency_id, found.person_id
    from asked join partnership_directoryword found
      on found.word >= asked.word collate "C" and found.word < asked.below collate "C"
),
place(word, agency_id) as (
    select word, agency_id from hit where agency_id is not null
    union
    select place.word, s.successor_id
    from place join partnership_succession s on s.predecessor_id = place.agency_id and s.on <= %(on)s
)
select asked.word,
       array(select agency_id from place where place.word = asked.word),
       array(select distinct person_id from hit where hit.word = asked.word and person_id is not null)
from asked
"""


@dataclass(frozen=True, slots=True)
class Match:
    """The agencies that answer a question, with the roles that do: those with such roles first, then by name.

    `by_name` are the agencies that the question names itself.
    """

    asked: Sequence[Asked]
    agency_ids: Sequence[UUID]
    roles: QuerySet[Role]
    by_name: frozenset[UUID]

    @property
    def kinds(self) -> frozenset[RoleKind]:
        """The roles that were asked for; empty when none was."""
        return frozenset(kind for one in self.asked for kind in one.kinds)


@dataclass(frozen=True, slots=True)
class Answer:
    """One agency: the roles asked for and who is away, the gaps, and the bodies whose work it took over."""

    agency: Agency
    roles: Sequence[Role]
    gaps: Sequence[Vacancy]
    away: dict[UUID, Away]
    former: Sequence[str]


def match(actor: Standing, text: str, *, on: date) -> Match:
    """Which agencies and roles answer a question: each word in a name of the agency, of the person, or the role's.

    Raises `NotFound` without a live role. Three queries.
    """
    known(actor, "partnership.agency")
    asked = question(text)
    if not asked:
        return Match([], [], Role.objects.none(), frozenset())
    hits = _hits(asked, on)
    roles = Role.objects.filter(live_roles(on))
    for one in asked:
        agencies, people = hits[one.word]
        roles = roles.filter(Q(agency_id__in=agencies) | Q(person_id__in=people) | Q(kind__in=one.kinds))
    named = _named(asked, {word: frozenset(agencies) for word, (agencies, _people) in hits.items()})
    held = set(roles.order_by().values_list("agency_id", flat=True).distinct())
    there = Agency.objects.filter(pk__in=held | named).exclude(until__lte=on)
    ids = list(there.order_by("name", "pk").values_list("pk", flat=True))
    return Match(asked, sorted(ids, key=lambda one: one not in held), roles, named)


def _hits(asked: Sequence[Asked], on: date) -> dict[str, tuple[list[UUID], list[UUID]]]:
    words = [one.word for one in asked]
    below = [one.word + (ABOVE_ALL if one.is_beginning else "\x01") for one in asked]
    with connection.cursor() as cursor:
        cursor.execute(_HITS, {"words": words, "below": below, "on": on})
        return {word: (agencies, people) for word, agencies, people in cursor.fetchall()}


def _named(asked: Sequence[Asked], places: dict[str, frozenset[UUID]]) -> frozenset[UUID]:
    """The agencies in whose names every word stands that is no role's, or every word."""
    names = [places[one.word] for one in asked if not one.kinds] or [places[one.word] for one in asked]
    return frozenset.intersection(*names)


def answers(actor: Standing, found: Match, agency_ids: Sequence[UUID], *, on: date) -> list[Answer]:
    """The answers of one page, in the order of the ids. Four queries."""
    roles: dict[UUID, list[Role]] = {}
    theirs = found.roles.filter(agency_id__in=agency_ids).select_related("person__user", "person__contact")
    for role in theirs.order_by(_in_order(), "since", "person__name"):
        roles.setdefault(role.agency_id, []).append(role)
    away = away_on(actor, {role.person_id for held in roles.values() for role in held}, on=on)
    vacant: dict[UUID, list[Vacancy]] = {}
    for gap in vacancies(actor, on=on, agency_ids=[one for one in agency_ids if one in found.by_name]):
        if not found.kinds or gap.kind in found.kinds:
            vacant.setdefault(gap.agency_id, []).append(gap)
    former = ArrayAgg("precessions__predecessor__name", order_by="precessions__predecessor__name", default=Value([]))
    agencies = Agency.objects.filter(pk__in=agency_ids).annotate(former=former).in_bulk()
    return [
        Answer(agencies[key], roles.get(key, []), vacant.get(key, []), away, [x for x in agencies[key].former if x])
        for key in agency_ids
    ]


def _in_order() -> Case:
    """Roles in the order of `RoleKind`, those who only work there last."""
    order = [kind for kind in RoleKind if kind is not RoleKind.MEMBER]
    cases = [When(kind=kind, then=Value(place)) for place, kind in enumerate(order)]
    return Case(*cases, default=Value(len(order)), output_field=IntegerField())
