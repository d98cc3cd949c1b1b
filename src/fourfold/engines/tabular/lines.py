"""JSON Lines: an object a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from fourfold.engines.tabular import unpacking
from fourfold.engines.tabular.encodings import Encoding
from fourfold.engines.tabular.finding import MOST_COLUMNS
from fourfold.engines.tabular.records import MOST_LINE
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Form, Problem, Row, Sniffed
from fourfold.engines.tabular.texts import decoded

_NO_OBJECT = Problem("The line is no JSON object.", 'Write each row as one object, such as {"forename": "Ada"}.')
_TWICE = Problem("A name stands twice in the object.", "Give each name once.")
_NESTED = Problem("A value is a list or an object.", "Give each value as a text, a number, true, false or null.")


class _Twice(ValueError):
    """A name stands twice in one object."""


def sniff_lines(path: Path, encoding: Encoding) -> Sniffed:
    """What a file of JSON Lines is: its headers are the names of all objects, in the order of their coming."""
    headers: dict[str, None] = {}
    for row, found in _objects(path, encoding.codec, is_damaged=encoding.is_damaged):
        if isinstance(found, dict):
            headers.update(dict.fromkeys(found))
        if len(headers) > MOST_COLUMNS:
            raise Refusal(
                f"Up to line {row} the objects have more than {MOST_COLUMNS} names.",
                "Send the columns of the contract alone.",
            )
    if not headers:
        raise Refusal("No line of the file is a JSON object with names.", _NO_OBJECT.mend)
    return Sniffed(
        form=Form.JSON_LINES,
        headers=tuple(headers),
        header_row=0,
        encoding=encoding.name,
        codec=encoding.codec,
        is_damaged=encoding.is_damaged,
        line_ends=encoding.line_ends,
        is_packed=unpacking.is_packed(path),
    )


def read_lines(path: Path, sniffed: Sniffed) -> Iterator[Row]:
    """A row for each line; a line without an object is a row with a problem, an empty one a blank row."""
    for number, found in _objects(path, sniffed.codec, is_damaged=sniffed.is_damaged):
        if isinstance(found, Problem):
            yield Row(number, [], found)
        elif found is None:
            yield Row(number, [])
        else:
            nested = any(isinstance(value, dict | list) for value in found.values())
            yield Row(number, [_text(found.get(name)) for name in sniffed.headers], _NESTED if nested else None)


def _objects(path: Path, codec: str, *, is_damaged: bool) -> Iterator[tuple[int, dict[str, object] | Problem | None]]:
    with decoded(path, codec, is_damaged=is_damaged) as text:
        number = 0
        while line := text.readline(MOST_LINE):
            number += 1
            if len(line) == MOST_LINE:
                raise Refusal(f"Line {number} is longer than a million characters.", "Send one row a line.")
            yield number, _object(line.strip()) if line.strip() else None


def _object(line: str) -> dict[str, object] | Problem:
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice:
        return _TWICE
    except (ValueError, RecursionError):
        return _NO_OBJECT
    return found if isinstance(found, dict) else _NO_OBJECT


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
