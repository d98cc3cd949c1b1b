"""What the environment says about where to connect, without a server."""

import psycopg
import pytest

from fourfold.ground.postgres import endpoints
from fourfold.ground.postgres.credentials import Credentials, save
from fourfold.ground.postgres.trouble import DatabaseUnavailable

ADMIN = "postgresql://boss:s%40crt@db.example:5433/postgres?sslmode=require&sslkey=/boss.key"


@pytest.mark.parametrize(
    "url", ["sqlite:///s3cret.db", "mysql://a:s3cret@b/c", "s3cret", "postgresql://a:s3cret@h:port/%zz"]
)
def test_what_is_no_address_is_refused_without_repeating_it(url, tmp_path):
    with pytest.raises(DatabaseUnavailable, match="DATABASE_URL is not the address") as caught:
        endpoints.resolve({"DATABASE_URL": url, "FOURFOLD_HOME": str(tmp_path)})
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_maintenance_alone_is_refused(tmp_path):
    with pytest.raises(DatabaseUnavailable, match="without DATABASE_URL"):
        endpoints.resolve({"MAINTENANCE_DATABASE_URL": ADMIN, "FOURFOLD_HOME": str(tmp_path)})


def test_our_roles_use_the_admins_server_and_never_the_admins_keys(tmp_path):
    save(tmp_path, "db.example:5433", Credentials(app="a", maintenance="m"))
    found = endpoints.resolve({"DATABASE_URL": ADMIN, "FOURFOLD_HOME": str(tmp_path)})
    common = {"host": "db.example", "port": "5433", "sslmode": "require", "dbname": "fourfold"}
    assert found.app == common | {"user": "fourfold_app", "password": "a"}
    assert found.maintenance == common | {"user": "fourfold_maintenance", "password": "m"}
    assert psycopg.conninfo.conninfo_to_dict(found.admin or "")["password"] == "s@crt"
    assert (found.prepared, found.embedded, found.server) == (True, False, "db.example:5433")


def test_passwords_of_another_server_do_not_count(tmp_path):
    save(tmp_path, "db.example:5432", Credentials(app="a", maintenance="m"))
    found = endpoints.resolve({"DATABASE_URL": ADMIN, "FOURFOLD_HOME": str(tmp_path)})
    assert found.prepared is False
    assert found.app["host"] == endpoints.NOT_PREPARED


@pytest.mark.parametrize("both", [True, False])
def test_the_name_of_the_database_is_chosen_in_every_case(tmp_path, both):
    environ = {"DATABASE_URL": ADMIN, "FOURFOLD_DATABASE_NAME": "trial", "FOURFOLD_HOME": str(tmp_path)}
    found = endpoints.resolve(environ | ({"MAINTENANCE_DATABASE_URL": ADMIN} if both else {}))
    assert (found.app["dbname"], found.maintenance["dbname"], found.database) == ("trial", "trial", "trial")


def test_django_is_given_what_it_knows_and_the_rest_as_options():
    parts = {"host": "h", "port": "1", "dbname": "d", "user": "u", "password": "p", "sslmode": "require"}
    assert endpoints.django_database(parts) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "d",
        "HOST": "h",
        "PORT": "1",
        "USER": "u",
        "PASSWORD": "p",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
