"""Our linkage and a plain Splink script, side by side on the same records, each in a process of its own.

    python -m benchmarks.linkage 40000 1000000
    python -m benchmarks.linkage historical febrl4

A number makes up that many people (`fourfold.engines.population`), which gives nearly as many records. Processor time
is that of the processes that a method starts, too; peak memory is its own (ours starts two, of some 100 MB each).
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

import pyarrow as pa

from benchmarks.linkage_data import Data, load

METHODS = ("ours", "plain")


def main(names: Sequence[str]) -> None:
    """Run every data set by both methods, and print a table."""
    print("| Records | Method | Seconds | CPU | Peak MB | Pairwise P, R, F1 | B-cubed F1 | False, missed gap |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        for method in METHODS:
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.linkage", "--one", method, name],
                check=True,
                capture_output=True,
                text=True,
            )
            print(_row(json.loads(told.stdout.splitlines()[-1])), flush=True)


def _row(told: dict[str, float | str]) -> str:
    pairs = f"{told['precision']:.4f}, {told['recall']:.4f}, {told['f1']:.4f}"
    return (
        f"| {told['name']} ({told['records']:,}) | {told['method']} | {told['wall']:.1f} | {told['cpu']:.1f} "
        f"| {told['peak']:.0f} | {pairs} | {told['b_cubed']:.4f} | {told['gaps']} |"
    )


def one(method: str, name: str) -> None:
    """Run one method on one data set, and print what came out as JSON."""
    from fourfold.engines.linkage.evaluating import b_cubed, gaps, pairwise

    data = load(name)
    began, used = time.perf_counter(), _processor()
    people = {"ours": ours, "plain": plain}[method](data)
    told: dict[str, float | str] = {
        "wall": time.perf_counter() - began,
        "cpu": _processor() - used,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "name": name,
        "method": method,
        "records": len(people),
        "b_cubed": b_cubed(people, data.truth).f1,
        "gaps": "",
    }
    found = pairwise(people, data.truth)
    told |= {"precision": found.precision, "recall": found.recall, "f1": found.f1}
    if data.groups:
        told["gaps"] = " ".join(str(gap) for gap in gaps(people, data.truth, data.groups, reference="british"))
    print(json.dumps(told))


def _processor() -> float:
    """Seconds of processor so far, of this process and of those that it started and that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def ours(data: Data) -> list[str]:
    """Each record's person as `link` finds it, in the order of the data."""
    from fourfold.engines.linkage.linking import link

    clusters = link(data.sources).clusters
    return list(clusters["person_id"].to_pylist())


def plain(data: Data) -> list[str]:
    """Each record's person as the plain script finds it."""
    from benchmarks.plain_linkage import link
    from fourfold.engines.linkage.source import gather

    records = gather(data.sources)
    places = dict(zip(records["record"].to_pylist(), records["place"].to_pylist(), strict=True))
    found: pa.Table = link(records.drop(["source", "record_id", "place"]))
    people = [""] * len(data.truth)
    for record, cluster in zip(found["record"].to_pylist(), found["cluster_id"].to_pylist(), strict=True):
        people[places[record]] = str(cluster)
    return people


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3])
    else:
        main(sys.argv[1:] or ["40000"])
