"""The real Kent and Medway plan, where it is. Its text is not ours to keep in this repository."""

from datetime import date
from pathlib import Path

import pytest
from tests.samples.plan_documents import as_word
from tests.samples.words_of import words_in_reading, words_in_text

from fourfold.accountability.plan.domain.reading import PlanReading, QuestionKind, TimescaleKind, to_json

SOURCE = Path(__file__).parents[6] / "shared" / "plan" / "kent-and-medway-gangs-action-plan.txt"
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def text() -> str:
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(text, read) -> PlanReading:
    return read(text.encode())


def test_it_has_four_strands_28_actions_and_21_success_factors(plan):
    assert [strand.name for strand in plan.strands] == ["Prevent", "Protect", "Pursue", "Prepare"]
    assert [len(strand.actions) for strand in plan.strands] == [10, 9, 4, 5]
    assert [len(strand.success_factors) for strand in plan.strands] == [5, 6, 6, 4]
    assert plan.title == "Kent and Medway Gangs Action Plan"
    assert plan.strands[3].aim.startswith("Reduce the impact")


def test_numbers_start_anew_in_each_strand(plan):
    for strand in plan.strands:
        assert [action.number for action in strand.actions] == list(range(1, len(strand.actions) + 1))


def test_no_word_is_lost(plan, text):
    assert words_in_reading(plan) == words_in_text(text)
    assert plan.unassigned == ()


def test_the_first_row_is_two_actions_that_share_their_leads(plan):
    profiling, training = plan.strands[0].actions[:2]
    assert profiling.text.endswith("both vulnerable children and adults.")
    assert training.text.startswith("Improve the knowledge-base")
    assert profiling.leads == training.leads
    for action in (profiling, training):
        assert [(time.kind, time.date) for time in action.timescales] == [(TimescaleKind.REVIEW, date(2019, 7, 31))]
    asked = {question.kind for question in plan.questions}
    assert {QuestionKind.JOINED_ACTIONS, QuestionKind.SHARED_LEADS} <= asked


def test_leads_run_together_are_told_apart_and_qualifiers_kept(plan):
    leads = plan.strands[0].actions[0].leads
    assert [lead.written for lead in leads] == [
        "Kent Police",
        "Kent County Council",
        "Medway Council",
        "District and Borough councils",
        "Risks Threats and Vulnerabilities Group",
    ]
    assert leads[2].qualifier.startswith("With input from all partner agencies (in particular Health,")
    mentoring = plan.strands[0].actions[6].leads
    assert len(mentoring) == 1
    assert mentoring[0].qualifier == "lead resources have been proffered by Kent Fire and Rescue and Kent Police"
    channels = plan.strands[3].actions[0].leads
    assert [(lead.written, lead.qualifier) for lead in channels] == [
        (
            "All agencies with statutory safeguarding responsibilities in collaboration",
            "via the Community Safety Partnerships",
        )
    ]


def test_old_names_resolve_to_the_bodies_of_today(plan):
    now = {lead.written: lead.now.name for action in plan.actions for lead in action.leads if lead.now}
    assert now["National Probation Service"] == "Probation Service"
    assert now["Community Rehabilitation Company"] == "Probation Service"
    assert now["Kent and Medway Clinical Commissioning Groups"] == "NHS Kent and Medway ICB"
    assert now["Kent Safeguarding Children Board"] == "Kent Safeguarding Children Multi-Agency Partnership"
    assert now["Medway Safeguarding Children Board"] == "Medway Safeguarding Children Partnership"


def test_every_agency_is_known(plan):
    assert all(lead.now is not None for action in plan.actions for lead in action.leads)


def test_a_semicolon_stays_inside_its_success_factor(plan):
    owned = plan.strands[2].success_factors[4].text
    assert owned.startswith("Gangs as an issue")
    assert "; Learning will be taken" in owned


def test_what_is_asked_is_little(plan):
    assert [question.kind for question in plan.questions] == [
        QuestionKind.JOINED_ACTIONS,
        QuestionKind.SHARED_LEADS,
        QuestionKind.FACTOR_SPLIT,
        QuestionKind.FACTOR_SPLIT,
    ]
    assert str(plan.questions[0].where.where) == "line 6, cell 1 (Action/Objective)"


def test_the_same_words_in_word_give_the_same_reading(plan, text, read):
    assert to_json(read(as_word(text), "plan.docx")) == to_json(plan)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_reading(plan, text, read, encoding):
    assert to_json(read(text.encode(encoding))) == to_json(plan)
