"""Where to connect: from the environment to a database that is ready, embedded or on a server of one's own."""

import json
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from fourfold.ground.postgres import endpoints, server
from fourfold.ground.postgres.databases import drop_database
from fourfold.ground.postgres.trouble import DatabaseUnavailable


@pytest.fixture(scope="module")
def embedded(lasting_home: Callable[..., Path]) -> Iterator[dict[str, str]]:
    """An environment whose home holds a prepared, running server."""
    environ = {"FOURFOLD_HOME": str(lasting_home())}
    prepared = endpoints.prepare(environ)
    yield environ
    prepared.release()


@pytest.fixture(scope="module")
def server_url(lasting_home: Callable[..., Path]) -> Iterator[str]:
    """The address of a superuser on a server that plays the one of a database administrator."""
    home = lasting_home()
    with server.start(home):
        admin = endpoints.resolve({"FOURFOLD_HOME": str(home)}).admin
        parts = conninfo_to_dict(admin or "")
        host, password = (quote(str(parts[name]), safe="") for name in ("host", "password"))
        yield f"postgresql://postgres:{password}@{host}:5432/postgres"


@pytest.fixture
def elsewhere(server_url: str, new_home: Callable[..., Path]) -> Iterator[dict[str, str]]:
    """An environment with DATABASE_URL and a home of its own; the server is as new afterwards."""
    yield {"DATABASE_URL": server_url, "FOURFOLD_HOME": str(new_home())}
    for name in ("fourfold", "second"):
        drop_database(server_url, name)
    with psycopg.connect(server_url, autocommit=True) as boss:
        for role in ("fourfold_maintenance", "fourfold_app", "fourfold_owner"):
            boss.execute(f"drop role if exists {role}")


def who(parts: dict[str, str]) -> tuple[object, ...] | None:
    with psycopg.connect(**parts) as connection:
        return connection.execute("select current_user::text, current_database()::text").fetchone()


def test_before_it_is_prepared_a_connection_says_so_and_nothing_is_written(home):
    found = endpoints.resolve({"FOURFOLD_HOME": str(home)})
    assert (found.embedded, found.prepared, found.admin) == (True, False, None)
    for parts in (found.app, found.maintenance):
        with pytest.raises(psycopg.OperationalError, match="not prepared: run `fourfold doctor`"):
            psycopg.connect(**parts)
    assert not home.exists()


def test_prepared_it_serves_both_roles(embedded):
    found = endpoints.resolve(embedded)
    assert (found.embedded, found.prepared) == (True, True)
    assert who(found.app) == ("fourfold_app", "fourfold")
    assert who(found.maintenance) == ("fourfold_maintenance", "fourfold")


def test_prepared_again_it_is_quick_and_the_same(embedded):
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        with endpoints.prepare(embedded).lease as lease:
            took.append(time.perf_counter() - begun)
            assert lease is not None
    assert min(took) < 0.1
    assert endpoints.resolve(embedded) == endpoints.resolve(embedded)


def test_many_who_prepare_at_once_agree(home):
    trial = (
        "import sys, psycopg\nfrom fourfold.ground.postgres import endpoints\n"
        "made = endpoints.prepare({'FOURFOLD_HOME': sys.argv[1]})\n"
        "psycopg.connect(**made.endpoints.app).close()\nprint(made.endpoints.app['password'])"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", trial, str(home)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[0].strip() for process in running]
    assert len(set(said)) == 1
    assert said[0]


def test_another_database_on_the_same_server_leaves_the_first_open(embedded):
    second = embedded | {"FOURFOLD_DATABASE_NAME": "second"}
    endpoints.prepare(second).release()
    assert who(endpoints.resolve(second).app) == ("fourfold_app", "second")
    assert who(endpoints.resolve(embedded).app) == ("fourfold_app", "fourfold")


def test_passwords_are_in_a_private_file_and_nowhere_on_show(embedded):
    path = Path(embedded["FOURFOLD_HOME"]) / "credentials.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = endpoints.resolve(embedded)
    for secret in json.loads(path.read_text())["servers"]["embedded"].values():
        assert secret not in repr(found)
        assert secret not in repr(endpoints.prepare(embedded))
    log = "".join(file.read_text() for file in Path(embedded["FOURFOLD_HOME"]).glob("postgres/log/*"))
    assert "SCRAM-SHA-256$" not in log


def test_lost_passwords_of_the_embedded_server_are_made_anew(home):
    environ = {"FOURFOLD_HOME": str(home)}
    with endpoints.prepare(environ).lease:
        (home / "credentials.json").unlink()
        endpoints.prepare(environ).release()
        assert who(endpoints.resolve(environ).app) == ("fourfold_app", "fourfold")


def test_an_unreadable_file_of_passwords_is_not_overwritten(home):
    home.mkdir(mode=0o700)
    (home / "credentials.json").write_text("{half")
    with pytest.raises(DatabaseUnavailable, match="Restore it from a backup"):
        endpoints.resolve({"FOURFOLD_HOME": str(home)})
    assert (home / "credentials.json").read_text() == "{half"


def test_an_admins_address_gets_our_roles_there(elsewhere):
    assert endpoints.resolve(elsewhere).prepared is False
    prepared = endpoints.prepare(elsewhere)
    assert prepared.lease is None
    assert prepared.endpoints.embedded is False
    assert who(prepared.endpoints.app) == ("fourfold_app", "fourfold")
    assert endpoints.prepare(elsewhere).endpoints == prepared.endpoints
    assert not (Path(elsewhere["FOURFOLD_HOME"]) / "postgres").exists()


def test_an_installation_does_not_take_anothers_roles_unless_told(elsewhere, new_home):
    first = endpoints.prepare(elsewhere).endpoints
    other = elsewhere | {"FOURFOLD_HOME": str(new_home())}
    with pytest.raises(DatabaseUnavailable, match="FOURFOLD_TAKE_ROLES"):
        endpoints.prepare(other)
    assert who(first.app) == ("fourfold_app", "fourfold")
    taken = endpoints.prepare(other | {"FOURFOLD_TAKE_ROLES": "1"}).endpoints
    assert who(taken.app) == ("fourfold_app", "fourfold")


def test_two_given_addresses_are_used_as_they_are(elsewhere):
    made = endpoints.prepare(elsewhere).endpoints
    given = {
        "DATABASE_URL": _url(made.app),
        "MAINTENANCE_DATABASE_URL": _url(made.maintenance),
        "FOURFOLD_HOME": "/nonexistent/home",
    }
    found = endpoints.prepare(given).endpoints
    assert who(found.app) == who(made.app)
    assert who(found.maintenance) == who(made.maintenance)
    assert found.admin is None
    with psycopg.connect(elsewhere["DATABASE_URL"], autocommit=True) as boss:
        boss.execute("alter role fourfold_app bypassrls")
    with pytest.raises(DatabaseUnavailable, match="NOBYPASSRLS"):
        endpoints.prepare(given)


def test_an_app_that_is_another_role_is_refused(elsewhere):
    made = endpoints.prepare(elsewhere).endpoints
    given = {"DATABASE_URL": elsewhere["DATABASE_URL"], "MAINTENANCE_DATABASE_URL": _url(made.maintenance)}
    with pytest.raises(DatabaseUnavailable, match="fourfold_app"):
        endpoints.prepare(given)


def test_a_server_that_is_not_there_is_said_to_be_so(home):
    environ = {"DATABASE_URL": "postgresql://boss:secret@127.0.0.1:1/postgres", "FOURFOLD_HOME": str(home)}
    with pytest.raises(DatabaseUnavailable, match="did not let us in") as caught:
        endpoints.prepare(environ)
    assert "secret" not in str(caught.value)


def _url(parts: dict[str, str]) -> str:
    host, password = quote(parts["host"], safe=""), quote(parts["password"], safe="")
    return f"postgresql://{parts['user']}:{password}@{host}:{parts['port']}/{parts['dbname']}"
