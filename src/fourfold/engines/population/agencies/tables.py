"""Records and their truth, gathered into Arrow tables column by column."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import pyarrow as pa

from fourfold.engines.population.agencies.profiles import Agency
from fourfold.engines.population.agencies.seeing import Sighting

TRUTH = ("source", "record_id", "person_key", "household_key", "origin_group", "kind")
SYNTHETIC = {"is_synthetic": "true"}
"""The metadata of every table of a population."""
A_BATCH = 20_000
SERIALS = 100_000_000
STRIDE = 48_271_993
"""Coprime to SERIALS: each count has its own serial number, and neighbours are far apart."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The records of one agency, and the truth of each in the same order (columns `TRUTH`)."""

    records: pa.Table
    truth: pa.Table


class Gathering:
    """The records of one agency while they come in."""

    def __init__(self, agency: Agency, seed: int) -> None:
        self._agency = agency
        self._first = crc32(f"{agency.key} {seed}".encode()) % SERIALS
        self._count = 0
        self._rows: list[tuple[str, ...]] = []
        self._batches: list[pa.RecordBatch] = []
        self._schema = pa.schema([(name, pa.string()) for name in (*agency.columns, *TRUTH[2:])], SYNTHETIC)

    def add(self, sighting: Sighting) -> None:
        """One more record. Its id says nothing of whose it is, or of what came before it."""
        serial = (self._first + self._count * STRIDE) % SERIALS
        self._count += 1
        person = sighting.person
        record_id = f"{self._agency.prefix}{serial:08d}"
        truth = (person.key, person.household_key, person.origin, person.kind.value)
        self._rows.append((record_id, *sighting.values, *truth))
        if len(self._rows) == A_BATCH:
            self._pack()

    def seen(self) -> Seen:
        """What came in, ordered by id; empty values are null."""
        self._pack()
        table = pa.Table.from_batches(self._batches, self._schema).sort_by("record_id")
        truth = table.select(["record_id", *TRUTH[2:]])
        source = pa.array([self._agency.key], pa.string()).take(pa.array([0] * len(table), pa.int8()))
        return Seen(table.select(list(self._agency.columns)), truth.add_column(0, "source", source))

    def _pack(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(self._schema)
        arrays = [pa.array([value or None for value in column], pa.string()) for column in columns]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._rows = []


def gather(agencies: Mapping[str, Agency], seed: int) -> Mapping[str, Gathering]:
    """An empty gathering for each agency."""
    return {key: Gathering(agency, seed) for key, agency in agencies.items()}
