"""Real files that were damaged on their way: a report or a refusal, and no row lost in silence."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts import report_of

from fourfold.records.feeds.domain.contracts import contract

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
FILES = {
    "street-crime": "police_kent/street/2022-05-kent-street.csv.gz",
    "schools": "schools_kent/gias_kent_medway.csv",
    "imd-2025": "demographics_kent/imd2025_lsoa21_kent_medway.csv",
}
PIECES = st.sampled_from(
    [b"", b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xe2\x80\xae", b"=1+1", b'","', b"\n\n,,,\n"]
)


def beginning(key: str) -> bytes:
    """The first lines of a file."""
    path = DATA / FILES[key]
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return b"".join(content.splitlines(keepends=True)[:41])


@pytest.mark.shared
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.integers(0, 9_000), PIECES, st.integers(0, 9)), max_size=5)
)
def test_a_damaged_file_loses_no_row_in_silence(
    tmp_path: Path, key: str, changes: list[tuple[int, bytes, int]]
) -> None:
    content = beginning(key)
    header = content.index(b"\n") + 1
    for at, piece, cut in changes:
        place = header + at % (len(content) - header)
        content = content[:place] + piece + content[place + cut :]
    report = report_of(tmp_path, content, contract=contract(key))
    verdict = report.verdict
    if verdict.rejected is None:
        assert len({fault.row for fault in report.faults}) == verdict.held
        lines = len(content.splitlines()) if b"\x0b" not in content else 0
        assert verdict.accepted + verdict.held + verdict.blanks <= lines
        assert verdict.accepted >= 40 - 3 * len(changes) * 3
