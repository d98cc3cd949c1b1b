"""Descriptions are hashed anew where the data key or the rules for keys are others now. They stay what they are.

Under the lock of a run, before anything is compared: half of them under the old key would not be found by the others.
"""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from fourfold.engines.linkage.scoring import Keys
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations.deliveries import be_patient
from fourfold.records.identity.domain.details import Details
from fourfold.records.identity.domain.frequencies import KEY, hashed_anew
from fourfold.records.identity.operations.describing import keys_by_place
from fourfold.records.identity.operations.modelling import everything
from fourfold.records.identity.queries import holding
from fourfold.trust.partnership.domain.roles import LINKER
from fourfold.trust.sealing.domain.ring import FIRST

Progress = Callable[[str, int, int], None]
AT_ONCE = 1_000
WORDS = "Making keys anew"


def renew(progress: Progress) -> int:
    """Hash anew whatever is hashed otherwise, batch by batch, and the frequencies of names; how many descriptions."""
    with acting_as(LINKER.actor):
        of = holding.stale()
    done = 0
    while done < of and (some := _renew_some()):
        done += some
        progress(WORDS, done, max(of, done))
    _renew_frequencies()
    return done


def _renew_some() -> int:
    with acting_as(LINKER.actor):
        be_patient()
        rows = _rows(holding.next_stale(AT_ONCE))
        if rows:
            holding.renew(rows)
    return len(rows)


def _rows(found: list[tuple[UUID, Details | None]]) -> list[dict[str, Any]]:
    """What nobody says any more has a hash that nothing else has, and no keys: the next look takes it away."""
    with Keys() as engine:
        keys = keys_by_place([details or Details() for _key, details in found], engine)
    return [
        {
            "id": str(key),
            "m": holding.mac_of(details) if details else secrets.token_hex(32),
            "k": keys.get(place, []) if details else [],
        }
        for place, (key, details) in enumerate(found)
    ]


def _renew_frequencies() -> None:
    """In one transaction: names are in no place but the records themselves, so all are read for it."""
    with acting_as(LINKER.actor):
        be_patient()
        kept = holding.frequencies()
        before, after = kept.get(KEY, FIRST), holding.key_in_use()
        if kept and before == after:
            return
        if kept:
            _ids, _holders, table = everything()
            kept = hashed_anew(table, kept, holding.hashed_with(before), holding.hashed_with(after)) | {KEY: after}
        holding.keep_frequencies(kept)
