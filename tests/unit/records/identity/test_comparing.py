"""What differs is marked inside the words; and by which fields a feature may be shown."""

import pytest

from fourfold.engines.linkage.comparisons import features
from fourfold.records.identity.domain.cards import measured, truth_of
from fourfold.records.identity.domain.comparing import COMPARED, fields_of
from fourfold.records.identity.domain.differing import (
    date_differs,
    differing,
    is_reordered,
    is_same,
    is_transposed,
)


def marked(value: str, other: str) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in differing(value, other))


@pytest.mark.parametrize(
    ("value", "other", "shown"),
    [
        ("Thalia Okafor-Lane", "Talia Okafor Lane", "T[h]alia Okafor-Lane"),
        ("Talia Lane", "Thalia Lane", "T[]alia Lane"),
        ("Ted Okafor", "Edward Okafor-Lane", "[Ted] Okafor"),
        ("Edward Okafor", "okafor EDWARD", "Edward Okafor"),
        ("485 777 3456", "485 777 3465", "485 777 34[56]"),
        ("ME4 4AA", "ME4 4AB", "ME4 4A[A]"),
        ("Straße 2", "Strasse 3", "Straße [2]"),
        ("Żaneta", "Zaneta", "[Ż]aneta"),
    ],
)
def test_letters_that_differ_are_marked(value: str, other: str, shown: str) -> None:
    assert marked(value, other) == shown


def test_the_same_is_told_from_the_same_in_another_order() -> None:
    assert is_same("Okafor-Lane", "okafor lane")
    assert is_reordered("Okafor Edward", "Edward Okafor")
    assert not is_reordered("Edward Okafor", "Edward Okafor")
    assert is_transposed("2009-02-01", "2009-01-02")
    assert not is_transposed("2009-02-02", "2009-02-02")
    assert date_differs("2009-02-01", "2008-02-03") == (True, False, True)


def test_every_level_of_every_feature_names_fields_that_are_compared() -> None:
    for feature in features().values():
        for level in feature.levels:
            fields = fields_of(feature.key, level.key)
            assert fields, (feature.key, level.key)
            assert fields <= COMPARED
    assert fields_of("ethnicity", "same") is None


def test_a_level_that_is_asked_after_others_rests_on_their_fields_too() -> None:
    seen: frozenset[str] = frozenset()
    for level in features()["kin"].levels[1:]:
        fields = fields_of("kin", level.key) or frozenset()
        assert seen <= fields, level.key
        seen = fields


def test_a_card_keeps_what_was_measured() -> None:
    truth = ["p1", "p1", "p2", "p2", "p3", "p3"]
    people = ["a", "a", "b", "c", "d", "b"]
    groups = ["British"] * 4 + ["Tamil"] * 2
    told = measured(people, truth, groups, reference="British", compared=[(0, 1), (2, 3), (3, 5)])
    found = truth_of({"truth": told | {"made_up": 4, "seed": 1, "agencies": 2}})
    assert found is not None
    assert (found.pairs.precision, found.pairs.recall) == (0.5, pytest.approx(1 / 3))
    assert found.blocking is not None
    assert (found.blocking.count, found.blocking.of) == (2, 3)
    assert [(one.name, one.false.count, one.missed.count) for one in found.groups] == [
        ("British", 1, 1),
        ("Tamil", 1, 1),
    ]
    assert truth_of({}) is None
