"""Families are named by the rules of their origin."""

import pytest

from fourfold.engines.population.chance import Chance
from fourfold.engines.population.naming import families, patterns
from fourfold.engines.population.naming.origins import origins


@pytest.mark.parametrize(
    ("rule", "man", "woman"),
    [
        (patterns.polish, "Kowalski", "Kowalska"),
        (patterns.polish, "Nowak", "Nowak"),
        (patterns.slovak, "Horváth", "Horváthová"),
        (patterns.slovak, "Danko", "Danková"),
        (patterns.slovak, "Borovský", "Borovská"),
        (patterns.lithuanian_wife, "Kazlauskas", "Kazlauskienė"),
        (patterns.lithuanian_daughter, "Stankevičius", "Stankevičiūtė"),
        (patterns.lithuanian_daughter, "Butkus", "Butkutė"),
        (patterns.bulgarian, "Ivanov", "Ivanova"),
        (patterns.ukrainian, "Lewytskyi", "Lewytska"),
    ],
)
def test_a_womans_form_of_a_surname(rule: patterns.Form, man: str, woman: str) -> None:
    assert rule(man) == woman


def test_a_spanish_child_has_a_surname_of_each_parent() -> None:
    family = families.begin(origins().by_key["spanish"], Chance(1))
    family.base = "García López"
    families.settle(family, "Antonio", "Ruiz Moreno", True, Chance(2))
    assert families.child_of(family, "F", Chance(3)) == "García Ruiz"


def test_daughters_of_singh_are_kaur() -> None:
    family = families.begin(origins().by_key["punjabi_sikh"], Chance(1))
    family.base = "Singh"
    assert families.child_of(family, "F", Chance(1)) == "Kaur"
    assert families.child_of(family, "M", Chance(1)) == "Singh"
    assert families.single(family.origin, "F", 2010, Chance(4)).middle == "Kaur"


def test_an_eritrean_child_often_bears_the_fathers_forename() -> None:
    origin = origins().by_key["eritrean"]
    named = 0
    for seed in range(400):
        family = families.begin(origin, Chance(seed))
        families.settle(family, "Yonas", "Saba", True, Chance(seed + 1000))
        named += families.child_of(family, "M", Chance(seed)) == "Yonas"
    assert 290 <= named <= 350


def test_british_forenames_are_of_their_time() -> None:
    british = origins().by_key["british"]
    old = [british.forename("F", 1938, Chance(seed)) for seed in range(800)]
    young = [british.forename("F", 2016, Chance(seed)) for seed in range(800)]
    assert old.count("Margaret") > 20
    assert young.count("Margaret") < 4
    assert young.count("Olivia") > old.count("Olivia")


def test_gravesham_has_more_sikh_families_than_thanet() -> None:
    found = origins()
    gravesham = [found.draw("E07000109", Chance(seed)).key for seed in range(2000)].count("punjabi_sikh")
    thanet = [found.draw("E07000114", Chance(seed)).key for seed in range(2000)].count("punjabi_sikh")
    assert gravesham > 100
    assert thanet < 30


def test_every_origin_has_names_and_a_pattern() -> None:
    for origin in origins().by_key.values():
        assert origin.pattern in patterns.PATTERNS
        for sex in "MF":
            assert families.single(origin, sex, 2008, Chance(1)).forename.strip()
        for name, others in origin.variants.items():
            assert name not in others
