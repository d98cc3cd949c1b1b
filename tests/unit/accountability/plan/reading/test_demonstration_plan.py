"""The demonstration's plan: the shape of the real one, in our own words."""

from pathlib import Path

import pytest
from tests.samples.plan_documents import as_word
from tests.samples.words_of import words_in_reading, words_in_text

from fourfold import project
from fourfold.accountability.plan.domain.reading import PlanReading, QuestionKind, to_json

FILE = Path(project.__file__).parent / "demonstration" / "kent-and-medway-plan.txt"


@pytest.fixture(scope="module")
def plan(read) -> PlanReading:
    return read(FILE.read_bytes())


def test_it_has_the_shape_of_the_real_plan(plan):
    assert plan.title == "Kent and Medway Gangs Action Plan (demonstration)"
    assert [len(strand.actions) for strand in plan.strands] == [10, 9, 4, 5]
    assert [len(strand.success_factors) for strand in plan.strands] == [5, 6, 6, 4]


def test_nothing_is_open_but_the_joined_row(plan):
    assert plan.unassigned == ()
    assert [question.kind for question in plan.questions] == [
        QuestionKind.JOINED_ACTIONS,
        QuestionKind.SHARED_LEADS,
    ]


def test_no_word_is_lost(plan):
    assert words_in_reading(plan) == words_in_text(FILE.read_text(encoding="utf-8"))


def test_it_shows_succession(plan):
    changed = {
        lead.written
        for action in plan.actions
        for lead in action.leads
        if lead.agency and lead.now and lead.agency.key != lead.now.key
    }
    assert changed == {
        "National Probation Service",
        "Community Rehabilitation Company",
        "Kent and Medway Clinical Commissioning Groups",
    }


def test_its_actions_are_short(plan):
    assert all(10 <= len(action.text.split()) <= 30 for action in plan.actions)


def test_as_a_word_document_it_reads_the_same(plan, read):
    assert to_json(read(as_word(FILE.read_text(encoding="utf-8")), "plan.docx")) == to_json(plan)
