"""The background job that sends what is due: every minute, and right after something was written."""

from procrastinate.contrib.django import app

from fourfold.trust.messages.jobs import SEND
from fourfold.trust.messages.sender import send_due


@app.periodic(cron="* * * * *")
@app.task(name=SEND, queueing_lock=SEND)
def send(timestamp: int = 0) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Send what is due. Runs as the messenger."""
    send_due()
