"""The three roles on real servers: the embedded one, and each of Debian's that is installed."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fourfold.ground.postgres import roles
from fourfold.ground.postgres.accounts import initdb_account, server_account
from fourfold.ground.postgres.binaries import find
from fourfold.ground.postgres.credentials import Credentials
from fourfold.ground.postgres.databases import drop_database, is_prepared
from fourfold.ground.postgres.trouble import DatabaseUnavailable

CREDENTIALS = Credentials(app="app's own % word", maintenance="maintenance's own word")
INSTALLED = [find().folder, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]


@pytest.fixture(scope="module", params=INSTALLED, ids=lambda folder: folder.parent.name)
def admin(request: pytest.FixtureRequest, lasting_home: Callable[..., Path]) -> Iterator[str]:
    """The conninfo of a superuser on a server with our roles and the database `fourfold`."""
    home = lasting_home()
    home.mkdir()
    account, first = server_account(), initdb_account()
    account.owns(home)
    home.chmod(0o770)
    word = home / "word"
    word.write_text("superuser's word")
    data = home / "data"
    kwargs = {} if account.is_ours else {"group": account.gid, "extra_groups": []}
    subprocess.run(
        [
            *(request.param / "initdb", "-D", data, "-U", "boss", "-A", "scram-sha-256", "--pwfile", word),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        **(kwargs | ({} if account.is_ours else {"user": first.uid})),
    )
    account.owns_tree(data)
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={home}", "-c", "fsync=off"]
    with (home.parent / f"{home.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [request.param / "postgres", "-D", data, *options],
            stdout=log,
            stderr=log,
            **(kwargs | ({} if account.is_ours else {"user": account.uid})),
        )
    conninfo = make_conninfo(host=str(home), user="boss", password="superuser's word", dbname="postgres")
    _wait_for(conninfo)
    roles.bootstrap(conninfo, database="fourfold", credentials=CREDENTIALS)
    yield conninfo
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    shutil.rmtree(home)


def _wait_for(conninfo: str) -> None:
    for _ in range(200):
        try:
            psycopg.connect(conninfo).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not start")


def as_role(admin: str, role: str, password: str, dbname: str = "fourfold") -> psycopg.Connection:
    return psycopg.connect(make_conninfo(admin, user=role, password=password, dbname=dbname), autocommit=True)


def as_app(admin: str, dbname: str = "fourfold") -> psycopg.Connection:
    return as_role(admin, "fourfold_app", CREDENTIALS.app, dbname)


def as_maintenance(admin: str, dbname: str = "fourfold") -> psycopg.Connection:
    return as_role(admin, "fourfold_maintenance", CREDENTIALS.maintenance, dbname)


@pytest.mark.parametrize(
    "statement",
    [
        "create table public.mine (id int)",
        "create schema mine",
        "create temporary table mine (id int)",
        "set role fourfold_owner",
        "set role fourfold_maintenance",
        "set session authorization fourfold_owner",
        "create role mine",
        "alter role fourfold_app bypassrls",
        "alter role fourfold_app createrole",
        "create database mine",
        "alter database fourfold owner to fourfold_app",
        "create function public.mine() returns int language sql as 'select 1'",
        "set row_security = off; select * from guarded",
    ],
)
def test_the_app_may_not(admin, statement):
    with as_maintenance(admin) as maintenance:
        maintenance.execute("create table if not exists guarded (id int)")
        maintenance.execute("alter table guarded enable row level security")
        maintenance.execute("alter table guarded force row level security")
        maintenance.execute("grant select on guarded to fourfold_app")
    with as_app(admin) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_only_maintenance_sees_past_row_level_security(admin):
    with as_maintenance(admin) as maintenance, as_app(admin) as app:
        maintenance.execute("create table walled (id int)")
        maintenance.execute("alter table walled owner to fourfold_owner")
        maintenance.execute("alter table walled enable row level security")
        maintenance.execute("alter table walled force row level security")
        maintenance.execute("grant select on walled to fourfold_app")
        maintenance.execute("insert into walled values (1)")
        assert maintenance.execute("select count(*) from walled").fetchone() == (1,)
        assert app.execute("select count(*) from walled").fetchone() == (0,)
        assert maintenance.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (
            False,
        )
        maintenance.execute("drop table walled")


def test_the_app_has_limits_and_maintenance_has_none(admin):
    with as_app(admin) as app, as_maintenance(admin) as maintenance:
        for name, limit in (
            ("statement_timeout", "30s"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "1min"),
        ):
            assert app.execute(f"show {name}").fetchone() == (limit,)
            assert maintenance.execute(f"show {name}").fetchone() == ("0",)


def test_the_database_belongs_to_the_owner_and_opens_to_nobody_else(admin):
    with psycopg.connect(admin, autocommit=True) as boss:
        row = boss.execute(
            "select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype,"
            " shobj_description(oid, 'pg_database') from pg_database where datname = 'fourfold'"
        ).fetchone()
        assert row == ("fourfold_owner", "UTF8", "C.UTF-8", "C.UTF-8", "Fourfold, prepared: 1")
        boss.execute("create role visitor login password 'visitor'")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            as_role(admin, "visitor", "visitor")
        with pytest.raises(psycopg.OperationalError, match=r"not permitted to log in|password"):
            as_role(admin, "fourfold_owner", "")
    finally:
        with psycopg.connect(admin, autocommit=True) as boss:
            boss.execute("drop role visitor")


def test_again_and_twice_at_once_changes_nothing(admin):
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(roles.bootstrap, admin, database="fourfold", credentials=CREDENTIALS) for _ in range(3)]
    assert [each.result() for each in both] == [None] * 3
    parts = {key: str(value) for key, value in conninfo_to_dict(admin).items()} | {"dbname": "fourfold"}
    app = parts | {"user": "fourfold_app", "password": CREDENTIALS.app}
    maintenance = parts | {"user": "fourfold_maintenance", "password": CREDENTIALS.maintenance}
    assert is_prepared(app, maintenance)
    assert not is_prepared(app, maintenance | {"password": "another"})
    assert not is_prepared(app | {"dbname": "absent"}, maintenance)


def test_what_was_widened_by_hand_is_put_right(admin):
    with psycopg.connect(admin, autocommit=True) as boss:
        boss.execute("alter role fourfold_app bypassrls createdb createrole")
        boss.execute("alter role fourfold_maintenance superuser")
    with psycopg.connect(make_conninfo(admin, dbname="fourfold"), autocommit=True) as boss:
        boss.execute("grant create on schema public to public")
    roles.bootstrap(admin, database="fourfold", credentials=CREDENTIALS)
    with psycopg.connect(make_conninfo(admin, dbname="fourfold")) as boss:
        widened = "select rolname from pg_roles where rolname = 'fourfold_app' and (rolbypassrls or rolcreatedb"
        assert boss.execute(f"{widened} or rolcreaterole) or rolsuper and rolname ~ '^fourfold'").fetchall() == []
        assert boss.execute("select has_schema_privilege('fourfold_app', 'public', 'create')").fetchone() == (False,)


def test_an_app_in_another_role_is_refused_with_the_way_to_mend_it(admin):
    with psycopg.connect(admin, autocommit=True) as boss:
        boss.execute("grant fourfold_owner to fourfold_app")
        try:
            with pytest.raises(DatabaseUnavailable, match="REVOKE"):
                roles.bootstrap(admin, database="fourfold", credentials=CREDENTIALS)
        finally:
            boss.execute("revoke fourfold_owner from fourfold_app")


def test_a_second_database_has_the_same_walls_and_can_be_dropped_while_in_use(admin):
    roles.bootstrap(admin, database="fourfold_copy", credentials=CREDENTIALS)
    with as_app(admin, "fourfold_copy") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("create table mine (id int)")
    user = as_maintenance(admin, "fourfold_copy")
    user.execute("create table ours (id int)")
    for _ in range(2):
        drop_database(admin, "fourfold_copy")
    with pytest.raises(psycopg.OperationalError):
        user.execute("select 1")
    user.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        as_app(admin, "fourfold_copy")


def test_a_database_with_other_peoples_tables_is_left_alone(admin):
    with psycopg.connect(admin, autocommit=True) as boss:
        boss.execute("create database theirs")
    try:
        with psycopg.connect(make_conninfo(admin, dbname="theirs"), autocommit=True) as boss:
            boss.execute("create table theirs (id int)")
        with pytest.raises(DatabaseUnavailable, match="FOURFOLD_DATABASE_NAME"):
            roles.bootstrap(admin, database="theirs", credentials=CREDENTIALS)
        with psycopg.connect(make_conninfo(admin, dbname="theirs")) as boss:
            keeper = "select pg_get_userbyid(datdba) from pg_database where datname = 'theirs'"
            assert boss.execute(keeper).fetchone() == ("boss",)
    finally:
        drop_database(admin, "theirs")


def test_an_admin_without_the_right_is_told_what_to_ask_for(admin):
    with _fresh_admin(admin, "createrole createdb") as lesser, pytest.raises(DatabaseUnavailable) as caught:
        roles.bootstrap(lesser, database="fourfold", credentials=CREDENTIALS)
    assert "Let a superuser do it once" in str(caught.value)
    assert "word" not in str(caught.value)


def test_since_16_an_admin_need_not_be_a_superuser(admin):
    with psycopg.connect(admin) as boss:
        if boss.info.server_version < 160000:
            pytest.skip("before 16 only a superuser makes a role with BYPASSRLS")
    with _fresh_admin(admin, "createrole createdb bypassrls") as lesser:
        for _ in range(2):
            roles.bootstrap(lesser, database="fourfold", credentials=CREDENTIALS)
        with as_maintenance(admin) as maintenance:
            maintenance.execute("create table ours (id int)")
            maintenance.execute("alter table ours owner to fourfold_owner")
            maintenance.execute("drop table ours")


class _fresh_admin:  # noqa: N801 (reads as a block)
    """A server without our roles and database, and an admin there with `rights`; all put back after."""

    def __init__(self, admin: str, rights: str) -> None:
        self._admin, self._rights = admin, rights

    def __enter__(self) -> str:
        self._clear()
        with psycopg.connect(self._admin, autocommit=True) as boss:
            boss.execute(f"create role lesser login password 'lesser word' {self._rights}")
        return make_conninfo(self._admin, user="lesser", password="lesser word")

    def __exit__(self, *_: object) -> None:
        self._clear()
        with psycopg.connect(self._admin, autocommit=True) as boss:
            boss.execute("drop role lesser")
        roles.bootstrap(self._admin, database="fourfold", credentials=CREDENTIALS)

    def _clear(self) -> None:
        drop_database(self._admin, "fourfold")
        with psycopg.connect(self._admin, autocommit=True) as boss:
            for role in ("fourfold_maintenance", "fourfold_app", "fourfold_owner"):
                boss.execute(f"drop role if exists {role}")
