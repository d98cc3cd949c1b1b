"""Checking 21 months of real street crime against its contract, beside reading the same file and checking nothing.

`python -m benchmarks.feed_check`, where ../shared is. Each runs in a process of its own, for its peak memory.
"""

import csv
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

STREET = Path(__file__).resolve().parents[2] / "shared/data/police_kent/street"


def ours(path: Path) -> int:
    """Rows that enter."""
    from fourfold.engines.tabular.inspecting import Options, inspect
    from fourfold.records.feeds.domain.contracts import contract

    return inspect(path, contract("street-crime"), Options(date(2026, 11, 22))).verdict.accepted


def plain(path: Path) -> int:
    """Rows that the standard library reads, a dictionary each."""
    with path.open(newline="", encoding="utf-8") as opened:
        return sum(1 for _row in csv.DictReader(opened))


def joined(path: Path) -> None:
    """All months one after the other, with one header."""
    with path.open("wb") as out:
        for number, file in enumerate(sorted(STREET.glob("*.csv.gz"))):
            content = gzip.decompress(file.read_bytes())
            out.write(content if not number else content.split(b"\n", 1)[1])


def measured(name: str, path: Path) -> str:
    """Rows, seconds, work and peak memory of one way."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, name, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def main() -> None:
    """Measure both, or one of them where it is named."""
    if len(sys.argv) == 3:
        began, work = time.perf_counter(), time.process_time()
        rows = {"ours": ours, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds, worked = time.perf_counter() - began, time.process_time() - work
        print(f"{sys.argv[1]}: {rows:,} rows, {seconds:.1f} s, work {worked:.1f} s, peak {peak} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "street.csv"
        joined(path)
        for name in ("ours", "plain", "ours", "plain"):
            print(measured(name, path))


if __name__ == "__main__":
    main()
