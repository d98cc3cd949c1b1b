"""The second wall, read from PostgreSQL's own catalogue."""

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError

from fourfold.ground.postgres import rls


def ask(sql: str, *params: object) -> list[tuple]:
    """Rows as maintenance sees them."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def test_every_table_forces_row_level_security_or_is_excused() -> None:
    assert rls.unguarded_tables(using="maintenance") == []


def test_the_list_of_excuses_holds_only_tables_that_exist() -> None:
    tables = {name for (name,) in ask("select tablename::text from pg_tables where schemaname = 'public'")}
    assert tables | {"partnership_user_groups", "partnership_user_user_permissions"} >= rls.EXEMPT_TABLES


def test_forgetting_force_is_found() -> None:
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("alter table plan_action no force row level security")
    assert rls.unguarded_tables(using="maintenance") == ["plan_action"]


def test_the_app_role_is_nobody_special() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user")
        assert cursor.fetchone() == ("fourfold_app", "fourfold_app")
    assert ask(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, pg_has_role(rolname, 'fourfold_owner', 'member')"
        " from pg_roles where rolname = 'fourfold_app'"
    ) == [(False, False, False, False, False)]
    assert ask("select count(*) from pg_tables where schemaname = 'public' and tableowner = 'fourfold_app'") == [(0,)]


@pytest.mark.parametrize(
    "statement",
    ["create table mine (id int)", "set role fourfold_owner", "alter table plan_plan disable row level security"],
)
def test_the_app_role_cannot_climb(statement: str) -> None:
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_functions_that_see_past_the_wall_cannot_be_led_astray() -> None:
    """Every security definer function fixes its search path."""
    loose = ask(
        "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
        " and not coalesce(proconfig::text like '%%search_path%%', false)"
    )
    assert loose == []


def test_views_ask_as_their_reader() -> None:
    views = ask(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')"
        " and not coalesce(reloptions::text like '%%security_invoker=true%%', false)"
    )
    assert views == []


def test_without_a_context_there_are_no_rows() -> None:
    """Fail closed: every guarded table is empty, or shut, for whoever forgot to say who acts."""
    guarded = ask(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity"
        " and has_table_privilege('fourfold_app', oid, 'select')"
    )
    assert len(guarded) > 20
    with connection.cursor() as cursor:
        for (table,) in guarded:
            cursor.execute(f'select count(*) from "{table}"')
            assert cursor.fetchone() == (0,), table
