"""Who may be in a network, and as what. Applied to the rows, before anything is joined, counted or drawn.

Sources: exclusion lists beat everything and leave no trace; statuses are per person and episode, and nobody who was
only ever harmed appears among suspects (ICO enforcement notice on the Gangs Violence Matrix, 2018; Data Protection
Act 2018 s38); a child is a linked young person and no nominal; no suspect status below ten, the age of criminal
responsibility (Children and Young Persons Act 1933 s50).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks.kinds import FOR_SAFEGUARDING, PARTED, PROTECTED, SUSPECTED, Kind, Purpose, Role


@dataclass(frozen=True, slots=True)
class Rules:
    """The purpose, and people by their ids, on the day for which the network is made.

    `excluded`: whose records nobody may see here. `victim_only`: who was only ever harmed. `under_18` and `under_10`:
    by age on that day; whoever is under ten need not be in both.
    """

    purpose: Purpose
    excluded: frozenset[str] = frozenset()
    victim_only: frozenset[str] = frozenset()
    under_18: frozenset[str] = frozenset()
    under_10: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Ids are compared without space around them, as in the rows: a blank too many must not let anybody in."""
        for name in ("excluded", "victim_only", "under_18", "under_10"):
            object.__setattr__(self, name, frozenset(one.strip() for one in getattr(self, name)))

    @property
    def unseen(self) -> frozenset[str]:
        """Whom a network of this purpose does not show at all."""
        is_safeguarding = self.purpose is Purpose.SAFEGUARDING
        return self.excluded if is_safeguarding else self.excluded | self.victim_only | self.under_10

    @property
    def young(self) -> frozenset[str]:
        """Everybody under 18."""
        return self.under_18 | self.under_10


def without_excluded(rows: pa.Table, rules: Rules) -> pa.Table:
    """The rows of those who may be seen. Comes first, and is never told: the rest is as if the others were not."""
    return rows.filter(pc.invert(_is_one_of(rows["person"], rules.excluded)))


def allowed(rows: pa.Table, rules: Rules) -> tuple[pa.Table, list[str]]:
    """The rows that a network of this purpose may be made of, with the roles that these people may have; and what is
    to be told of the others."""
    rows = _with_roles(rows, rules)
    if rules.purpose is Purpose.SAFEGUARDING:
        return rows, []
    told: list[str] = []
    for kind in FOR_SAFEGUARDING:
        rows = _left_out(rows, pc.equal(rows["kind"], kind.value), f"of kind {kind}", told)
    harmed = pc.or_(
        _is_one_of(rows["role"], PROTECTED), _is_one_of(rows["person"], rules.victim_only | rules.under_10)
    )
    return _left_out(rows, harmed, "of people harmed, at risk or witnesses", told), told


def _with_roles(rows: pa.Table, rules: Rules) -> pa.Table:
    """Whoever was only ever harmed is a victim whatever a row says, a child below ten at risk; and somebody merely
    present at an event saw it."""
    person, role = rows["person"], rows["role"]
    is_suspected = _is_one_of(role, SUSPECTED)
    for people, instead in ((rules.under_10, Role.AT_RISK), (rules.victim_only, Role.VICTIM)):
        role = pc.if_else(pc.and_(is_suspected, _is_one_of(person, people)), instead.value, role)
    is_parted = _is_one_of(rows["kind"], PARTED)
    role = pc.if_else(pc.and_(is_parted, pc.equal(role, Role.PRESENT.value)), Role.WITNESS.value, role)
    return rows.set_column(rows.column_names.index("role"), "role", role)


def shown(role: pa.ChunkedArray, person: pa.ChunkedArray, rules: Rules) -> pa.ChunkedArray:
    """The roles as they are told: a suspected child is a linked young person."""
    is_young = pc.and_(_is_one_of(role, SUSPECTED), _is_one_of(person, rules.young))
    return pc.if_else(is_young, Role.YOUNG.value, role)


def _left_out(rows: pa.Table, which: pa.ChunkedArray, named: str, told: list[str]) -> pa.Table:
    count = pc.sum(which).as_py() or 0
    if count:
        told.append(f"{count:,} rows {named} are left out: they belong in a network made for safeguarding alone.")
    return rows.filter(pc.invert(which))


def _is_one_of(values: pa.ChunkedArray, these: Iterable[Kind | Role | str]) -> pa.ChunkedArray:
    return pc.is_in(values, pa.array(sorted(str(one) for one in these), pa.string()))
