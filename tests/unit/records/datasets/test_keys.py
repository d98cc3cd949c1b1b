"""Keys of a person: lasting within a purpose of an agency, without anything in common across."""

from uuid import UUID, uuid4

import pytest

from fourfold.ground.kernel.sealing import keyed_hash
from fourfold.records.datasets.domain.keys import KeyMaker

AGENCY, OTHER_AGENCY = UUID(int=1), UUID(int=2)
PEOPLE = [uuid4() for _ in range(200)]


def maker(purpose: str = "missing-children", agency_id: UUID = AGENCY, key: str = "of the installation") -> KeyMaker:
    return KeyMaker(purpose, agency_id, lambda text, kind: keyed_hash(text, key=key, kind=kind))


def test_a_person_has_one_key_within_a_purpose_of_an_agency_and_each_has_another() -> None:
    keys = [maker().person(one) for one in PEOPLE]
    assert keys == [maker().person(one) for one in PEOPLE]
    assert len(set(keys)) == len(PEOPLE)
    assert {len(key) for key in keys} == {24}


@pytest.mark.parametrize(
    "other",
    [maker("serious-violence"), maker(agency_id=OTHER_AGENCY), maker(key="of another installation")],
    ids=["purpose", "agency", "installation"],
)
def test_keys_of_two_have_nothing_in_common(other: KeyMaker) -> None:
    assert {maker().person(one) for one in PEOPLE}.isdisjoint(other.person(one) for one in PEOPLE)
    assert {maker().record(one) for one in PEOPLE}.isdisjoint(other.record(one) for one in PEOPLE)


def test_a_record_is_not_told_by_the_key_of_a_person() -> None:
    assert maker().record(PEOPLE[0]) != maker().person(PEOPLE[0])


def test_no_id_stands_in_a_key() -> None:
    assert all(str(one)[:8] not in maker().person(one) and one.hex not in maker().person(one) for one in PEOPLE)
