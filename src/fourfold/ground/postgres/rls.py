"""Applies each room's `rls.sql` after migrating, and checks that no table of ours stands outside the wall."""

from importlib import resources

from django.apps import AppConfig, apps
from django.db import connections

from fourfold.ground.kernel.errors import FourfoldError

EXEMPT_TABLES = frozenset(
    {
        # Read before any context exists: sign-in, sessions, credentials.
        "partnership_user",
        "django_session",
        "sign_in_throttle",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "partnership_user_groups",
        "partnership_user_user_permissions",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        # Migrations and jobs: written by maintenance and by the worker.
        "django_migrations",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
"""Tables without row-level security. A test holds this list; adding to it needs a reason beside the name."""

_GRANTS = """
do $$
declare item record;
begin
    for item in select tablename from pg_tables where schemaname = 'public' and tableowner <> 'fourfold_owner' loop
        execute format('alter table public.%I owner to fourfold_owner', item.tablename);
    end loop;
end $$;
grant usage on schema public to fourfold_app;
grant select, insert, update, delete on all tables in schema public to fourfold_app;
grant usage, select on all sequences in schema public to fourfold_app;
revoke insert, update, delete on django_migrations from fourfold_app;
"""


class UnguardedTables(FourfoldError):
    """Tables without forced row-level security that no list excuses."""


def scripts() -> list[tuple[str, str]]:
    """`(room, sql)` for the base and for every installed room with an `rls.sql`, lowest room first."""
    base = resources.files("fourfold.ground.postgres").joinpath("base.sql").read_text(encoding="utf-8")
    rooms = [(config.label, _script(config)) for config in apps.get_app_configs()]
    return [("base", base), *((label, sql) for label, sql in rooms if sql)]


def _script(config: AppConfig) -> str:
    """A room's `rls.sql`, and after it the files of its folder `rls`, in the order of their names."""
    if not config.name.startswith("fourfold."):
        return ""
    room = resources.files(config.name)
    more = room.joinpath("rls")
    parts = [room.joinpath("rls.sql")]
    if more.is_dir():
        parts += sorted((part for part in more.iterdir() if part.name.endswith(".sql")), key=lambda part: part.name)
    return "\n".join(part.read_text(encoding="utf-8") for part in parts if part.is_file())


def apply(*, using: str) -> None:
    """Run ownership, grants and every room's policies as maintenance, in one transaction. Idempotent."""
    from django.db import transaction

    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_GRANTS)
        for _label, sql in scripts():
            cursor.execute(sql)
        unguarded = _unguarded(cursor)
        if unguarded:
            raise UnguardedTables(
                f"These tables have no forced row-level security: {', '.join(unguarded)}. "
                "Write their policies in the room's rls.sql."
            )


def unguarded_tables(*, using: str) -> list[str]:
    """The tables of ours without forced row-level security; empty when the wall is whole."""
    with connections[using].cursor() as cursor:
        return _unguarded(cursor)


def _unguarded(cursor: object) -> list[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        " and not (relrowsecurity and relforcerowsecurity) order by relname"
    )
    return [name for (name,) in cursor.fetchall() if name not in EXEMPT_TABLES]  # type: ignore[attr-defined]
