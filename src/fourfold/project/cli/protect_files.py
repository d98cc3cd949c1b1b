"""Tables of counts, as spreadsheets hold them: any delimiter and encoding, Excel, packed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from fourfold.engines.tabular.cells import cleaned
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.sniffing import read, sniff


def read_table(path: Path, names: Sequence[str], say: Callable[[str], None]) -> pa.Table:
    """Every column as text, under the headers of the file. Raises Refusal, naming the file, where it is no table."""
    try:
        sniffed = sniff(path, [normal(name) for name in names])
    except Refusal as refusal:
        raise Refusal(f"{path.name}: {refusal.reason}", refusal.mend) from None
    for remark in sniffed.remarks:
        say(f"{path.name}: {remark}")
    columns: list[list[str]] = [[] for _header in sniffed.headers]
    for batch in read(path, sniffed):
        for row in batch.rows:
            cells = [cleaned(cell) for cell in row.cells]
            problem = row.problem or next((cell.problem for cell in cells if cell.problem), None)
            if problem:
                raise Refusal(f"{path.name}, row {row.number:,}: {problem.reason}", problem.mend)
            for column, cell in zip(columns, cells, strict=True):
                column.append(str(cell.value or ""))
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], names=list(sniffed.headers))
