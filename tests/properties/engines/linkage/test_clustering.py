"""Clusters from any scores: nothing hangs on order, nobody stands twice, and what people decided holds."""

from hypothesis import given
from hypothesis import strategies as st

from fourfold.engines.linkage.deciding.clustering import Homes, Rules, agree

RULES = Rules(join=1.0, fracture=-2.0)
Pair = tuple[int, int]
Edges = dict[Pair, float]

record = st.integers(0, 9)
pair = st.tuples(record, record).filter(lambda two: two[0] < two[1])
scores = st.dictionaries(pair, st.floats(-20, 20).map(lambda weight: round(weight, 1)), max_size=25)


def people(edges: Edges, together: list[Pair], apart: list[Pair]) -> dict[int, int]:
    """For each record of a group, the group's smallest."""
    groups = agree([(*two, weight) for two, weight in edges.items()], RULES, together=together, apart=apart)
    found = {one: group[0] for group in groups for one in group}
    assert len(found) == sum(len(group) for group in groups)
    return found


def consistent(together: list[Pair], apart: list[Pair]) -> list[Pair]:
    """Of `apart`, what does not contradict `together`."""
    homes = Homes()
    for two in together:
        homes.join(*two)
    return [two for two in apart if homes.of(two[0]) != homes.of(two[1])]


@given(scores, st.lists(pair, max_size=4), st.lists(pair, max_size=4), st.randoms(use_true_random=False))
def test_order_changes_nothing(edges: Edges, together: list[Pair], parted: list[Pair], order: object) -> None:
    apart = consistent(together, parted)
    turned = list(edges.items())
    order.shuffle(turned)  # type: ignore[attr-defined]
    assert people(edges, together, apart) == people(dict(turned), together[::-1], apart[::-1])


@given(scores, st.lists(pair, max_size=4), st.lists(pair, max_size=4), record)
def test_what_people_decided_holds_whoever_leaves(
    edges: Edges, together: list[Pair], parted: list[Pair], gone: int
) -> None:
    apart = consistent(together, parted)
    fewer = {two: weight for two, weight in edges.items() if gone not in two}
    for these, kept in ((edges, together), (fewer, [two for two in together if gone not in two])):
        found = people(these, kept, [two for two in apart if these is edges or gone not in two])
        assert all(found.get(left, left) == found.get(right, right) for left, right in kept)
        for left, right in apart:
            if these is edges or gone not in (left, right):
                assert found.get(left, left) != found.get(right, right)


@given(scores)
def test_every_member_has_a_tie_that_reaches_join(edges: Edges) -> None:
    found = people(edges, [], [])
    for one, first in found.items():
        near = [
            weight for two, weight in edges.items() if one in two and {found.get(other) for other in two} == {first}
        ]
        assert max(near) >= RULES.join
