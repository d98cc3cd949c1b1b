"""Whom to write to: everybody with a live role and an open account, and for which agencies they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import CollectiveMember, Role, Succession, User
from fourfold.trust.partnership.queries.standing import known, live_roles


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody who can be written to. `stands_for` gives, for each role, the agencies whose work it opens:
    their own, the collectives they belong to and the predecessors whose work they took over.
    """

    person_id: UUID
    user_id: UUID
    name: str
    address: str
    stands_for: dict[RoleKind, frozenset[UUID]]


def correspondents(actor: Standing, *, on: date) -> list[Correspondent]:
    """Everyone with a live role and an open account, by name. Three queries, whatever their number."""
    known(actor, "partnership.person")
    reached = _reached(on)
    rows = (
        Role.objects.filter(live_roles(on), _open("person__user__"))
        .order_by("person__name", "person_id")
        .values_list("person_id", "person__user_id", "person__name", "person__user__email", "kind", "agency_id")
    )
    people: dict[UUID, Correspondent] = {}
    for person_id, user_id, name, address, kind, agency_id in rows:
        if user_id is None or address is None:
            continue
        found = people.setdefault(person_id, Correspondent(person_id, user_id, name, address, {}))
        before = found.stands_for.get(RoleKind(kind), frozenset())
        found.stands_for[RoleKind(kind)] = before | reached(agency_id)
    return list(people.values())


def address_of_account(user_id: UUID) -> str:
    """The address of an open account; empty if there is none. Needs no context: credentials have no RLS."""
    return User.objects.filter(_open(""), pk=user_id).values_list("email", flat=True).first() or ""


def _open(prefix: str) -> Q:
    """Accounts that may sign in: one of the demonstration in the demonstration alone."""
    is_open = Q(**{f"{prefix}is_active": True})
    return is_open if settings.DEMONSTRATION else is_open & Q(**{f"{prefix}is_demonstration": False})


class _Reach:
    """The agencies whose work an agency's people move, as `partnership_agencies()` in rls.sql follows them."""

    def __init__(self, steps: Iterable[tuple[UUID, UUID]]) -> None:
        self.steps: dict[UUID, list[UUID]] = defaultdict(list)
        for start, reached in steps:
            self.steps[start].append(reached)
        self.found: dict[UUID, frozenset[UUID]] = {}

    def __call__(self, agency_id: UUID) -> frozenset[UUID]:
        if agency_id not in self.found:
            seen, waiting = {agency_id}, [agency_id]
            while waiting:
                new = [step for step in self.steps[waiting.pop()] if step not in seen]
                seen.update(new)
                waiting += new
            self.found[agency_id] = frozenset(seen)
        return self.found[agency_id]


def _reached(on: date) -> _Reach:
    collectives = CollectiveMember.objects.values_list("agency_id", "collective_id")
    successions = Succession.objects.filter(on__lte=on).values_list("successor_id", "predecessor_id")
    return _Reach([*collectives, *successions])
