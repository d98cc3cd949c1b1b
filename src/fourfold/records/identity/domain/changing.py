"""What became of people: groups of subjects before and after, told as changes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from fourfold.records.identity.domain.states import ChangeKind

Group = tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Subjects whose groups are others now. `before` and `after`: the groups, each sorted."""

    kind: ChangeKind
    before: tuple[Group, ...]
    after: tuple[Group, ...]

    @property
    def subjects(self) -> Group:
        """All of them, sorted."""
        return tuple(sorted({one for group in (*self.before, *self.after) for one in group}))


def changes(before: Mapping[UUID, UUID], after: Mapping[UUID, UUID]) -> list[Moved]:
    """What changed between two states, each the person of every subject; a subject that is missing is by itself.

    Changes that have a subject in common are one. In the order of their subjects.
    """
    everybody = sorted({*before, *after})
    was, now = _groups(before, everybody), _groups(after, everybody)
    standing = set(was) & set(now)
    left = [group for group in was if group not in standing]
    come = [group for group in now if group not in standing]
    home: dict[UUID, UUID] = {}

    def of(one: UUID) -> UUID:
        while home.setdefault(one, one) != one:
            one = home[one]
        return one

    for group in (*left, *come):
        for member in group[1:]:
            low, high = sorted((of(group[0]), of(member)))
            home[high] = low
    told: dict[UUID, tuple[list[Group], list[Group]]] = defaultdict(lambda: ([], []))
    for place, groups in enumerate((left, come)):
        for group in groups:
            told[of(group[0])][place].append(group)
    return [Moved(_kind(*told[key]), tuple(told[key][0]), tuple(told[key][1])) for key in sorted(told)]


def _kind(before: list[Group], after: list[Group]) -> ChangeKind:
    if len(after) == 1:
        return ChangeKind.JOINED
    return ChangeKind.PARTED if len(before) == 1 else ChangeKind.MOVED


def _groups(person: Mapping[UUID, UUID], everybody: list[UUID]) -> list[Group]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for subject in everybody:
        found[person.get(subject, subject)].append(subject)
    return sorted(tuple(group) for group in found.values())
