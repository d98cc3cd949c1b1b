"""How long records are kept before somebody looks at them again, as contracts say. Pure.

The periods are the contracts'; whoever holds records decides at their end to keep them, with a reason and until a
day, or to remove them (Police Information and Records Management Code of Practice; UK GDPR Art 5(1)(e)).
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache

from fourfold.accountability.rights.domain.clock import months_after
from fourfold.records.feeds.domain.contracts import contracts

KEPT_AT_MOST = 120
"""Months for which records may be kept on before somebody looks again."""


class RetentionAct(StrEnum):
    """What is decided about records that are due."""

    KEEP = "keep"
    REMOVE = "remove"


@cache
def months_kept() -> Mapping[str, int]:
    """Months since it happened after which a record of a data set is looked at again, by the data set's key."""
    return {one.data_set: one.retention.months for one in contracts() if one.retention.months is not None}


def due_before(data_set: str, on: date) -> date:
    """The first day whose records are not due yet."""
    return months_after(on, -months_kept()[data_set])


def rules(on: date) -> str:
    """All of them as JSON, for the database."""
    return json.dumps(
        [
            {"data_set": key, "before": due_before(key, on).isoformat(), "months": months}
            for key, months in months_kept().items()
        ]
    )
