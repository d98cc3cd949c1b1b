"""Making the database and Django ready, for every command that needs them."""

import os
from typing import Any

from fourfold.ground.postgres import endpoints
from fourfold.ground.postgres.endpoints import Prepared


def prepare_django() -> Prepared:
    """Make the database ready and load Django, so that rooms can be imported.

    Starts the embedded server if there is no `DATABASE_URL`. It runs until the lease in the answer is released or
    this process ends.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.project.settings")
    prepared = endpoints.prepare()
    import django

    django.setup()
    return prepared


def migrate(*, verbosity: int = 0) -> None:
    """Bring the database up to date as maintenance: tables, then every room's row-level security."""
    from django.core.management import call_command

    from fourfold.ground.postgres import rls

    options: dict[str, Any] = {"verbosity": verbosity, "interactive": False}
    call_command("migrate", database="maintenance", **options)
    call_command("createcachetable", database="maintenance", verbosity=0)
    rls.apply(using="maintenance")


def pending_migrations() -> list[str]:
    """The migrations that the database has not had yet, as `room.name`."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["maintenance"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
