"""A backup that is damaged, cut off, for another key or no backup at all is told so, wherever the damage is."""

import random
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from tests.backups import MANIFEST, inside, sealed, write_backup

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.keeping import reading
from fourfold.project.keeping.container import FORMAT, opening
from fourfold.trust.audit.domain.checkpoints import Checkpoint

DUMP = random.Random(1).randbytes(200_000)  # four pieces of age's 64 KB
KEY = pyrage.x25519.Identity.generate()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return write_backup(tmp_path / "whole.age", KEY, dump=DUMP)


def test_what_went_in_comes_out(backup: Path) -> None:
    found = reading.examine(backup, [KEY])
    assert found.manifest == MANIFEST
    assert found.dump_size == len(DUMP)
    assert found.size == backup.stat().st_size
    assert inside(backup, [KEY]) == (MANIFEST, "a secret key", DUMP)


def test_the_checkpoint_comes_back(tmp_path: Path) -> None:
    manifest = replace(MANIFEST, checkpoint=Checkpoint(7, bytes(range(32)), MANIFEST.made_at))
    file = write_backup(tmp_path / "with.age", KEY, manifest=manifest)
    assert reading.examine(file, [KEY]).manifest == manifest


def test_nothing_of_it_lies_in_clear(backup: Path) -> None:
    content = backup.read_bytes()
    assert b"audit_entry" not in content
    assert b"a secret key" not in content


def test_a_changed_byte_is_found_wherever_it_is(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    near_the_seams = [*range(300), *(237 + 65_552 * piece + step for piece in (1, 2, 3) for step in (-1, 0, 1))]
    places = {*near_the_seams, *range(300, len(whole), 9_973), len(whole) - 1}
    file = tmp_path / "damaged.age"
    for place in sorted(places):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BadInput, match=r"damaged or cut off|no backup of Fourfold's|was not made for this key"):
            reading.examine(file, [KEY])


def test_a_cut_is_found_wherever_it_is(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    seams = [237 + 65_552 * piece + step for piece in (0, 1, 2, 3) for step in (-1, 0, 1)]
    file = tmp_path / "cut.age"
    for length in {*range(0, 240, 3), *seams, *range(300, len(whole), 9_973), len(whole) - 1}:
        file.write_bytes(whole[:length])
        with pytest.raises(BadInput, match=r"damaged or cut off|is cut off|is empty"):
            reading.examine(file, [KEY])


def test_what_is_added_at_the_end_is_found(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes() + b"more")
    with pytest.raises(BadInput, match="damaged"):
        reading.examine(backup, [KEY])


def test_another_key_is_told(backup: Path) -> None:
    with pytest.raises(BadInput, match="was not made for this key"):
        reading.examine(backup, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("content", [b"PK\x03\x04 a spreadsheet", b"a,b\n1,2\n", b"PGDMP"])
def test_a_file_that_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="no backup of Fourfold's"):
        reading.examine(file, [KEY])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a letter, encrypted with the same key",
        b"x" * 100_000,
        FORMAT.encode(),
        f"{FORMAT}\nno json\n{{}}\nPGDMP".encode(),
        f"{FORMAT}\n{{}}\n{{}}\nPGDMP".encode(),
        f"{FORMAT}\n{MANIFEST.to_json()}\n{{}}\nPGDMP".encode(),
        f"{FORMAT}\n{MANIFEST.to_json()}\n[1]\nPGDMP".encode(),
        opening(MANIFEST, "key")[:-20],
    ],
)
def test_what_opens_and_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.age"
    file.write_bytes(sealed(content, KEY))
    with pytest.raises(BadInput, match=r"not a backup that Fourfold wrote|was not written by Fourfold"):
        reading.examine(file, [KEY])


def test_a_backup_without_its_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no data"):
        reading.examine(write_backup(tmp_path / "empty.age", KEY, dump=b""), [KEY])


def test_a_newer_kind_of_backup_is_told(tmp_path: Path) -> None:
    file = tmp_path / "newer.age"
    file.write_bytes(sealed(b"fourfold-backup-v2\nwhatever", KEY))
    with pytest.raises(BadInput, match="newer kind"):
        reading.examine(file, [KEY])


def test_an_error_of_whoever_takes_the_data_is_not_taken_for_damage(backup: Path) -> None:
    def full(_piece: bytes) -> None:
        raise BadInput.one("The disk is full.")

    with pytest.raises(BadInput, match="disk is full"):
        reading.decrypt(backup, [KEY], lambda _manifest, _key: full)
