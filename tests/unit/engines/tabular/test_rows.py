"""Rows: what is wrong with each is said with its line, its column, its value and the way to mend it."""

from pathlib import Path

import pytest
from tests.contracts import HEADERS, csv_of, good, report_of

from fourfold.engines.tabular.reporting import ALL_TAKEN, SOME_WAIT, status, to_json


def test_a_bad_value_is_said_with_its_line_column_value_reason_and_mend(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(), good(reference="A2", people="many")))
    assert status(report) == SOME_WAIT
    assert to_json(report)["accepted"] == 1
    assert to_json(report)["quarantined"] == [
        {
            "row": 3,
            "column": "people",
            "value": "many",
            "reason": "“many” is not a whole number.",
            "mend": "Write digits alone.",
        }
    ]
    assert to_json(report)["rejected"] is None


def test_a_file_without_faults_is_accepted_whole(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(), good(reference="A2")))
    assert status(report) == ALL_TAKEN
    assert to_json(report)["quarantined"] == []


def test_the_header_of_the_file_is_named_not_ours(tmp_path: Path) -> None:
    report = report_of(tmp_path, "Reference,DOB\nA1,31/02/1990\n")
    assert report.faults[0].column == "DOB"
    assert report.faults[0].key == "born"


def test_lines_are_counted_as_a_person_sees_them(tmp_path: Path) -> None:
    first = ",".join(good(name='"Ada\nLovelace"'))
    report = report_of(tmp_path, csv_of() + f"{first}\n\n" + ",".join(good(reference="A2", people="x")) + "\n")
    assert report.faults[0].row == 5


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A1,Ada", "The row has 2 values and the header 7"),
        (",".join([*good(), "extra"]), "The row has 8 values and the header 7"),
    ],
)
def test_a_ragged_row_waits(tmp_path: Path, row: str, said: str) -> None:
    report = report_of(tmp_path, csv_of(good(reference="B1")) + row + "\n" + ",".join(good(reference="B2")) + "\n")
    assert (report.verdict.accepted, report.verdict.held) == (2, 1)
    assert said in report.faults[0].reason
    assert report.faults[0].column == ""


def test_empty_cells_behind_the_last_column_do_not_matter(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of([*good(), "", ""], headers=[*HEADERS, "", ""]))
    assert report.verdict.accepted == 1


@pytest.mark.parametrize("broken", ['"Ada', 'x,"Ada', '"Ada" Lovelace,"'])
def test_a_quote_that_is_never_closed_costs_its_row_alone(tmp_path: Path, broken: str) -> None:
    rows = [",".join(good(reference=f"A{number}")) for number in range(4)]
    rows[1] = f"A1,{broken},1990-01-02,,,,"
    report = report_of(tmp_path, csv_of() + "\n".join(rows) + "\n")
    assert report.verdict.accepted == 3
    assert report.faults[0].row == 3
    assert "quotation mark" in report.faults[0].reason


def test_two_open_quotes_do_not_join_two_rows(tmp_path: Path) -> None:
    content = csv_of(headers=["reference", "name", "people"]) + 'A1,"Ada,1\nA2,"Bob,2\nA3,Cy,3\n'
    report = report_of(tmp_path, content)
    assert report.verdict.accepted == 1
    assert {fault.row for fault in report.faults} == {2, 3}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Ada\x00", "NUL"),
        ("RenÃ©e", "it may be “Renée”"),
        ("x" * 32_767, "32,767 characters"),
        ("#REF!", "error of Excel"),
    ],
)
def test_damaged_and_endless_text_waits(tmp_path: Path, value: str, said: str) -> None:
    report = report_of(tmp_path, csv_of(good(name=value), good(reference="A2"), good(reference="A3")))
    assert report.verdict.accepted == 2
    assert said in f"{report.faults[0].reason} {report.faults[0].mend}"
    assert len(report.faults[0].value) <= 101
    assert report.faults[0].value.isprintable()


def test_a_few_letters_of_another_encoding_cost_their_rows_alone(tmp_path: Path) -> None:
    rows = csv_of(good(name="Zoë"), good(reference="A2", name="Renée"), good(reference="A3", name="Seán")).encode()
    report = report_of(tmp_path, rows + ",".join(good(reference="A4", name="Noël")).encode("cp1252") + b"\n")
    assert report.sniffed
    assert report.sniffed.encoding == "UTF-8, damaged in places"
    assert report.verdict.accepted == 3
    assert "damaged" in report.faults[0].reason


def test_formulas_are_kept_as_text_and_noted(tmp_path: Path) -> None:
    link = '"=HYPERLINK(""http://x"",""y"")"'
    report = report_of(tmp_path, csv_of(good(name=link), good(reference="A2", name="-"), good(reference="A3")))
    assert report.verdict.accepted == 3
    notes = {remark.kind: remark for remark in report.verdict.remarks}
    assert (notes["formula"].count, notes["formula"].rows) == (1, (2,))


def test_a_formula_where_a_number_belongs_waits(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(people="=1+1")))
    assert report.faults[0].reason == "The cell holds a formula, and we work none out."


def test_characters_that_cannot_be_seen_are_taken_out_and_noted(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(reference="A1", people="\u200e2\u202e", name="Ada\u00a0 Lovelace")))
    assert report.verdict.accepted == 1
    assert {remark.kind for remark in report.verdict.remarks} == {"invisible"}


def test_nothing_has_many_names_outside_text(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(people="NULL", postcode="n/a", born="-", seen_at="", name="Null")))
    assert report.verdict.accepted == 1
    assert {remark.column for remark in report.verdict.remarks} == {"people", "postcode", "born"}


def test_the_same_identity_twice_waits(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(), good(name="Somebody else")))
    assert (report.verdict.accepted, report.verdict.held) == (1, 1)
    assert "same identity" in report.faults[0].reason


def test_a_row_that_waits_claims_no_identity(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(people="x"), good()))
    assert report.verdict.accepted == 1


def test_checks_across_columns_name_the_column_that_is_wrong(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(born="2026-11-02")))
    assert (report.faults[0].column, report.faults[0].reason) == ("seen_at", "Seen before birth.")


def test_a_wrong_value_breaks_no_further_rule(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(born="2026-13-02")))
    assert [fault.column for fault in report.faults] == ["born"]
