"""Misspellings change a name a little, and are believable."""

from hypothesis import given
from hypothesis import strategies as st

from fourfold.engines.population.agencies.spelling import misspelt, mistyped, neighbours, plain
from fourfold.engines.population.chance import Chance

NAMES = st.sampled_from(["Katherine", "O'Brien", "Żółć", "Li", "Wójcik", "Smith-Jones", "McDonald", "Nguyen"])


@given(NAMES, st.integers(0, 10_000))
def test_a_misspelt_name_is_still_near(name: str, seed: int) -> None:
    wrong = misspelt(name, Chance(seed))
    assert wrong
    assert abs(len(wrong) - len(name)) <= 4
    assert misspelt(name, Chance(seed)) == wrong


def test_most_misspellings_differ() -> None:
    wrong = [misspelt("Katherine", Chance(seed)) for seed in range(200)]
    assert sum(one != "Katherine" for one in wrong) > 180
    assert "Catherine" in wrong or "Katerine" in wrong


def test_a_letter_alone_stays() -> None:
    assert misspelt("A", Chance(1)) == "A"


def test_mistyping_hits_neighbours() -> None:
    assert set(neighbours()["g"]) <= set("tyfhvb")
    assert mistyped("Smith", Chance(3)) != ""


def test_letters_lose_their_marks() -> None:
    assert plain("Wójcik Ngoc Đặng Čonka Şahin łódź Ağaoğlu") == "Wojcik Ngoc Dang Conka Sahin lodz Agaoglu"
