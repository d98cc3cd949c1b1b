"""Our attack on a table of 300 x 40 and a linear programme a cell, on the same release, in processor time.

    python -m benchmarks.disclosure [ROWS COLUMNS]

Made-up counts, every row's and column's true total published. The programmes are SciPy's (HiGHS), two a withheld
cell, on a sample; what all of them would take is computed from that. Both must say the same of the sample.
"""

import os
import sys
import time

import numpy as np
import pyarrow as pa
from scipy import sparse
from scipy.optimize import linprog

from fourfold.engines.disclosure.attacking import attack
from fourfold.engines.disclosure.protecting import protect

SAMPLE = 20
BY = ["area", "kind"]


def tables(counts: np.ndarray) -> tuple[pa.Table, pa.Table]:
    """True counts, and their true totals."""
    rows, columns = counts.shape
    names = [f"a{at}" for at in range(rows)], [f"k{at}" for at in range(columns)]
    area, kind = (part.ravel() for part in np.meshgrid(*names, indexing="ij"))
    cells = pa.table({"area": area, "kind": kind, "n": counts.ravel().astype(str)})
    area, kind = [*names[0], *["Total"] * columns], [*["Total"] * rows, *names[1]]
    sums = np.concatenate([counts.sum(axis=1), counts.sum(axis=0)])
    return cells, pa.table({"area": area, "kind": kind, "n": sums.astype(str)})


def programmes(counts: np.ndarray, shown: list[str], sample: np.ndarray) -> list[tuple[int, int]]:
    """The least and the most of each cell of the sample."""
    rows, columns = counts.shape
    sums = sparse.vstack(
        [sparse.kron(sparse.eye(rows), np.ones((1, columns))), sparse.kron(np.ones((1, rows)), sparse.eye(columns))]
    ).tocsr()
    bounds = [(0, None) if one == "c" else (max(8, int(one) - 2), int(one) + 2) for one in shown]
    truths = np.concatenate([counts.sum(axis=1), counts.sum(axis=0)])
    found = []
    for place in sample:
        weights = np.zeros(counts.size)
        weights[place] = 1
        ends = [sign * linprog(sign * weights, A_eq=sums, b_eq=truths, bounds=bounds).fun for sign in (1, -1)]
        found.append((round(ends[0]), round(ends[1])))
    return found


def main(rows: int, columns: int) -> None:
    """Print seconds of processor of both, and whether they agree."""
    counts = np.random.default_rng(1).negative_binomial(1, 0.03, (rows, columns))
    cells, totals = tables(counts)
    begun = time.process_time()
    safe = protect(cells, BY, "n", totals=totals)
    print(f"protect: {time.process_time() - begun:.2f} s; {safe.small} small, {len(safe.besides)} besides")
    begun = time.process_time()
    known = attack(safe.table, BY, "n", totals=totals).known.to_pylist()
    ours = time.process_time() - begun
    shown = safe.table["n"].to_pylist()[: counts.size]
    hidden = [place for place, one in enumerate(shown) if one == "c"]
    chosen = np.random.default_rng(2).choice(len(hidden), min(SAMPLE, len(hidden)), replace=False)
    begun = time.process_time()
    theirs = programmes(counts, shown, np.array(hidden)[chosen])
    each = (time.process_time() - begun) / len(chosen)
    agree = all((known[at]["low"], known[at]["high"]) == ends for at, ends in zip(chosen, theirs, strict=True))
    print(f"attack: {ours:.2f} s for {len(hidden):,} withheld cells")
    print(f"a linear programme: {each:.3f} s a cell, {each * len(hidden):,.0f} s for all")
    print(f"equal on the sample: {agree}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (300, 40)))
