"""The background worker: Procrastinate, on the application's own database."""

import asyncio

from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition


def work() -> None:
    """Take jobs until told to stop (SIGINT or SIGTERM); the one under way gets ten seconds to end."""
    load_tasks()
    asyncio.run(_work())


def load_tasks() -> None:
    """Load the `tasks` of every room: what the jobs do, and when the periodic ones are due."""
    autodiscover_modules("tasks")


async def _work() -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as here:
        async with here.open_async():
            await here.run_worker_async(
                name="fourfold",
                concurrency=2,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                shutdown_graceful_timeout=10,
            )
