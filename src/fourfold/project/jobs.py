"""The background worker: Procrastinate, on the application's own database."""

import asyncio

from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition


def work() -> None:
    """Take jobs until told to stop (SIGINT or SIGTERM); the one under way gets ten seconds to end."""
    asyncio.run(_work())


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
