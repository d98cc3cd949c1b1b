"""How the background work stands: jobs by state, how long the oldest has been due, workers that live."""

from dataclasses import dataclass

from django.db import connection

_JOBS = "select status::text, count(*) from procrastinate_jobs group by status"
_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")

# A job that was put off is due from its time on, any other from when it was made.
_OLDEST = """
select coalesce(extract(epoch from now() - min(coalesce(j.scheduled_at, e.at))), 0)
from procrastinate_jobs j
join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
where j.status = 'todo' and coalesce(j.scheduled_at, e.at) <= now()
"""
_WORKERS = "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '1 minute'"


@dataclass(frozen=True, slots=True)
class Work:
    """`jobs` by state, with 0 for a state that none is in. `workers` gave a sign of life in the last minute."""

    jobs: dict[str, int]
    oldest_seconds: float
    workers: int


def look() -> Work:
    """The background work as it stands now. Database errors go up."""
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        found = dict(cursor.fetchall())
        cursor.execute(_OLDEST)
        oldest = float(cursor.fetchone()[0])
        cursor.execute(_WORKERS)
        workers = int(cursor.fetchone()[0])
    return Work(dict.fromkeys(_STATES, 0) | found, oldest, workers)
