"""A checkpoint comes back from its file exactly, and a bad file is named as such."""

import json
from datetime import UTC, datetime

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.domain.checkpoints import Checkpoint

GOOD = Checkpoint(position=12, chain_hash=bytes(range(32)), sealed_at=datetime(2026, 11, 22, 9, 30, 1, 7, tzinfo=UTC))


def changed(**fields: object) -> str:
    return json.dumps(json.loads(GOOD.to_json()) | fields)


def test_it_comes_back_exactly() -> None:
    assert Checkpoint.from_json(GOOD.to_json()) == GOOD


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[1]", "`format`"),
        ("{}", "`format`"),
        (changed(format="something-else"), "`format`"),
        (changed(position=0), "`position`"),
        (changed(position=True), "`position`"),
        (changed(position="12"), "`position`"),
        (changed(chain_hash="00"), "64 hexadecimal digits"),
        (changed(chain_hash="z" * 64), "64 hexadecimal digits"),
        (changed(chain_hash=None), "64 hexadecimal digits"),
        (changed(sealed_at="yesterday"), "`sealed_at`"),
        (changed(sealed_at="2026-11-22T09:30:00"), "time zone"),
    ],
)
def test_a_bad_file_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        Checkpoint.from_json(text)
