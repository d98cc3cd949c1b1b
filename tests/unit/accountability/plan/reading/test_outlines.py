"""Strands, headings and the lines between tables."""

import pytest
from tests.samples.plan_documents import HEADER, plan, row

from fourfold.accountability.plan.domain.reading import QuestionKind


@pytest.mark.parametrize(
    "heading",
    [
        "PREVENT - Help early.",
        "PREVENT – Help early.",
        "Prevent: Help early.",
        "PREVENT\nHelp early.",
        "PREVENT - Help early.\t\t\t",
    ],
)
def test_a_strand_is_headed_in_several_ways(read, heading):
    (strand,) = read(plan(row(), strand=heading)).strands
    assert (strand.name, strand.aim) == ("Prevent", "Help early.")


def test_columns_are_found_by_their_heads_in_any_order(read):
    table = "A plan\nPREVENT - Help.\nTimescales\tSuccess Factors\tLead/Delivered Through\tAction/Objective\n"
    (action,) = read((table + "July 2026\tLess fear\tKent Police\tDo this.").encode()).actions
    assert (action.text, action.leads[0].written) == ("Do this.", "Kent Police")


def test_a_strand_headed_twice_goes_on_and_keeps_its_second_aim(read):
    again = f"\nPREVENT - And more.\n{HEADER}\n{row('Do that.')}"
    reading = read(plan(row()) + again.encode())
    (strand,) = reading.strands
    assert [(action.number, action.text) for action in strand.actions] == [(1, "Do this."), (2, "Do that.")]
    assert [piece.text for piece in reading.unassigned] == ["And more."]
    assert QuestionKind.STRAND_REPEATED in {question.kind for question in reading.questions}


def test_lines_between_tables_are_kept_and_asked_about(read):
    reading = read(plan(row()) + b"\n\nApproved by the board.\n")
    assert [piece.text for piece in reading.unassigned] == ["Approved by the board."]
    assert reading.questions[-1].kind is QuestionKind.UNASSIGNED


def test_a_handling_marking_is_no_strand(read):
    reading = read(plan(row()) + b"\n\nOFFICIAL - SENSITIVE\n\n" + f"{HEADER}\n{row('Do that.')}".encode())
    assert len(reading.actions) == 2


def test_missing_strands_are_asked_about(read):
    missing = [question.text for question in read(plan(row())).questions]
    assert len(missing) == 3
    assert missing[0] == "The plan has no strand Protect. Is that right?"


def test_a_quoted_cell_may_hold_tabs_of_meaning_and_line_breaks(read):
    quoted = row('"Tell ""Willow"" families\nwhat helps."')
    (action,) = read(plan(quoted)).actions
    assert action.text == 'Tell "Willow" families what helps.'


def test_a_stray_quote_swallows_nothing(read):
    assert len(read(plan(row('"Tell them.'), row("Do that."))).actions) == 2


def test_cells_of_32_thousand_characters_are_read(read):
    (action,) = read(plan(row("Tell them. " * 2900))).actions
    assert len(action.text) > 31_000


def test_two_quoted_cells_in_a_row_may_both_hold_line_breaks(read):
    (action,) = read(plan('"Tell them\nwhat helps."\t"Kent Police\n\nKCC"\tOngoing\t"Less fear\nMore trust"')).actions
    assert action.text == "Tell them what helps."
    assert [lead.written for lead in action.leads] == ["Kent Police", "KCC"]


def test_quotes_that_open_on_every_line_are_read_in_good_time(read):
    lines = ['"Tell them.\tKCC\tOngoing\t"Less', 'fear"\tKCC\tOngoing\t"More'] * 3000
    assert len(read(plan(*lines)).actions) == len(lines)
