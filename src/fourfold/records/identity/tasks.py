"""Background work of this room: the linkage looks at what deliveries and people changed."""

from uuid import UUID

from procrastinate.contrib.django import app

from fourfold.ground.kernel.clock import now
from fourfold.records.identity.operations import work_off_waiting
from fourfold.records.identity.operations.adding import TELL, tell_holders


@app.periodic(cron="*/2 * * * *")
@app.task(name="identity.link", queueing_lock="identity.link", lock="identity.link")
def link(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Link what waits, as the linker: deliveries that no run has linked, undone ones, runs that were interrupted."""
    work_off_waiting()


@app.task(name=TELL)
def tell(record_id: str) -> None:
    """Tell those who know the person of a record that was added by hand, whom its adder does not see."""
    tell_holders(UUID(record_id), now())
