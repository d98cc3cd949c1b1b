"""Contents are sealed and hashed anew, as maintenance: when the data key is changed, or how keys are made."""

import json
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.records.feeds.domain.identifiers import Keys, sealed
from fourfold.records.feeds.domain.search_keys import KEYS_VERSION, stored_keys
from fourfold.records.feeds.queries.sealing import IDENTIFIER, room_keys, unsealed
from fourfold.trust.sealing.domain.ring import is_sealed
from fourfold.trust.sealing.queries import ring, unseal

USING = "maintenance"
_NEXT = """
select c.record_id, c.values::text, c.cells::text, r.subject_id is not null
from feeds_content c join feeds_record r on r.id = c.record_id
where c.record_id in (
    select c.record_id from feeds_content c
    where c.data_key_id <> %s or c.keys_version <> %s order by c.data_key_id, c.keys_version limit %s)
for update of c
"""
_KEEP = """
update feeds_content c
set values = n.values, cells = n.cells, keys = n.keys, data_key_id = %s, keys_version = %s
from json_to_recordset(%s::json) as n (id uuid, values jsonb, cells jsonb, keys jsonb) where c.record_id = n.id
"""


def stale_contents() -> int:
    """How many contents are sealed or hashed otherwise than now."""
    with connections[USING].cursor() as cursor:
        cursor.execute(
            "select count(*) from feeds_content where data_key_id <> %s or keys_version <> %s",
            [ring().current, KEYS_VERSION],
        )
        return int(cursor.fetchone()[0])


def renew_contents(*, most: int) -> int:
    """The next contents, in one transaction with the keys by which they are found; how many. Raises CannotUnseal.

    What they say stays the same: the linkage need not look again, and is told so.
    """
    keys = room_keys()
    with transaction.atomic(using=USING), connections[USING].cursor() as cursor:
        cursor.execute("select set_config('fourfold.renewing', 'on', true)")
        cursor.execute(_NEXT, [keys.number, KEYS_VERSION, most])
        rows = [_renewed(row, keys) for row in cursor.fetchall()]
        cursor.execute(_KEEP, [keys.number, KEYS_VERSION, json.dumps(rows)])
    return len(rows)


def _renewed(row: tuple[UUID, str, str, bool], keys: Keys) -> dict[str, Any]:
    record_id, says, cells, about = row
    try:
        values = unsealed(json.loads(says))
        held = {
            name: keys.seal(unseal(one, kind=IDENTIFIER)) if is_sealed(one) else one
            for name, one in json.loads(cells).items()
        }
    except CannotUnseal as error:
        raise CannotUnseal(f"Record {record_id}: {error}") from error
    return {
        "id": str(record_id),
        "values": sealed(values, keys),
        "cells": held,
        "keys": stored_keys(values, keys) if about else {},
    }
