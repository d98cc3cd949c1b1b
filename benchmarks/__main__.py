"""Build a large plan in a home of its own, then time our pages and their peers in turn."""

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Run every benchmark and print its figures."""
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
        from benchmarks import demonstration, digest, directory, large_plan, wall

        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
        demonstration.run()
        large_plan.run()
        directory.run()
        digest.run()
        wall.run()
    finally:
        prepared.release()
        setting_up.wait_for_database_to_stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
