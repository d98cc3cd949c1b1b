"""How records describe people: taken whenever records change, with the keys under which they are compared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Keys
from fourfold.records.identity.domain.details import Details
from fourfold.records.identity.domain.keys import stored
from fourfold.records.identity.operations.scoring import Scales
from fourfold.records.identity.queries import holding


def describe(subjects: Sequence[UUID], keys: Keys, now: datetime) -> list[UUID]:
    """Take how live records describe these subjects; the descriptions that are then to be compared, with others'."""
    return holding.describe(subjects, _rows(holding.details_by_record(subjects), keys), now)


def compare(descriptions: Sequence[UUID], scales: Scales) -> int:
    """Score these against all that share a key, and keep what does not speak against one person; how many it kept."""
    pairs = holding.candidates(descriptions, once=False)
    kept = list(scales.weigh(pairs, least=scales.model.thresholds.fracture))
    holding.keep_pairs(kept)
    return len(kept)


def _rows(found: Sequence[tuple[UUID, UUID, UUID, Details]], engine: Keys) -> list[dict[str, Any]]:
    """Each description once, in the newest record that says so. Who is not described at all has one that is empty."""
    once: dict[tuple[UUID, UUID, str], tuple[UUID, Details]] = {}
    described = {subject for subject, _holder, _record, details in found if not details.is_empty}
    for subject, holder, record, details in found:
        if not details.is_empty or subject not in described:
            once.setdefault((subject, holder, holding.mac_of(details)), (record, details))
    keys = keys_by_place([details for _record, details in once.values()], engine)
    return [
        {"s": str(subject), "h": str(holder), "r": str(record), "m": mac, "k": keys.get(place, [])}
        for place, ((subject, holder, mac), (record, _details)) in enumerate(once.items())
    ]


def keys_by_place(details: Sequence[Details], engine: Keys) -> dict[int, list[str]]:
    """The keys under which these are compared, hashed, as hex, by their place in the sequence."""
    keys: dict[int, set[str]] = {}
    table = engine.of(prepare(holding.table_of(details))) if details else None
    for place, rule, key in (
        zip(*(table[name].to_pylist() for name in table.column_names), strict=True) if table else ()
    ):
        keys.setdefault(place, set()).add(stored(rule, key, holding.hashed).hex())
    return {place: sorted(found) for place, found in keys.items()}
