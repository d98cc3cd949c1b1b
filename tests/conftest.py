"""One database a worker, on a server of the test run's own; one cast of people; sockets on loopback only.

`DATABASE_URL` may name an admin role on a real server: the tests then make their databases there. Several processes
need a server each (`FOURFOLD_TESTS_SERVERS`), for Fourfold's roles are a server's.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests import prepared

from fourfold.ground.postgres import databases, endpoints, server
from fourfold.ground.postgres.endpoints import Prepared

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.people import Cast, ClientOf


# The same examples each time, so that a red run can be looked into; `make test-long` looks for new ones.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and (servers := os.environ.get("FOURFOLD_TESTS_SERVERS", "").split()):
    os.environ["DATABASE_URL"] = servers[int(WORKER.removeprefix("gw"))]
OWN_SERVER = not os.environ.get("DATABASE_URL")
prepared.begin()
# A home, and so a server, for each worker: what one leaves open never delays what another seals.
HOME = Path(tempfile.mkdtemp(prefix="fourfold-test-"))
os.environ["FOURFOLD_HOME"] = str(HOME)
os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # set by us, below; earlier, pytest-django asks too soon
if OWN_SERVER:
    prepared.give_keys(HOME)
else:
    os.environ["FOURFOLD_DATABASE_NAME"] = f"fourfold_test_{WORKER or 'main'}"
os.environ.setdefault("FOURFOLD_POSTGRES_FAST", "1")
os.environ["FOURFOLD_INSECURE_HTTP"] = "1"
os.environ["FOURFOLD_DEMONSTRATION"] = "0"
# Playwright keeps an event loop in the process in which it ran; database tests after a journey are no async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["FOURFOLD_HOSTS"] = "localhost 127.0.0.1 testserver"

PREPARED = pytest.StashKey[Prepared]()
WITH_DATABASE = ("integration", "access", "architecture")
ALIASES = ["default", "denials", "maintenance"]
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give database rooms their database, and skip tests on the full source files where these are not.

    The longest files come first, lest one worker ends on one alone; of these last the one that waits for the
    demonstration, which is made meanwhile.
    """
    here = Path(__file__).parent
    without_shared = pytest.mark.skip(reason="the full source files (../shared) are not on this machine")
    for item in items:
        room = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if room in WITH_DATABASE and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases=ALIASES))
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(without_shared)
    longest = (here / "integration" / "project", here / "access" / "test_zero_knowledge.py")
    waits = longest[0] / "test_main_job.py"
    items.sort(key=lambda item: (not any(map(item.path.is_relative_to, longest)), item.path == waits))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of full source files; tests that use it carry the marker `shared`."""
    return SHARED


def pytest_configure(config: pytest.Config) -> None:
    """Load Django with the settings of this process's database, which is made ready by the first test that asks."""
    if getattr(config.option, "numprocesses", None) and not WORKER:  # the controller of several workers runs no test
        if OWN_SERVER and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            prepared.make_ahead(prepared.SET_UP, prepared.DEMONSTRATION)
        return
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "fourfold.project.settings"
    if not OWN_SERVER:
        config.stash[PREPARED] = endpoints.prepare()  # which makes the passwords that the settings hold
    django.setup()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: "DjangoDbBlocker", pytestconfig: pytest.Config) -> Iterator[None]:
    """A migrated database with its row-level security and the cast, built through the operations."""
    from django.db import connections
    from tests import people

    from fourfold.project import bootstrap, static

    if OWN_SERVER:
        prepared.take(prepared.SET_UP, HOME)
        pytestconfig.stash[PREPARED] = endpoints.prepare()
    with django_db_blocker.unblock():
        if not OWN_SERVER:
            bootstrap.migrate()
        static.gather()
        people.settle()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    found = pytestconfig.stash[PREPARED].endpoints
    if found.admin and not OWN_SERVER:
        databases.drop_database(found.admin, found.database)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's own server and take its folder away."""
    if PREPARED in config.stash:
        config.stash[PREPARED].release()
    if OWN_SERVER:
        server.stop_now(HOME)
    shutil.rmtree(HOME, ignore_errors=True)
    if not WORKER:
        prepared.end()


@pytest.fixture
def people(db: None) -> "Cast":
    """The cast of people, one for all tests."""
    from tests.people import cast

    return cast()


@pytest.fixture
def client_of(people: "Cast") -> "ClientOf":
    """A browser-less client, signed in as one of the cast: `client_of(people.pat).get("/")`."""
    from tests.people import signed_in_client

    return signed_in_client


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits leaves the worker's one database as it found it: others rest on what is there."""
    mark = request.node.get_closest_marker("django_db")
    if not (mark and mark.kwargs.get("transaction")):
        yield
        return
    from tests.remains import rows

    request.getfixturevalue("django_db_setup")
    before = rows()
    yield
    left = {name: (before[name], count) for name, count in rows().items() if count != before[name]}
    assert not left, "rows before and after the test"
