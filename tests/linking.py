"""Records of people for tests of the linkage, and what it found."""

from typing import Any
from uuid import UUID

from tests.deliveries import deliver, episode
from tests.people import Colleague
from tests.records import ask_owner

from fourfold.records.feeds.models import Delivery
from fourfold.records.identity.operations import work_off_waiting

ADA = {"forename": "Ada", "surname": "Nowak", "date_of_birth": "2010-03-04", "address": "4 Lower Fant Road"}
ADA |= {"postcode": "ME16 8DP", "sex": "F"}


def ada(number: int, **changes: str) -> dict[str, str]:
    """The n-th episode, of the n-th reference; by name, birth and home it is Ada each time."""
    return episode(number, **ADA | changes)


def delivered(who: Colleague, *rows: dict[str, str]) -> Delivery:
    """Deliver rows and link what changed."""
    delivery = deliver(who, rows)
    work_off_waiting()
    return delivery


def subject_of(number: int) -> UUID:
    """The subject of the n-th reference."""
    found = ask_owner(
        "select distinct r.subject_id from feeds_record r join feeds_content c on c.record_id = r.id"
        f" where c.cells ->> 'person_reference' = 'P{number}'"
    )
    return UUID(found[0][0])


def groups() -> list[list[UUID]]:
    """Who is held to be one person, two or more subjects each."""
    found = ask_owner("select array_agg(subject_id order by subject_id) g from access_sameperson group by person_id")
    return sorted([UUID(one) for one in group] for (group,) in found)


def state() -> dict[str, list[list[Any]]]:
    """All that the linkage holds of people, without the ids that are drawn by chance."""
    said = "(select encode(d.details_mac, 'hex') || d.subject_id from identity_description d where d.id = {})"
    return {
        "persons": ask_owner("select subject_id, person_id from access_sameperson order by 1"),
        "descriptions": ask_owner(
            "select d.subject_id, d.record_id, encode(d.details_mac, 'hex') m from identity_description d"
            " where d.is_live order by 1, 3"
        ),
        "scores": ask_owner(
            f"select least({said.format('p.left_id')}, {said.format('p.right_id')}) a,"
            f" greatest({said.format('p.left_id')}, {said.format('p.right_id')}) b, p.weight from identity_pair p"
            " where p.weight >= 0 order by 1, 2"
        ),
    }
