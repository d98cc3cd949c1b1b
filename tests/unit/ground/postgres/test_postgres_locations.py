"""Where the data home is, and where its socket fits."""

import os
from pathlib import Path

import pytest

from fourfold.ground.postgres.locations import Places, data_home, ensure_home, write_private
from fourfold.ground.postgres.trouble import DatabaseUnavailable

LONGEST = 107


@pytest.mark.parametrize(
    ("environ", "root", "expected"),
    [
        ({"FOURFOLD_HOME": "/srv/ours"}, True, "/srv/ours"),
        ({"FOURFOLD_HOME": "/srv/ours", "XDG_DATA_HOME": "/x"}, False, "/srv/ours"),
        ({}, True, "/var/lib/fourfold"),
        ({"XDG_DATA_HOME": "/x"}, True, "/var/lib/fourfold"),
        ({"XDG_DATA_HOME": "/x"}, False, "/x/fourfold"),
        ({"XDG_DATA_HOME": "not/absolute"}, False, "/home/kim/.local/share/fourfold"),
        ({}, False, "/home/kim/.local/share/fourfold"),
    ],
)
def test_the_home_is_where_people_expect_it(environ, root, expected, monkeypatch):
    monkeypatch.setenv("HOME", "/home/kim")
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    assert data_home(environ) == Path(expected)


@pytest.mark.parametrize("length", range(60, 130, 3))
def test_the_socket_always_fits_whatever_the_home_is_called(length):
    home = Path("/" + "h" * (length - 1))
    path = Places(home).sockets / ".s.PGSQL.5432"
    assert len(os.fsencode(path)) <= LONGEST
    fits_inside = len(os.fsencode(home / "postgres/socket/.s.PGSQL.5432")) <= LONGEST
    assert path.is_relative_to(home) is fits_inside


def test_two_homes_never_share_a_socket_folder():
    assert Places(Path("/a" * 60)).sockets != Places(Path("/b" * 60)).sockets


def test_a_home_is_made_for_its_owner_alone(tmp_path):
    ensure_home(tmp_path / "deep" / "home")
    assert (tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o700


def test_a_home_that_others_can_read_keeps_its_permissions(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    ensure_home(home)
    assert home.stat().st_mode & 0o777 == 0o755


def test_a_home_that_others_can_write_is_refused(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o770)
    with pytest.raises(DatabaseUnavailable, match="chmod 700"):
        ensure_home(home)


def test_a_private_file_is_replaced_whole_and_stays_private(tmp_path):
    path = tmp_path / "secret"
    path.write_text("longer than the new one")
    path.chmod(0o644)
    write_private(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
