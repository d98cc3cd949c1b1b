"""The background job that seals the audit log, every minute."""

from procrastinate.contrib.django import app

from fourfold.ground.kernel import clock
from fourfold.trust.audit import operations


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Seal what has been committed. Runs as the audit sealer."""
    operations.seal(now=clock.now())
