"""Forenames that one person may go by: short forms, pet names, spellings. See data/README.md."""

import gzip
from collections import defaultdict
from functools import cache
from importlib.resources import files


@cache
def alikes() -> dict[str, tuple[str, ...]]:
    """For each name of the table, in normal form: the names that stand beside it, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    packed = files("fourfold.engines.linkage").joinpath("data/alike_forenames.csv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        first, second = line.split(",")
        found[first].add(second)
        found[second].add(first)
    return {name: tuple(sorted(others)) for name, others in found.items()}
