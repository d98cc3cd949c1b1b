"""A plan's own words find the factors of the catalogue, each at most one."""

from pathlib import Path

import pytest

from fourfold.accountability.indicators.domain.catalogue import STRANDS, catalogue, definitions
from fourfold.accountability.indicators.domain.kinds import Direction
from fourfold.accountability.indicators.domain.matching import matches
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.plan.domain.reading import read_plan
from fourfold.ground.kernel.measures import Unit
from fourfold.trust.partnership.domain.register import load_register

COUNTS = [5, 6, 6, 4]


def test_the_catalogue_holds_the_21_factors_with_an_indicator_each() -> None:
    found = catalogue()
    assert [sum(1 for factor in found if factor.strand == strand) for strand in STRANDS] == COUNTS
    assert all(factor.indicators for factor in found)
    assert len(definitions()) == sum(len(factor.indicators) for factor in found)


def test_owners_are_of_the_register_and_places_are_known() -> None:
    register = load_register()
    for item in definitions().values():
        assert item.owner in register.agencies, item.key
        assert item.place in places(), item.key
        assert not item.rate or item.unit is Unit.COUNT, item.key


def test_what_says_neither_good_nor_bad_says_what_it_is_read_with() -> None:
    found = definitions().values()
    assert [item.key for item in found if item.direction is Direction.NEITHER and not item.pairing] == []


def matched(text: bytes) -> dict[str, list[int | None]]:
    reading = read_plan(text, filename="plan.txt", register=load_register())
    found = {}
    for strand in reading.strands:
        texts = {number: factor.text for number, factor in enumerate(strand.success_factors, start=1)}
        known = [factor for factor in catalogue() if factor.strand == strand.name.lower()]
        match = matches(texts, known)
        found[strand.name] = [match[number].number if number in match else None for number in texts]
    return found


EVERY = {name.title(): list(range(1, count + 1)) for name, count in zip(STRANDS, COUNTS, strict=True)}


@pytest.mark.shared
def test_every_factor_of_the_real_plan_is_recognised(shared: Path) -> None:
    assert matched((shared / "plan" / "kent-and-medway-gangs-action-plan.txt").read_bytes()) == EVERY


def test_every_factor_of_the_demonstration_is_recognised() -> None:
    path = Path(__file__).parents[4] / "src/fourfold/project/demonstration/kent-and-medway-plan.txt"
    assert matched(path.read_bytes()) == EVERY


@pytest.mark.parametrize(
    ("strand", "text", "name"),
    [
        ("pursue", "A reduction in violence among young people", 2),
        ("prepare", "Victims receive an offer of support", 4),
        ("protect", "Better information sharing through Community Safety Partnerships", 4),
        ("prevent", "Staff feel more knowledgeable and aware", None),
        ("prevent", "Bins are emptied on Tuesdays", None),
    ],
)
def test_other_partnerships_words_are_compared(strand: str, text: str, name: int | None) -> None:
    found = matches({"one": text}, [factor for factor in catalogue() if factor.strand == strand])
    assert (found["one"].number if found else None) == name
