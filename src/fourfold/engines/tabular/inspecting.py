"""A file from its first byte to the verdict, batch by batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fourfold.engines.tabular.checking import Checker
from fourfold.engines.tabular.contract import Contract, Kind
from fourfold.engines.tabular.findings import Checked, Fault, Verdict
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.kinds import Context
from fourfold.engines.tabular.mapping import Columns, expected_names, map_columns, require
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import BATCH_ROWS, Batch, Row, Sniffed
from fourfold.engines.tabular.sniffing import read, sniff
from fourfold.engines.tabular.times import Evidence, Order

MOST_FAULTS = 100_000
"""Faults that a report lists; the others are counted."""
_TIMES = {Kind.DATE, Kind.DATETIME}


@dataclass(frozen=True, slots=True)
class Options:
    """How to look at a file. `chosen`: headers that a person matched, to the column's key or to "" for none."""

    today: date
    chosen: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    name: str = ""
    """The file's name where its path has another."""
    batch_rows: int = BATCH_ROWS


@dataclass(frozen=True, slots=True)
class Report:
    """All that is said of a file. A file that cannot be read at all has no `sniffed`."""

    contract: Contract
    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    more_faults: int = 0
    sniffed: Sniffed | None = None
    columns: Columns | None = None


class Opened:
    """A file that can be checked. Raises Refusal where it is no table, or has not the columns of the contract."""

    def __init__(self, path: Path, contract: Contract, options: Options) -> None:
        expected = expected_names(contract) | {normal(header) for header in options.chosen}
        self.sniffed = sniff(path, expected, sheet=options.sheet, name=options.name)
        self.columns = map_columns(contract, self.sniffed.headers, options.chosen)
        require(contract, self.columns)
        self._path, self._contract, self._options = path, contract, options
        self._checker: Checker | None = None

    def checked(self) -> Iterator[Checked]:
        """Every batch, once: what enters and what waits. Raises Refusal where the file turns out to be damaged."""
        self._checker = Checker(self._contract, self.sniffed.headers, self.columns, self._context())
        for batch in self._batches():
            yield self._checker.check(batch)

    def verdict(self) -> Verdict:
        """What becomes of the delivery. Call it when `checked` has come to its end."""
        if self._checker is None:
            raise Refusal("The file has not been checked yet.", "Check it first.")
        return self._checker.verdict()

    def _context(self) -> Context:
        return Context(
            today=self._options.today,
            orders=self._orders(),
            epoch=self.sniffed.epoch,
            comma_is_point=self.sniffed.delimiter == ";",
        )

    def _orders(self) -> Mapping[str, Order]:
        """Whether day or month comes first, column by column, over the whole file: one date alone cannot say."""
        places = self.columns.places
        dated = [one.key for one in self._contract.columns if one.kind in _TIMES and one.key in places]
        if not dated:
            return {}
        found = {key: Evidence() for key in dated}
        for batch in self._batches():
            for key in dated:
                place = places[key]
                found[key].look_at(row.cells[place] for row in batch.rows if place < len(row.cells))
        return {key: evidence.order() for key, evidence in found.items()}

    def _batches(self) -> Iterator[Batch]:
        return read(self._path, self.sniffed, self._options.batch_rows)


def inspect(path: Path, contract: Contract, options: Options) -> Report:
    """Everything about a file, keeping no row: accepted, waiting and why, or refused and why. Raises nothing."""
    opened: Opened | None = None
    faults: list[Fault] = []
    more = 0
    try:
        opened = Opened(path, contract, options)
        for checked in opened.checked():
            for held in checked.held:
                free = max(0, MOST_FAULTS - len(faults))
                faults += held.faults[:free]
                more += len(held.faults[free:])
        verdict = opened.verdict()
    except Refusal as refusal:
        verdict = Verdict(0, 0, 0, str(refusal))
        faults, more = [], 0
    return Report(
        contract=contract,
        verdict=verdict,
        faults=tuple(faults),
        more_faults=more,
        sniffed=opened.sniffed if opened else None,
        columns=opened.columns if opened else None,
    )


def check_row(contract: Contract, values: Mapping[str, str], today: date) -> Checked:
    """One row by itself, as a person corrected it: the column's key to its text.

    Whether its identity came before cannot be told of one row. Raises Refusal for a key that is no column.
    """
    keys = [column.key for column in contract.columns]
    if unknown := [key for key in values if key not in keys]:
        raise Refusal(f"There is no column {', '.join(unknown)}.", f"There are: {', '.join(keys)}.")
    columns = map_columns(contract, keys, {key: key for key in keys})
    row = Row(1, [values.get(key, "") for key in keys])
    return Checker(contract, keys, columns, Context(today)).check(Batch([row]))
