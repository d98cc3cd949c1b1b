"""From who was in what to who is tied to whom: weighted, dated ties that keep both people's roles."""

from dataclasses import dataclass
from enum import StrEnum

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks import involvement, rules
from fourfold.engines.networks.kinds import MEASURED, PARTED, PROTECTED, SUSPECTED, Relation
from fourfold.engines.networks.network import Network, network
from fourfold.engines.networks.rules import Rules

LARGEST = 100
"""People in one thing beyond whom it ties nobody: that two pupils are at one school of a thousand says nothing, and
half a million ties would."""


class Weighting(StrEnum):
    """What one thing adds to the tie of two people in it."""

    COUNT = "count"
    """The smaller of their two weights."""
    SHARED = "shared"
    """That, divided by how many others were in it: being two of two says more than being two of thirty. M. E. J.
    Newman, Scientific collaboration networks II, Physical Review E 64, 016132 (2001)."""


@dataclass(frozen=True, slots=True)
class Projected:
    """`ties`: source, target (source before target), relation, source_role, target_role, weight, times (things that
    they share), first, last (dates). `people`: the ids of everybody in it, tied or not. Both in the order of the ids.
    `told`: in sentences, what was left out; of those excluded, nothing.
    """

    rules: Rules
    ties: pa.Table
    people: pa.Array
    told: tuple[str, ...]

    def network(self, relations: tuple[Relation, ...] = MEASURED) -> Network:
        """The network of these relations, to be measured. Victim ties are measured only where they are asked for."""
        wanted = pc.is_in(self.ties["relation"], pa.array([one.value for one in relations], pa.string()))
        ties = self.ties.filter(wanted)
        return network(ties, pa.table({"node": self.people}), rules=self.rules)


def project(
    table: pa.Table, ruling: Rules, *, weighting: Weighting = Weighting.COUNT, largest: int = LARGEST
) -> Projected:
    """Who is tied to whom by rows of person, thing, kind, and where there are any role, date, weight.

    The rules are applied first. A person who was in one thing as suspect and as victim is both in it; said twice,
    they are in it once. Raises BadInvolvement.
    """
    seen = rules.without_excluded(involvement.uniform(table), ruling)
    rows, told = involvement.sound(seen)
    rows, further = rules.allowed(rows, ruling)
    rows, crowded = _without_crowds(rows, largest)
    ties = _ties(rows, weighting)
    for side in ("source", "target"):
        place = ties.column_names.index(f"{side}_role")
        ties = ties.set_column(place, f"{side}_role", rules.shown(ties[f"{side}_role"], ties[side], ruling))
    people = pc.unique(rows["person"])
    return Projected(ruling, ties, people.take(pc.sort_indices(people)), (*told, *further, *crowded))


def _without_crowds(rows: pa.Table, largest: int) -> tuple[pa.Table, list[str]]:
    """Things with too many people keep their people and tie nobody: they become a thing of each person's own."""
    sizes = rows.group_by(["kind", "thing"]).aggregate([("person", "count_distinct")])
    crowds = sizes.filter(pc.greater(sizes["person_count_distinct"], largest)).select(["kind", "thing"])
    if not crowds.num_rows:
        return rows, []
    is_crowd = pc.is_in(_key(rows), _key(crowds).combine_chunks())
    alone = pc.binary_join_element_wise(rows["thing"], rows["person"], "\x1f")
    told = (
        f"{crowds.num_rows:,} things with more than {largest:,} people tie nobody. Give what they share more closely."
    )
    return rows.set_column(1, "thing", pc.if_else(is_crowd, alone, rows["thing"])), [told]


def _key(rows: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(rows["kind"], rows["thing"], "\x1f")


_TIES = """
with once as (
    select person, kind, thing, case
        when list_contains($suspected, role) then 'suspected' when list_contains($protected, role) then 'protected'
        else 'present' end as side,
        arg_min(role, list_position($suspected || $protected || ['present'], role)) as role,
        max(weight) as weight, min(date) as date
    from rows group by all
), sized as (
    select *, greatest(1, (select count(distinct person) from once other
        where other.kind = once.kind and other.thing = once.thing) - 1) as others from once
), pairs as (
    select a.person as source, b.person as target, a.role as source_role, b.role as target_role, a.kind, a.thing,
        case when a.side = 'protected' or b.side = 'protected' then 'victim'
            when list_contains($parted, a.kind) then 'association' else a.kind end as relation,
        least(a.weight, b.weight) / (case when $shared then a.others else 1 end) as weight,
        greatest(a.date, b.date) as date
    from sized a join sized b on a.kind = b.kind and a.thing = b.thing and a.person < b.person
)
select source, target, relation, source_role, target_role, sum(weight order by weight) as weight,
    count(distinct (kind, thing)) as times, min(date) as first, max(date) as last
from pairs group by all order by source, target, relation, source_role, target_role
"""


def _ties(rows: pa.Table, weighting: Weighting) -> pa.Table:
    words = {"suspected": SUSPECTED, "protected": PROTECTED, "parted": PARTED}
    parameters = {name: [word.value for word in these] for name, these in words.items()}
    with duckdb.connect(":memory:") as engine:
        engine.register("rows", rows)
        found = engine.sql(_TIES, params={**parameters, "shared": weighting is Weighting.SHARED})
        return found.to_arrow_table()
