"""What is committed can be taken anywhere: no machine's paths, no registry's host, no secret."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOSTS = re.compile(r"127\.0\.0\.1:\d+/simple|/simple/?\"(?<!pypi\.org/simple\")|\"resolved\"|file://")
PATHS = re.compile(r"(?<![\w.$}])/(?:root|home/(?!kim\b)\w+|work)/")


def committed() -> list[Path]:
    """The files that git tracks."""
    found = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in found.stdout.splitlines()]


def test_locks_name_no_registry_of_a_machine() -> None:
    for name in ("uv.lock", "package-lock.json", ".npmrc"):
        assert not HOSTS.search((ROOT / name).read_text(encoding="utf-8")), name


def test_no_file_names_a_path_of_a_machine() -> None:
    texts = [path for path in committed() if path.suffix in {".py", ".md", ".toml", ".json", ".sh", ".html", ".yml"}]
    found = [
        path.name
        for path in texts
        if path != Path(__file__) and path.is_file() and PATHS.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_repository_stays_small() -> None:
    assert sum(path.stat().st_size for path in committed() if path.is_file()) < 15 * 2**20
