"""Lead cells: who leads, who only takes part, and who is unknown."""

from datetime import date

import pytest

from fourfold.accountability.plan.domain.reading import Place, QuestionKind, Source
from fourfold.accountability.plan.domain.reading.leads import LeadCell, read_leads


@pytest.fixture
def leads(register):
    def reading(text: str) -> LeadCell:
        return read_leads(Source(Place(line=7, cell=2), text), register, date(2026, 11, 22))

    return reading


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kent Police Kent County Council", ["Kent Police", "Kent County Council"]),
        ("Kent Police, Medway Council; KCC", ["Kent Police", "Medway Council", "KCC"]),
        ("Kent Police\nMedway Council", ["Kent Police", "Medway Council"]),
        ("Kent and Medway Schools Kent Police", ["Kent and Medway Schools", "Kent Police"]),
        ("KENT POLICE   medway council", ["KENT POLICE", "medway council"]),
        ("Kent Fire & Rescue", ["Kent Fire & Rescue"]),
        (
            "Kent and Medway Clinical Commissioning Groups Kent Police",
            ["Kent and Medway Clinical Commissioning Groups", "Kent Police"],
        ),
        ("Health", ["Health"]),
    ],
)
def test_agencies_are_told_apart_by_their_longest_spelling(leads, text, written):
    assert [lead.written for lead in leads(text).leads] == written
    assert leads(text).questions == ()


def test_a_qualifier_belongs_to_the_agency_before_it(leads):
    first, second = leads("Kent Police With input from all partner agencies (above all Health) KCC").leads
    assert first.qualifier == "With input from all partner agencies (above all Health)"
    assert [agency.key for agency in first.mentions] == ["all-partners", "health"]
    assert (second.written, second.qualifier) == ("KCC", "")


def test_an_agency_behind_via_does_not_lead(leads):
    (lead,) = leads("Kent Police, via the Community Safety Partnerships and Medway Council").leads
    assert lead.qualifier == "via the Community Safety Partnerships and Medway Council"


def test_a_second_agency_behind_via_and_is_asked_about(leads):
    (question,) = leads("Kent Police via KFRS and Medway Council").questions
    assert question.kind is QuestionKind.LEAD_OR_PARTNER
    assert question.proposed == ("Medway Council",)


def test_small_words_before_an_agency_are_kept_apart(leads):
    _, second = leads("Kent Police and also the Medway Council").leads
    assert (second.connective, second.written) == ("and also the", "Medway Council")


def test_words_before_the_first_agency_are_its_own(leads):
    (lead,) = leads("Led by Kent Police").leads
    assert (lead.connective, lead.written) == ("Led by", "Kent Police")


def test_an_unknown_agency_is_kept_whole_and_asked_about(leads):
    cell = leads("Kent Police Bureau of Quiet Streets Medway Council")
    assert [lead.written for lead in cell.leads] == ["Kent Police", "Bureau of Quiet Streets", "Medway Council"]
    assert cell.leads[1].now is None
    assert [question.kind for question in cell.questions] == [QuestionKind.UNKNOWN_AGENCY]


def test_a_short_name_inside_a_longer_unknown_one_is_not_taken_for_itself(leads):
    assert [lead.written for lead in leads("Coastal Health Collective").leads] == ["Coastal Health Collective"]


@pytest.mark.parametrize("text", ["", "to be confirmed", "  "])
def test_a_cell_that_names_nobody_is_asked_about_and_kept(leads, text):
    cell = leads(text)
    assert cell.leads == ()
    assert "".join(cell.left_over) == text.strip()
    assert [question.kind for question in cell.questions] == [QuestionKind.NO_LEAD]


def test_a_bracket_that_is_never_closed_hides_nobody(leads):
    assert [lead.written for lead in leads("Kent Police (with care Medway Council").leads] == [
        "Kent Police",
        "Medway Council",
    ]
