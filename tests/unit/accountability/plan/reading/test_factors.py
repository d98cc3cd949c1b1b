"""Success factors run together in one cell."""

import pytest

from fourfold.accountability.plan.domain.reading import Place, QuestionKind, Source
from fourfold.accountability.plan.domain.reading.factors import FactorCell, read_factors

PLACES = frozenset(["kent", "medway"])


def cell(text: str) -> FactorCell:
    return read_factors(Source(Place(line=7, cell=4), text), PLACES)


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("Less fear Staff know more", ["Less fear", "Staff know more"]),
        ("Less fear. Staff know more.", ["Less fear.", "Staff know more."]),
        ("Less fear\nStaff know more", ["Less fear", "Staff know more"]),
        ("• less fear • staff know more", ["less fear", "staff know more"]),
        ("Less violence (e.g. Knife crime) Safer streets", ["Less violence (e.g. Knife crime)", "Safer streets"]),
        ("Trust in the Police grows", ["Trust in the Police grows"]),
        ("Cases reach the local Crime Board", ["Cases reach the local Crime Board"]),
        ("Use of powers, Orders included", ["Use of powers, Orders included"]),
        ("", []),
    ],
)
def test_clear_cells_are_split_without_a_question(text, factors):
    found = cell(text)
    assert [factor.text for factor in found.factors] == factors
    assert found.questions == ()


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("Owned by one officer; Learning is shared", ["Owned by one officer; Learning is shared"]),
        ("Shared at Divisional Level Exploration of ways", ["Shared at Divisional Level", "Exploration of ways"]),
        ("Services open to all Victims are helped", ["Services open to all", "Victims are helped"]),
        ("Fear falls. This is measured yearly", ["Fear falls. This is measured yearly"]),
        ("Fewer fights Kent residents feel safe", ["Fewer fights Kent residents feel safe"]),
        ("Fewer fights PSPO breaches fall", ["Fewer fights PSPO breaches fall"]),
    ],
)
def test_what_is_not_certain_is_asked(text, factors):
    found = cell(text)
    assert [factor.text for factor in found.factors] == factors
    (question,) = found.questions
    assert question.kind is QuestionKind.FACTOR_SPLIT
    assert question.proposed == tuple(factors)
