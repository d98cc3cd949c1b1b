"""Files of agencies for tests: made-up rows under real contracts, delivered by one of the cast."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from uuid import UUID

from tests.people import Colleague
from tests.records import agency

from fourfold.ground.kernel.clock import now
from fourfold.records.feeds.domain.deliveries import How
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations import receive, work_off

EPISODES = "missing-episodes"
EPISODE = {
    "episode_reference": "E1",
    "person_reference": "P1",
    "forename": "Ada",
    "surname": "Nowak",
    "date_of_birth": "2010-03-04",
    "role": "at-risk",
    "reported_at": "2026-01-05 21:30",
    "returned_at": "2026-01-06 07:10",
    "missing_from": "home",
    "district": "E07000106",
    "risk_level": "medium",
}
"""A whole row of missing episodes."""

Row = Mapping[str, str]


def episode(number: int, **changes: str) -> dict[str, str]:
    """The n-th episode, of the n-th person."""
    return {**EPISODE, "episode_reference": f"E{number}", "person_reference": f"P{number}", **changes}


def table(rows: Sequence[Row]) -> bytes:
    """Rows as a CSV file."""
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def send(
    who: Colleague,
    content: bytes,
    *,
    holder: str = "kent-police",
    contract: str = EPISODES,
    how: How = How.COMMAND,
    as_of: datetime | None = None,
    filename: str = "rows.csv",
) -> UUID:
    """Receive a file; its delivery's id."""
    with who.acting() as actor:
        return receive(
            actor=actor,
            now=now(),
            holder_id=agency(holder),
            contract=contract,
            filename=filename,
            content=BytesIO(content),
            how=how,
            as_of=as_of,
        ).pk


def deliver(
    who: Colleague,
    rows: Sequence[Row],
    *,
    holder: str = "kent-police",
    contract: str = EPISODES,
    as_of: datetime | None = None,
) -> Delivery:
    """Receive rows and work them off; the delivery as it then stands."""
    return work_off(send(who, table(rows), holder=holder, contract=contract, as_of=as_of), who.actor)
