"""What is written is what is read, in every form, and whatever the size of batches."""

import csv
import io
import json
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.contracts import TODAY, visits

from fourfold.engines.tabular.inspecting import Opened, Options

NAMES = ("reference", "name", "born", "people")
LETTERS = "abcXYZéøŁ 'ñ-ß中"
ROWS = st.lists(
    st.tuples(
        st.from_regex(r"[A-Z]\d{1,6}", fullmatch=True),
        st.text(LETTERS, max_size=30),
        st.none() | st.dates(date(1920, 1, 1), TODAY),
        st.none() | st.integers(0, 100),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[0],
)
Row = tuple[str, str, date | None, int | None]


def texts(row: Row) -> list[str]:
    """A row as text."""
    return [row[0], row[1], row[2].isoformat() if row[2] else "", "" if row[3] is None else str(row[3])]


def as_csv(rows: list[Row], delimiter: str, codec: str) -> bytes:
    """Delimited text, every value in quotation marks."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([NAMES, *map(texts, rows)])
    return held.getvalue().encode(codec)


def as_lines(rows: list[Row]) -> bytes:
    """JSON Lines."""
    return "\n".join(json.dumps(dict(zip(NAMES, texts(row), strict=True))) for row in rows).encode()


def as_workbook(rows: list[Row]) -> bytes:
    """A workbook with typed cells."""
    book = Workbook()
    for row in (NAMES, *rows):
        book.worksheets[0].append([*row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_parquet(rows: list[Row]) -> bytes:
    """Parquet with typed columns."""
    held = io.BytesIO()
    types = (pa.string(), pa.string(), pa.date32(), pa.int64())
    columns = {name: pa.array([row[place] for row in rows], types[place]) for place, name in enumerate(NAMES)}
    pq.write_table(pa.table(columns), held)
    return held.getvalue()


def read(content: bytes, batch_rows: int = 5_000) -> tuple[list[tuple[object, ...]], list[bytes]]:
    """The rows that enter, and their fingerprints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        opened = Opened(path, visits(), Options(TODAY, batch_rows=batch_rows))
        tables = [batch.rows for batch in opened.checked()]
    table = pa.concat_tables(tables)
    return list(zip(*(table[name].to_pylist() for name in NAMES), strict=True)), table["_fingerprint"].to_pylist()


def expected(rows: list[Row]) -> list[tuple[object, ...]]:
    """Rows with single spaces and nothing for an empty name."""
    return [(row[0], " ".join(row[1].split()) or None, row[2], row[3]) for row in rows]


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_delimited_text_comes_back(rows: list[Row], delimiter: str, codec: str) -> None:
    assert read(as_csv(rows, delimiter, codec))[0] == expected(rows)


@given(ROWS)
def test_every_form_says_the_same(rows: list[Row]) -> None:
    found = [
        read(content) for content in (as_csv(rows, ",", "utf-8"), as_lines(rows), as_parquet(rows), as_workbook(rows))
    ]
    assert all(one == found[0] for one in found)
    assert found[0][0] == expected(rows)


@given(ROWS, st.integers(1, 13))
def test_the_size_of_batches_changes_nothing(rows: list[Row], size: int) -> None:
    content = as_csv([*rows, *rows], ",", "utf-8")
    assert read(content, size) == read(content)
