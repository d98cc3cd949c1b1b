"""Files of ties and people, as agencies and link-chart tools write them: any delimiter and encoding, Excel,
packed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from fourfold.engines.tabular.cells import cleaned
from fourfold.engines.tabular.contract import Column, Kind
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.numbers import read_number
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Problem, Row, Sniffed
from fourfold.engines.tabular.sniffing import read, sniff

Say = Callable[[str], None]
_NODE = ("node", "id", "person", "name")
"""Headers under which a table of people may hold their ids, the first that is there."""
_WEIGHT = Column("weight", "Weight", "How strong the tie is.", Kind.NUMBER, least=0)


def read_edges(path: Path, say: Say) -> pa.Table:
    """source and target as text, and weight as a number where the file has that column.

    Raises Refusal where a column is missing, a row is cut or a weight is blank, below 0 or no number.
    """
    sniffed = _sniffed(path, ("source", "target", "weight"), say)
    wanted = _places(path, sniffed.headers)
    _say_unused(path, sniffed, set(wanted.values()), say)
    columns: Mapping[str, list[str]] = {name: [] for name in wanted}
    weights: list[float] = []
    for row in _rows(path, sniffed):
        for name in ("source", "target"):
            columns[name].append(_text(path, row, wanted[name]))
        if "weight" in wanted:
            weights.append(_weight(path, row, wanted["weight"], comma_is_point=sniffed.delimiter == ";"))
    texts = {name: pa.array(columns[name], pa.string()) for name in ("source", "target")}
    return pa.table({**texts, "weight": pa.array(weights, pa.float64())} if "weight" in wanted else texts)


def _places(path: Path, headers: Sequence[str]) -> dict[str, int]:
    """Where source, target and, if there is one, weight stand."""
    names = [normal(header) for header in headers]
    mend = "Name the columns source and target, and weight where there is one."
    for name in ("source", "target", "weight"):
        if names.count(name) > 1:
            raise Refusal(f"{path.name} has two columns {name}.", mend)
        if name not in (*names, "weight"):
            raise Refusal(f"{path.name} has no column {name}. It has: {', '.join(headers)}.", mend)
    return {name: names.index(name) for name in ("source", "target", "weight") if name in names}


def read_nodes(path: Path, say: Say) -> pa.Table:
    """node: the ids of people. Raises Refusal where no column can be told to hold them."""
    sniffed = _sniffed(path, _NODE, say)
    names = [normal(header) for header in sniffed.headers]
    chosen = next((name for name in _NODE if name in names), names[0] if len(names) == 1 else None)
    if chosen is None:
        raise Refusal(
            f"{path.name} has no column node. It has: {', '.join(sniffed.headers)}.", "Name the column of ids node."
        )
    place = names.index(chosen)
    _say_unused(path, sniffed, {place}, say)
    ids = [_text(path, row, place) for row in _rows(path, sniffed)]
    for count, words in ((ids.count(""), "rows without an id"), (len(ids) - len(set(ids)), "ids that came before")):
        if count:
            say(f"{path.name}: {count:,} {words} are left out.")
    return pa.table({"node": pa.array([one for one in ids if one], pa.string())})


def _sniffed(path: Path, names: tuple[str, ...], say: Say) -> Sniffed:
    try:
        found = sniff(path, names)
    except Refusal as refusal:
        raise Refusal(f"{path.name}: {refusal.reason}", refusal.mend) from None
    for remark in found.remarks:
        say(f"{path.name}: {remark}")
    return found


def _rows(path: Path, sniffed: Sniffed) -> Iterator[Row]:
    for batch in read(path, sniffed):
        for row in batch.rows:
            if row.problem:
                raise _refused(path, row, row.problem)
            yield row


def _text(path: Path, row: Row, place: int) -> str:
    cell = cleaned(row.cells[place])
    if cell.problem:
        raise _refused(path, row, cell.problem)
    return str(cell.value or "")


def _weight(path: Path, row: Row, place: int, *, comma_is_point: bool) -> float:
    text = _text(path, row, place)
    if not text:
        raise _refused(path, row, Problem("The weight is blank.", "Write a number, or leave the whole column out."))
    cell = read_number(text, _WEIGHT, comma_is_point=comma_is_point)
    if cell.problem or not isinstance(cell.value, float):
        raise _refused(path, row, cell.problem or Problem("The weight is no number.", "Write a number."))
    return cell.value


def _refused(path: Path, row: Row, problem: Problem) -> Refusal:
    return Refusal(f"{path.name}, row {row.number:,}: {problem.reason}", problem.mend)


def _say_unused(path: Path, sniffed: Sniffed, used: set[int], say: Say) -> None:
    others = [header for place, header in enumerate(sniffed.headers) if place not in used and header]
    if others:
        say(f"{path.name}: not used: {', '.join(others)}.")
