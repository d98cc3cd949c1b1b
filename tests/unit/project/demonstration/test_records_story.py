"""The made-up records: the same at every loading, sound, and of nobody."""

from datetime import date
from random import Random

import pytest

from fourfold.ground.kernel.personal_data import find_identifiers
from fourfold.project.demonstration.story.records.drawing import HOW_MANY, SEED, draw_people
from fourfold.project.demonstration.story.records.happening import Kept, Life, attendances
from fourfold.records.feeds.domain.records import problems_of
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.catalogue.domain.loading import load_catalogue

TODAY = date(2026, 11, 16)


def told() -> list[Kept]:
    chance = Random(SEED)
    people = draw_people(chance, TODAY)
    assert len(people) == HOW_MANY
    lives = [kept for who in people for kept in Life(who, chance, TODAY).records()]
    return lives + list(attendances(chance, TODAY))


@pytest.fixture(scope="module")
def everything() -> list[Kept]:
    return told()


def test_it_is_the_same_at_every_loading(everything: list[Kept]) -> None:
    assert told() == everything


def test_every_record_is_sound_and_says_that_it_is_made_up(everything: list[Kept]) -> None:
    data_sets = load_catalogue().data_sets
    found = [
        str(problem)
        for kept in everything
        for problem in problems_of(kept.record, data_sets[kept.record.data_set], TODAY)
    ]
    assert found == []
    assert all(kept.record.is_synthetic for kept in everything)


def test_no_record_holds_an_identifier_that_could_be_somebodys(everything: list[Kept]) -> None:
    """No NHS number, pupil number, postcode or telephone number, not even by chance."""
    texts = [value for kept in everything for key, value in kept.record.values.items() if key != "born_on"]
    assert [finding for text in texts for finding in find_identifiers(text)] == []


def test_the_records_tell_of_children_and_adults_harmed_and_suspected(everything: list[Kept]) -> None:
    roles = {kept.record.subject_role.value for kept in everything}
    assert {"at-risk", "victim", "witness", "suspect", "convicted"} <= roles
    assert {kept.record.subject_kind for kept in everything} == set(SubjectKind)
    assert len({kept.record.data_set for kept in everything}) == 7
