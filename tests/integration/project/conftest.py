"""One backed up installation for the tests of this folder."""

import shutil
import time
from collections.abc import Iterator

import pytest
from tests import prepared
from tests.installations import Installation
from tests.kept import Kept


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Set up once; whoever restores over it leaves the same rows behind."""
    installation = Installation(prepared.SET_UP)
    installation.environ["FOURFOLD_INSECURE_HTTP"] = "1"
    installation.run("init", "--email", "ada@council.example", "--name", "Ada Marsh")
    installation.run("audit", "seal")
    yield Kept(installation, tmp_path_factory.mktemp("backups"))
    until = time.monotonic() + 15
    while installation.processes() and time.monotonic() < until:
        time.sleep(0.2)
    shutil.rmtree(installation.home, ignore_errors=True)
