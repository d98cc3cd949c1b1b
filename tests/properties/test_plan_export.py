"""What leaves as a file comes back exactly, and no cell is ever a formula."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fourfold.accountability.plan.domain.exporting import (
    Envelope,
    guard,
    read_export,
    to_csv,
    to_xlsx,
    unguard,
    write_export,
)
from fourfold.accountability.plan.domain.exporting.cells import from_xml, to_xml
from fourfold.accountability.plan.domain.states import Audience, Part, Scope, Status, StrandKind, TimescaleKind

AT = datetime(2026, 11, 22, 15, 15, tzinfo=UTC)
# Any text that PostgreSQL holds: all but NUL and lone surrogates.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
nasty = st.sampled_from(
    ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''", "_x0041_", "a\r\nb", "\x01", "＝1"]
)
words = texts | nasty
some = words.filter(lambda text: bool(text.strip()))
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
moments = st.datetimes(timezones=st.just(UTC))


def fields(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(parts)


actions = fields(
    title=some,
    text=some,
    status=st.sampled_from(Status),
    status_reason=words,
    status_since=moments,
    version=st.integers(1, 50),
    accountable_officer=st.none() | words,
    deputy=st.none() | words,
    agencies=st.lists(
        fields(key=st.none() | words, named=some, part=st.sampled_from(Part), qualifier=words), max_size=2
    ),
    timescales=st.lists(
        fields(kind=st.sampled_from(TimescaleKind), date=st.none() | days, raw=words, done_on=st.none() | days),
        max_size=2,
    ),
    milestones=st.lists(fields(title=words, due_on=days, done_on=st.none() | days), max_size=2),
    risks=st.lists(
        fields(
            text=words,
            likelihood=st.integers(1, 5),
            impact=st.integers(1, 5),
            mitigation=words,
            closed_on=st.none() | days,
        ),
        max_size=1,
    ),
    waits_for=st.just([]),
    evidence=st.lists(fields(title=words, url=words, file=st.none(), by=words, at=moments), max_size=1),
    updates=st.lists(
        fields(
            at=moments,
            by=some,
            text=words,
            status_before=st.sampled_from(Status),
            status_after=st.sampled_from(Status),
            reason=words,
        ),
        max_size=2,
    ),
    comments=st.lists(fields(at=moments, by=some, text=words), max_size=1),
    history=st.lists(
        fields(
            version=st.integers(1, 50),
            at=moments,
            by=some,
            changes=st.lists(fields(field=words, before=st.none() | words, after=st.none() | words), max_size=2),
        ),
        max_size=1,
    ),
)
strands = st.lists(actions, max_size=2).flatmap(
    lambda found: fields(
        kind=st.sampled_from(StrandKind),
        aim=words,
        success_factors=st.lists(some, max_size=2),
        actions=st.just([{"number": number} | action for number, action in enumerate(found, start=1)]),
    )
)
contents = fields(
    title=some,
    summary=words,
    audience=st.sampled_from(Audience),
    scope=st.sampled_from(Scope),
    area=words,
    strands=st.lists(strands, max_size=2, unique_by=lambda strand: strand["kind"]),
    questions=st.just([]),
)


@given(contents)
def test_json_comes_back_exactly(content: dict[str, Any]) -> None:
    assert read_export(write_export(Envelope(content, "live", AT)).encode()) == content


@given(words)
def test_a_guarded_cell_is_no_formula_and_reads_back(text: str) -> None:
    cell = guard(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unguard(cell) == text


@given(words)
def test_what_xml_cannot_hold_comes_back(text: str) -> None:
    assert from_xml(to_xml(text)) == text


@given(contents)
def test_csv_reads_back_to_the_actions(content: dict[str, Any]) -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(Envelope(content, "live", AT)).decode("utf-8-sig"), newline="")))
    said = [(strand, action) for strand in content["strands"] for action in strand["actions"]]
    assert len(read) == len(said)
    for row, (strand, action) in zip(read, said, strict=True):
        assert row["marking"] == "OFFICIAL"
        assert unguard(row["strand"]) == strand["kind"]
        for name in ("title", "text", "status_reason"):
            assert unguard(row[name]) == action[name]


@given(contents)
def test_xlsx_reads_back_and_holds_no_formula(content: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(Envelope(content, "live", AT))))
    assert book["about"]["B1"].value == "OFFICIAL"
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    rows = list(book["actions"].iter_rows(min_row=2, values_only=True))
    said = [action for strand in content["strands"] for action in strand["actions"]]
    for row, action in zip(rows, said, strict=True):
        assert [unguard(from_xml(str(cell or ""))) for cell in row[2:4]] == [action["title"], action["text"]]
