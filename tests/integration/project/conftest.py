"""One backed up installation for the tests of this folder."""

import shutil
from collections.abc import Iterator

import pytest
from tests import prepared
from tests.installations import Installation
from tests.kept import FOLDER, Kept, begin

from fourfold.ground.postgres import server


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    """Set up once; whoever restores over it leaves the same rows behind."""
    installation = Installation()
    installation.environ["FOURFOLD_INSECURE_HTTP"] = "1"
    said = prepared.take_made("backed-up", installation.home, begin)
    yield Kept(installation, installation.home / FOLDER, said)
    server.stop_now(installation.home)
    shutil.rmtree(installation.home, ignore_errors=True)
