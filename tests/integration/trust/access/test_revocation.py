"""Revocation binds the next request, the next chunk of a download, and a job."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import pytest
from tests import records
from tests.people import Cast
from tests.records import SAFEGUARDING, Told, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.queries import Sight
from fourfold.records.feeds.queries.records import record_for_actor
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.looking import chunks


def read(looker: Looker, keys: Sequence[UUID]) -> Iterable[str]:
    sight = Sight(looker, SAFEGUARDING, now())
    for key in keys:
        try:
            yield str(record_for_actor(sight, key).values["name"])
        except NotFound:
            continue


def test_the_next_request(people: Cast, world: World) -> None:
    grant = records.give(records.TO_COUNTY)
    client = records.client_for(people.sam, SAFEGUARDING)
    assert client.get(f"/records/{world.alex}/").status_code == 200
    records.end(grant)
    assert client.get(f"/records/{world.alex}/").status_code == 404


@pytest.mark.parametrize("how", ["revoked", "excluded", "untrained", "left"])
def test_an_open_download_ends_with_the_chunk_that_is_on_its_way(people: Cast, world: World, how: str) -> None:
    grant = records.give(records.TO_COUNTY)
    kept = records.hand_in("kent-police", *(Told(f"Sky Number{number}") for number in range(6))).record_ids
    with people.sam.acting() as actor:
        standing = actor
    download = chunks(standing, SAFEGUARDING, list(kept), read, size=2)
    assert [next(download), next(download)] == ["Sky Number0", "Sky Number1"]
    if how == "revoked":
        records.end(grant)
    elif how == "excluded":
        for record in kept:
            records.exclude(people.sam, records.subject_of(record))
    elif how == "untrained":
        records.as_owner(
            "update partnership_training set valid_until = current_date where person_id = %s", [people.sam.person_id]
        )
    else:
        records.as_owner(
            "update partnership_role set until = current_date where person_id = %s", [people.sam.person_id]
        )
    assert list(download) == []
