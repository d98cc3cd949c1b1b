"""The reference model: who sees which fields of which record, written from the issue's words, as slow as it likes.

It shares no code with `decide` or with `rls.sql`; a test holds all three together on random worlds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

PLACES: Mapping[str, Mapping[str, str]] = {
    "cora": {"kent-county-council": "plan-coordinator"},
    "pat": {"kent-police": "champion"},
    "mia": {"medway-council": "accountable-officer"},
    "dee": {"dartford-council": "member"},
    # The integrated care board took the clinical commissioning groups over: what these were given, it has.
    "hal": {"nhs-kent-and-medway": "member", "ccgs": "member"},
    "vic": {"victim-support": "member"},
    "leo": {},
    "dan": {"kent-police": "data-protection-officer"},
    "sam": {"kent-county-council": "member"},
}
"""For which agencies each acts, and as what. A collective signs nothing, so nobody acts for one. Leo has left."""
TRAINED = frozenset(PLACES) - {"vic"}
LOOKERS = tuple(sorted(PLACES))


@dataclass(frozen=True)
class Opening:
    """A grant, in the test's words. `begins`, `ends` and `revoked` are instants."""

    id: UUID
    giver: str
    taker: str
    data_set: str
    purpose: str
    fields: frozenset[str]
    kinds: frozenset[str]
    roles: frozenset[str]
    handling: frozenset[str]
    for_roles: frozenset[str]
    only_who_works_with: bool
    only_about: UUID | None
    begins: datetime
    ends: datetime
    revoked: datetime | None


@dataclass(frozen=True)
class Row:
    """A guarded record."""

    id: UUID
    holder: str
    data_set: str
    kind: str
    role: str
    handled: str
    about: UUID | None
    restricted: bool


@dataclass(frozen=True)
class World:
    """Everything that there is."""

    openings: tuple[Opening, ...] = ()
    rows: tuple[Row, ...] = ()
    works_with: frozenset[tuple[str, UUID]] = frozenset()
    worked_with: frozenset[tuple[str, UUID]] = frozenset()
    """Relationships, and exclusions too, that have ended."""
    kept_away: frozenset[tuple[str, UUID]] = frozenset()
    named: frozenset[tuple[str, UUID]] = frozenset()
    emergencies: frozenset[tuple[str, UUID, str]] = frozenset()
    """Who, about whom, for what: all of them running."""
    same: tuple[frozenset[UUID], ...] = ()
    """References that are held to be one person's."""
    people: tuple[UUID, ...] = field(default=())


def sees(world: World, who: str, row: Row, purpose: str, at: datetime) -> frozenset[str]:
    """The fields that are shown; none at all means that the record is hidden."""
    if not purpose or who not in TRAINED or not PLACES[who]:
        return frozenset()
    if any((who, about) in world.kept_away for about in _one_person(world, row.about)):
        return frozenset()
    if row.restricted and (who, row.id) not in world.named:
        return frozenset()
    shown: set[str] = set()
    for opening in world.openings:
        if _opens(world, opening, who, row, purpose, at):
            shown |= opening.fields
    return frozenset(shown)


def _opens(world: World, opening: Opening, who: str, row: Row, purpose: str, at: datetime) -> bool:
    is_in_force = opening.begins <= at < opening.ends and (opening.revoked is None or at < opening.revoked)
    is_about = (
        opening.giver == row.holder
        and opening.data_set == row.data_set
        and opening.purpose == purpose
        and row.kind in opening.kinds
        and row.role in opening.roles
        and row.handled in opening.handling
    )
    if not (is_in_force and is_about and opening.taker in PLACES[who]):
        return False
    if opening.for_roles and PLACES[who][opening.taker] not in opening.for_roles:
        return False
    if opening.only_about is not None and opening.only_about != row.about:
        return False
    if opening.only_who_works_with:
        known = _one_person(world, row.about)
        return any((who, one) in world.works_with or (who, one, purpose) in world.emergencies for one in known)
    return True


def _one_person(world: World, about: UUID | None) -> frozenset[UUID]:
    """Everybody whom the linkage holds to be the same: what is known of one is known of all."""
    if about is None:
        return frozenset()
    return next((group for group in world.same if about in group), frozenset({about}))
