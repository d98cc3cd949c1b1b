"""What differs between two versions: every piece of both is told once, and both texts can be read off the runs."""

from collections import Counter
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.accountability.plan.domain.versions.comparing import Kind, Link, Piece, compare, compose
from fourfold.accountability.plan.domain.versions.matching import Wording, propose
from fourfold.accountability.plan.domain.versions.summing_up import sum_up
from fourfold.accountability.plan.domain.versions.wording import MOST_WORDS, Fate, differences

TEXT = st.lists(st.sampled_from(["the", "signs", "Teach", ",", ".", "young", "people", "early", "(all)"])).map(
    " ".join
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(TEXT, TEXT)
def test_both_texts_can_be_read_off_the_runs(old: str, new: str) -> None:
    runs = differences(old, new)
    assert squeezed("".join(run.text for run in runs if run.fate is not Fate.REMOVED)) == squeezed(new)
    assert squeezed("".join(run.before for run in runs if run.fate is not Fate.ADDED)) == squeezed(old)


def test_the_same_words_are_one_quiet_run() -> None:
    assert [run.fate for run in differences("Teach  the\nsigns.", "Teach the signs.")] == [Fate.SAME]


def test_very_long_texts_are_compared_at_their_ends() -> None:
    middle = "word " * MOST_WORDS
    runs = differences(f"Begin {middle}end", f"Begin other {middle}end")
    assert [run.fate for run in runs] == [Fate.SAME, Fate.ADDED, Fate.SAME]


def piece(number: int, text: str = "Do it.", strand: str = "prevent") -> Piece:
    return Piece(uuid4(), strand, number, text, f"Title {number}")


def test_kinds_of_change() -> None:
    old = [piece(1), piece(2), piece(3), piece(4), piece(5)]
    new = [
        Piece(uuid4(), "prevent", 1, "Do it.", "Title 1"),
        Piece(uuid4(), "protect", 1, "Do it.", "Title 2"),
        piece(3, "Do it all."),
        piece(6),
    ]
    links = [Link(was.id, now.id) for was, now in zip(old, new[:3], strict=False)]
    links += [Link(old[3].id, new[2].id), Link(old[4].id, None, "Not needed.")]
    found = compare(old, new, links)
    assert [change.kind for change in found] == [Kind.SAME, Kind.MOVED, Kind.MERGED, Kind.NEW, Kind.DROPPED]
    assert found[-1].reason == "Not needed."
    assert sum_up(found, "action", "actions") == "1 action is new, 1 dropped, 2 merged, 1 moved and 1 the same."


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[Piece], list[Piece], list[Link]]:
    old = [piece(number) for number in range(draw(st.integers(0, 6)))]
    new = [piece(number) for number in range(draw(st.integers(0, 6)))]
    ends: st.SearchStrategy[UUID | None] = st.sampled_from([None, *(item.id for item in new)])
    links = [Link(item.id, end) for item in old for end in draw(st.lists(ends, max_size=3))]
    return old, new, links


@given(versions())
def test_every_piece_of_both_versions_is_told_exactly_once(made: tuple[list[Piece], list[Piece], list[Link]]) -> None:
    old, new, links = made
    found = compare(old, new, links)
    assert Counter(item.id for change in found for item in change.olds) == Counter(item.id for item in old)
    assert Counter(item.id for change in found for item in change.news) == Counter(item.id for item in new)


def test_links_over_two_steps() -> None:
    one, two, three, four = (uuid4() for _ in range(4))
    found = compose([Link(one, two), Link(four, None, "Ended.")], [Link(two, three)])
    assert found == [Link(one, three), Link(four, None, "Ended.")]
    assert compose([Link(one, two)], [Link(two, None, "Later.")]) == [Link(one, None, "Later.")]


def test_matches_are_best_first_and_each_new_piece_once() -> None:
    old = [
        Wording(uuid4(), "prevent", text) for text in ("Teach the signs.", "Teach the signs early.", "Mend lamps.")
    ]
    new = [Wording(uuid4(), "prevent", text) for text in ("Teach the signs early on.", "Teach the signs!")]
    found = propose(old, new)
    assert [match and match.new for match in found.values()] == [new[1].id, new[0].id, None]
    assert found[old[0].id].likeness == 100  # type: ignore[union-attr]
