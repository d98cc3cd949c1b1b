"""How long records are kept before somebody looks at them again, as contracts say. Pure.

The periods are the contracts'; whoever holds records decides at their end whether they are still needed, why, and
until when (Police Information and Records Management Code of Practice; UK GDPR Art 5(1)(e)).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from fourfold.accountability.rights.domain.clock import months_after
from fourfold.records.feeds.domain.contracts import contracts

KEPT_AT_MOST = 120
"""Months for which records may be kept on before somebody looks again."""


@cache
def months_kept() -> Mapping[str, int]:
    """Months since it happened after which a record of a data set is looked at again, by the data set's key.

    The longest, where several contracts bring one data set.
    """
    found: dict[str, int] = {}
    for one in contracts():
        if one.retention.months is not None:
            found[one.data_set] = max(one.retention.months, found.get(one.data_set, 0))
    return found


def due_before(months: int, on: date) -> date:
    """The first day whose records are not due yet."""
    return months_after(on, -months) + timedelta(days=1)


def rules(on: date) -> str:
    """All of them as JSON, for the database: of each contract, and of records of a data set without one."""
    return json.dumps(
        [
            {"contract": key, "data_set": data_set, "before": due_before(months, on).isoformat(), "months": months}
            for key, data_set, months in _periods()
        ]
    )


def _periods() -> Iterator[tuple[str, str, int]]:
    for one in contracts():
        if one.retention.months is not None:
            yield one.key, one.data_set, one.retention.months
    for data_set, months in months_kept().items():
        yield "", data_set, months
