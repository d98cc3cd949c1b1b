"""Build a large plan in a home of its own, then time our pages and their peers in turn.

python -m benchmarks [NAME ...]
"""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def at_home(run: Callable[[], None]) -> None:
    """Run it on the demonstration in a home of its own, and throw that away."""
    home = Path(tempfile.mkdtemp(prefix="fourfold-bench-"))
    os.environ |= {
        "FOURFOLD_HOME": str(home),
        "FOURFOLD_INSECURE_HTTP": "1",
        "FOURFOLD_DEMONSTRATION": "1",
        "FOURFOLD_HOSTS": "localhost",
    }
    os.environ.pop("DATABASE_URL", None)
    from fourfold.project.demonstration import setting_up

    prepared = setting_up.set_up(reset=False, say=lambda _text: None)
    try:
        logging.getLogger("fourfold").setLevel(logging.ERROR)
        run()
    finally:
        prepared.release()
        setting_up.wait_for_database_to_stop()
        shutil.rmtree(home, ignore_errors=True)


def benchmarks() -> None:
    """Run every benchmark, or those that are named, and print their figures."""
    from benchmarks import audit, audit_search, demonstration, digest, directory, large_plan, wall

    known = {
        "demonstration": demonstration.run,
        "large_plan": large_plan.run,
        "directory": directory.run,
        "digest": digest.run,
        "wall": wall.run,
        "audit": audit.run,
        "audit_search": audit_search.run,
    }
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
    for name in sys.argv[1:] or known:
        known[name]()


if __name__ == "__main__":
    at_home(benchmarks)
