"""Rows of a plan: joined actions, and what is asked about timescales."""

from datetime import date

from tests.samples.plan_documents import plan, row

from fourfold.accountability.plan.domain.reading import QuestionKind

TWICE = "July 2026 July 2026"


def kinds(reading):
    return [question.kind for question in reading.questions if question.kind is not QuestionKind.STRAND_MISSING]


def test_a_row_whose_timescale_stands_twice_is_two_actions(read):
    reading = read(plan(row("Map the need. Both places count. Train all staff. Staff matter.", times=TWICE)))
    assert [action.text for action in reading.actions] == [
        "Map the need. Both places count.",
        "Train all staff. Staff matter.",
    ]
    assert [action.number for action in reading.actions] == [1, 2]
    assert [len(action.timescales) for action in reading.actions] == [1, 1]
    assert reading.actions[0].leads == reading.actions[1].leads
    assert kinds(reading) == [QuestionKind.JOINED_ACTIONS, QuestionKind.SHARED_LEADS]


def test_a_joined_row_with_no_clear_seam_stays_whole_and_is_asked_about(read):
    reading = read(plan(row("Map the need. Train staff. Tell the board.", times=TWICE)))
    assert len(reading.actions) == 1
    assert len(reading.actions[0].timescales) == 2
    assert kinds(reading) == [QuestionKind.JOINED_ACTIONS]


def test_several_sentences_with_one_timescale_are_one_action(read):
    assert len(read(plan(row("Map the need. Train staff."))).actions) == 1


def test_a_review_and_a_due_date_are_one_action(read):
    reading = read(plan(row("Map the need. Train staff.", times="July 2026 (review) December 2026")))
    assert len(reading.actions) == 1
    assert kinds(reading) == []


def test_two_due_dates_are_asked_about(read):
    reading = read(plan(row(times="July 2026 December 2026")))
    assert [time.date for time in reading.actions[0].timescales] == [date(2026, 7, 31), date(2026, 12, 31)]
    assert kinds(reading) == [QuestionKind.TIMESCALES]


def test_a_timescale_that_we_do_not_understand_is_kept_and_asked_about(read):
    reading = read(plan(row(times="when funds allow")))
    assert [piece.text for piece in reading.unassigned] == ["when funds allow"]
    assert str(reading.unassigned[0].source.where) == "line 6, cell 3 (Timescales)"
    assert kinds(reading) == [QuestionKind.UNASSIGNED]


def test_a_missing_timescale_is_asked_about(read):
    assert kinds(read(plan(row(times="")))) == [QuestionKind.NO_TIMESCALE]


def test_a_row_with_success_factors_alone_adds_no_action(read):
    reading = read(plan(row(), row("", "", "", "Less fear")))
    assert len(reading.actions) == 1
    assert [factor.text for factor in reading.strands[0].success_factors] == ["Less fear"]


def test_each_piece_knows_where_it_stood(read):
    action = read(plan(row(), row("Do that."))).actions[1]
    assert str(action.source.where) == "line 7, cell 1 (Action/Objective)"
    assert action.source.text == "Do that."
    assert str(action.leads[0].source.where) == "line 7, cell 2 (Lead/Delivered Through)"
