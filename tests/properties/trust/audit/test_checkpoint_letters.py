"""A checkpoint goes by letter: whatever its hash, it is never taken for personal data, and it comes back the same."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.personal_data import find_identifiers
from fourfold.trust.audit.domain.checkpoints import Checkpoint

moments = st.integers(1_767_225_600, 4_070_908_800).map(lambda at: datetime.fromtimestamp(at + 0.123457, UTC))


@given(st.integers(1, 10**9 - 1), st.binary(min_size=32, max_size=32), moments)
def test_every_checkpoint_may_go_by_letter(position: int, chain_hash: bytes, at: datetime) -> None:
    checkpoint = Checkpoint(position, chain_hash, at)
    assert find_identifiers(checkpoint.to_letter()) == []
    assert Checkpoint.from_json(checkpoint.to_letter()) == checkpoint == Checkpoint.from_json(checkpoint.to_json())
