"""Which of the roles that an agency is expected to have nobody holds, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fourfold.trust.partnership.domain.roles import EXPECTED, RoleKind, Tenure


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an agency is expected to have from `since` up to and without `until`."""

    kinds: frozenset[RoleKind]
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Gap:
    """A role that nobody holds: since when, and from when somebody will."""

    kind: RoleKind
    since: date
    filled_on: date | None = None


def expected(tenures: Iterable[Tenure], expectations: Iterable[Expectation], on: date) -> tuple[RoleKind, ...]:
    """The roles that one agency is expected to have on a day, in the order of `RoleKind`.

    What its participation says, whoever works there. Without one, the usual roles, from the first that anybody held
    in it: an agency does not stop being asked because its last people left.
    """
    said = next((one.kinds for one in expectations if one.holds(on)), None)
    if said is None:
        said = frozenset(EXPECTED) if any(_began(one, on) for one in tenures) else frozenset()
    return tuple(kind for kind in RoleKind if kind in said)


def gaps(tenures: Sequence[Tenure], expectations: Sequence[Expectation], on: date) -> list[Gap]:
    """The expected roles of one agency that nobody holds on a day.

    Vacant since the last to hold it left, or since it has been expected without a break, whichever is later. An
    agency without a participation is taken to have joined with the first role that anybody held in it.
    """
    found = []
    for kind in expected(tenures, expectations, on):
        held = [one for one in tenures if one.kind is kind and one.until != one.since]
        if any(one.is_live(on) for one in held):
            continue
        left = [one.until for one in held if one.until and one.until <= on]
        ahead = [one.since for one in held if one.since > on]
        since = max([_expected_since(kind, tenures, expectations, on), *left])
        found.append(Gap(kind, since, min(ahead, default=None)))
    return found


def _began(one: Tenure, on: date) -> bool:
    return one.since <= on and one.until != one.since


def _expected_since(kind: RoleKind, tenures: Sequence[Tenure], expectations: Sequence[Expectation], on: date) -> date:
    """The first day of the unbroken run of expectations that reaches `on` and names the role."""
    said = sorted((one for one in expectations if one.since <= on), key=lambda one: one.since, reverse=True)
    if not said or not said[0].holds(on):
        ended = [one.until for one in said if one.until]
        joined = min((one.since for one in tenures if _began(one, on)), default=on)
        return max([joined, *ended])
    since = said[0].since
    for later, earlier in pairwise(said):
        if earlier.until != later.since or kind not in earlier.kinds:
            break
        since = earlier.since
    return since
