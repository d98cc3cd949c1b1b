"""The attacker: whoever has a release and what else is public, and puts all of it together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from fourfold.engines.disclosure.building import system_of
from fourfold.engines.disclosure.flowing import Enough, Flow
from fourfold.engines.disclosure.narrowing import narrowed, sums_at_edge
from fourfold.engines.disclosure.releases import Earlier, release_of
from fourfold.engines.disclosure.rule import KEPT, SMALLEST, Range
from fourfold.engines.disclosure.solving import Solver
from fourfold.engines.disclosure.system import System, Whole


@dataclass(frozen=True, slots=True)
class Leak:
    """A withheld count that can be worked out. `str` of it is a sentence for a checker."""

    place: int
    name: str
    range: Range
    tells: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} {self.tells}. It follows from {self.why}."


@dataclass(frozen=True)
class Attacked:
    """What an attacker makes of a release.

    `known`: for each withheld count what it can be: `name`, `low`, `high`, where `high` is empty if it has no bound.
    `leaks`: those that are given away. Empty: the release survives.
    """

    known: pa.Table
    leaks: tuple[Leak, ...]


def attack(
    table: pa.Table,
    by: Sequence[str],
    count: str,
    *,
    totals: pa.Table | None = None,
    earlier: Iterable[Earlier] = (),
) -> Attacked:
    """Narrow every withheld count of a published table as far as it goes, with all that is public beside it.

    `table`: the columns of `by`, and `count` as shown: a number, or `c` or nothing where it is withheld. Total rows
    (`Total`) are heard too, unless they are sums of the shown cells. `totals`: true ones published elsewhere.
    Raises BadTable; Contradiction where no counts agree with everything.
    """
    system = system_of(release_of(table, by, count, totals), [(one.release(), one.is_part) for one in earlier])
    bounds = narrowed(system)
    exact = exact_ranges(system, bounds)
    known = pa.table(
        {
            "name": pa.array([system.names(place) for place in exact], pa.string()),
            "low": pa.array([one.low for one in exact.values()], pa.int64()),
            "high": pa.array([None if one.high >= system.far else one.high for one in exact.values()], pa.int64()),
        }
    )
    return Attacked(known, leaks_of(system, bounds, exact))


def exact_ranges(system: System, bounds: tuple[Whole, Whole], enough: Enough | None = None) -> dict[int, Range]:
    """What each watched count can be; looked at only as far as is `enough`, where that is given.

    `bounds`: of all counts, narrowed. Raises Contradiction.
    """
    watched = [int(place) for place in system.watched]
    if not system.sums.shape[0]:
        return {place: Range(int(bounds[0][place]), int(bounds[1][place])) for place in watched}
    if system.plane is not None:
        some = system.truth if system.truth is not None else Solver(system, bounds).some
        flow = Flow(system.plane, bounds, some)
        return {place: Range(*flow.bounds(place, enough)) for place in watched}
    solver = Solver(system, bounds, system.truth)
    solver.look_around()
    # Between the least and the most there may be gaps: what cannot be had is no cover.
    return {place: Range(*solver.bounds(place, enough), solver.values(place, KEPT) < KEPT) for place in watched}


def is_safe(low: int, high: int) -> bool:
    """Whether a withheld count that can be so little and so much gives nothing away."""
    return high - low + 1 >= KEPT and (low == 0 or high >= SMALLEST)


def leaks_of(system: System, bounds: tuple[Whole, Whole], exact: dict[int, Range]) -> tuple[Leak, ...]:
    """The watched counts whose exact bounds give them away, with the sums that do."""
    found = []
    for place, known in exact.items():
        if known.tells:
            says = [system.sum_names[one] for one in sums_at_edge(system, place, *bounds)]
            is_joint = (known.low, known.high) != (int(bounds[0][place]), int(bounds[1][place]))
            why = "several sums taken together" if is_joint or not says else ", and from ".join(says)
            found.append(Leak(place, system.names(place), known, known.tells, why))
    return tuple(found)
