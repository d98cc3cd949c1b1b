"""Background work of this room: expired sessions are removed each night."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="partnership.clear_sessions", queueing_lock="partnership.clear_sessions")
def clear_sessions(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Remove sessions that have expired. Reads nothing that row-level security guards, so it needs no actor."""
    call_command("clearsessions")
