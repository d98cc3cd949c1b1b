"""Rows against a contract: what enters, what waits and why, and what becomes of the delivery."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from fourfold.engines.tabular.cells import EMPTY, Cell
from fourfold.engines.tabular.contract import GRACE, Contract, Kind, Severity
from fourfold.engines.tabular.findings import Checked, Fault, Held, Remark, Verdict, printable, shown
from fourfold.engines.tabular.kinds import ARROW, Context, reader_of
from fourfold.engines.tabular.mapping import Columns
from fourfold.engines.tabular.places import vintage_of
from fourfold.engines.tabular.rows import Batch, Problem, Row
from fourfold.engines.tabular.rules import broken, day_of
from fourfold.engines.tabular.tallying import Tally, fingerprint

_REMEMBERED = 50_000
"""Different values of a column whose reading is remembered."""
_REPEATED = Problem("The row repeats the header.", "Take the row out.")
_SAME_KEY = Problem("A row with the same identity came before in this file.", "Keep the one that is right.")
_SAME_KEY_NOTED = "shares its identity with an earlier row; kept as a row of its own"


class Checker:
    """Checks one delivery, batch by batch and in order, and then says the verdict.

    `headers`: of the file; `columns`: which of them are the contract's (`mapping.map_columns`, `mapping.require`).
    """

    def __init__(self, contract: Contract, headers: Sequence[str], columns: Columns, context: Context) -> None:
        self._contract = contract
        self._headers = tuple(headers)
        self._folded = [header.strip().casefold() for header in headers]
        self._places = columns.places
        self._columns = columns
        self._read = {column.key: reader_of(column, context, contract.areas) for column in contract.columns}
        self._memory: dict[str, dict[str, Cell]] = {column.key: {} for column in contract.columns}
        self._odd: dict[str, set[str]] = {column.key: set() for column in contract.columns}
        self._tally = Tally()

    def check(self, batch: Batch) -> Checked:
        """What of a batch enters and what waits."""
        whole = [row for row in batch.rows if row.problem is None]
        faults: dict[int, list[Fault]] = {row.number: [self._row_fault(row)] for row in batch.rows if row.problem}
        cells = self._cells(whole, faults)
        self._rules(whole, cells, faults)
        vintages = self._vintages(whole, cells, faults)
        self._repeats(whole, cells, faults)
        good = [place for place, row in enumerate(whole) if row.number not in faults]
        table = self._table(whole, good, cells, vintages)
        self._count(good, cells)
        held = tuple(
            Held(row.number, self._as_sent(row), tuple(faults[row.number]))
            for row in batch.rows
            if row.number in faults
        )
        self._tally.held += len(held)
        self._tally.blanks += batch.blanks
        return Checked(table, held, batch.blanks)

    def verdict(self) -> Verdict:
        """What becomes of the delivery, once every batch has been checked."""
        tally = self._tally
        return Verdict(
            accepted=tally.accepted,
            held=tally.held,
            blanks=tally.blanks,
            rejected=self._rejected(),
            remarks=(*self._about_columns(), *tally.remarks()),
            months=dict(sorted(tally.months.items())),
        )

    def _rejected(self) -> str | None:
        rows, held, most = self._tally.accepted + self._tally.held, self._tally.held, self._contract.limits.quarantine
        if not rows:
            return "The file holds a header and no rows. Send the file that holds the rows."
        if held <= most * rows or (most and held <= GRACE):
            return None
        return (
            f"{held:,} of {rows:,} rows cannot be taken ({held / rows:.1%}); the contract allows {most:.0%}. "
            "Mend them at the source, and send the whole file again."
        )

    def _cells(self, rows: list[Row], faults: dict[int, list[Fault]]) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for row in rows:
            if self._repeats_header(row):
                faults.setdefault(row.number, []).append(Fault(row.number, "", "", "", *_REPEATED))
        for column in self._contract.columns:
            place = self._places.get(column.key)
            if place is None:
                found[column.key] = [EMPTY] * len(rows)
                continue
            texts = [row.cells[place] if place < len(row.cells) else "" for row in rows]
            memory = self._remembered(column.key, texts)
            found[column.key] = cells = [memory[text] for text in texts]
            if not self._odd[column.key].isdisjoint(texts):
                self._say(column.key, rows, cells, faults)
        return found

    def _remembered(self, key: str, texts: list[str]) -> dict[str, Cell]:
        memory, read = self._memory[key], self._read[key]
        if len(memory) > _REMEMBERED:
            memory.clear()
            self._odd[key].clear()
        for text in set(texts).difference(memory):
            memory[text] = cell = read(text)
            if cell.problem or cell.notes:
                self._odd[key].add(text)
        return memory

    def _say(self, key: str, rows: list[Row], cells: list[Cell], faults: dict[int, list[Fault]]) -> None:
        for row, cell in zip(rows, cells, strict=True):
            if cell.problem and not _is_header(faults.get(row.number)):
                faults.setdefault(row.number, []).append(self._fault(row, key, cell.problem))
            for note in cell.notes:
                self._tally.note(note, key, row.number)

    def _rules(self, rows: list[Row], cells: Mapping[str, list[Cell]], faults: dict[int, list[Fault]]) -> None:
        for check in self._contract.checks:
            key = check.columns[0]
            for place in broken(check, cells, len(rows)):
                row = rows[place]
                if check.severity is Severity.NOTE:
                    self._tally.note("check", key, row.number, f"{check.says} {check.mend}")
                elif not _is_header(faults.get(row.number)):
                    faults.setdefault(row.number, []).append(self._fault(row, key, Problem(check.says, check.mend)))

    def _vintages(
        self, rows: list[Row], cells: Mapping[str, list[Cell]], faults: dict[int, list[Fault]]
    ) -> dict[str, list[int | None]]:
        contract = self._contract
        found: dict[str, list[int | None]] = {}
        for column in contract.columns:
            if column.kind is not Kind.LSOA:
                continue
            years: list[int | None] = []
            for place, row in enumerate(rows):
                cell = cells[column.key][place]
                when = day_of(cells[contract.occurred][place].value) if contract.occurred else None
                year, problem, other = (None, None, False)
                if isinstance(cell.value, str):
                    year, problem, other = vintage_of(cell.value, column, when, contract.vintages, contract.areas)
                if problem:
                    faults.setdefault(row.number, []).append(self._fault(row, column.key, problem))
                if other:
                    self._tally.note("other-vintage", column.key, row.number)
                years.append(year)
            found[column.key] = years
        return found

    def _repeats(self, rows: list[Row], cells: Mapping[str, list[Cell]], faults: dict[int, list[Fault]]) -> None:
        """Rows that wait for another reason claim no key; nor do those without identity."""
        identity = self._contract.identity
        keys = zip(*([cell.canon for cell in cells[name]] for name in identity.key), strict=True)
        for row, key in zip(rows if identity.key else (), keys, strict=True):
            if row.number in faults or (identity.partial and not any(key)):
                continue
            if not self._tally.is_repeat(fingerprint("key", key)):
                continue
            if identity.repeats is Severity.NOTE:
                self._tally.note("repeat", identity.key[0], row.number, _SAME_KEY_NOTED)
            else:
                faults.setdefault(row.number, []).append(self._fault(row, identity.key[0], _SAME_KEY))

    def _table(
        self,
        rows: list[Row],
        good: list[int],
        cells: Mapping[str, list[Cell]],
        vintages: Mapping[str, list[int | None]],
    ) -> pa.Table:
        names = [column.key for column in self._contract.columns]
        spelled = [[cells[name][place].canon for place in good] for name in names]
        prints = [fingerprint(self._contract.key, values) for values in zip(*spelled, strict=True)]
        columns: dict[str, pa.Array] = {
            "_row": pa.array([rows[place].number for place in good], pa.int64()),
            "_fingerprint": pa.array(prints, pa.binary(32)),
            "_occurrence": pa.array([self._tally.occurrence(one) for one in prints], pa.int32()),
        }
        for column in self._contract.columns:
            found = cells[column.key]
            columns[column.key] = pa.array([found[place].value for place in good], ARROW[column.kind])
            if column.key in vintages:
                years = vintages[column.key]
                columns[f"{column.key}_vintage"] = pa.array([years[place] for place in good], pa.int16())
        return pa.table(columns)

    def _count(self, good: list[int], cells: Mapping[str, list[Cell]]) -> None:
        self._tally.accepted += len(good)
        if self._contract.occurred:
            for place in good:
                if day := day_of(cells[self._contract.occurred][place].value):
                    self._tally.months[day.replace(day=1)] += 1

    def _about_columns(self) -> Iterator[Remark]:
        if self._columns.unknown:
            yield Remark("unknown-columns", f"not in the contract, and not read: {', '.join(self._columns.unknown)}")
        if self._columns.missing:
            yield Remark(
                "missing-columns", f"not in the file, and taken as empty: {', '.join(self._columns.missing)}"
            )

    def _repeats_header(self, row: Row) -> bool:
        if not row.cells or row.cells[0].strip().casefold() != self._folded[0]:
            return False
        return [cell.strip().casefold() for cell in row.cells] == self._folded

    def _fault(self, row: Row, key: str, problem: Problem) -> Fault:
        place = self._places.get(key)
        header = self._headers[place] if place is not None else key
        value = row.cells[place] if place is not None and place < len(row.cells) else ""
        return Fault(row.number, header or key, key, shown(value), *map(printable, problem))

    def _row_fault(self, row: Row) -> Fault:
        reason, mend = row.problem or _REPEATED
        return Fault(row.number, "", "", shown(" | ".join(row.cells)), reason, mend)

    def _as_sent(self, row: Row) -> Mapping[str, str]:
        return {
            header or f"column {place + 1}": row.cells[place]
            for place, header in enumerate(self._headers)
            if place < len(row.cells)
        }


def _is_header(faults: list[Fault] | None) -> bool:
    return bool(faults) and faults is not None and faults[0].reason == _REPEATED.reason
