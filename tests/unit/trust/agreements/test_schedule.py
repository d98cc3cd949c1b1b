"""What is wrong with a schedule is told by line and field, with how to mend it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from fourfold.trust.agreements.domain.schedule import Names, frame_defects, line_defects, pair_defects
from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, Line, PartyTerms, Terms, Tier
from fourfold.trust.catalogue.domain.entries import Regime

POLICE, COUNTY, MEDWAY = UUID(int=1), UUID(int=2), UUID(int=3)
NAMES = Names({POLICE: "Kent Police", COUNTY: "Kent County Council", MEDWAY: "Medway Council"})
LINE = Line(
    number=1,
    data_set="missing-episodes",
    fields=("name", "reported_at"),
    subject_kinds=("child",),
    subject_roles=("at-risk",),
    provider_ids=(POLICE,),
    recipient_ids=(COUNTY,),
    recipient_roles=(),
    purpose="missing-children",
    gateway="ca-2004-s10",
    basis="public-task",
    conditions=(),
    handling=("official-sensitive",),
    regime=Regime.GENERAL,
    needs_relationship=True,
    retention="Six years",
)
TERMS = Terms(
    kind=AgreementKind.SHARING_AGREEMENT,
    tier=Tier.PURPOSE,
    reference="KM-1",
    title="Missing children",
    version=1,
    summary="To find them.",
    clauses=(ClauseText("1", "Purpose", "We share."),),
    parties=(PartyTerms(POLICE, "Kent Police"), PartyTerms(COUNTY, "Kent County Council")),
    lines=(LINE,),
    starts_on=date(2026, 5, 1),
    ends_on=date(2027, 5, 1),
    review_on=date(2026, 11, 1),
)


def fields_of(line: Line, terms: Terms = TERMS) -> set[str]:
    return {defect.field for defect in line_defects(line, terms, NAMES)}


def test_a_sound_version_has_none() -> None:
    assert frame_defects(TERMS) == line_defects(LINE, TERMS, NAMES) == pair_defects(TERMS, NAMES) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fields": ()}, "fields"),
        ({"purpose": ""}, "purpose"),
        ({"gateway": ""}, "gateway"),
        ({"retention": ""}, "retention"),
        ({"handling": ()}, "handling"),
        ({"recipient_ids": (POLICE,)}, "recipient_ids"),
        ({"recipient_ids": (MEDWAY,)}, "recipient_ids"),
        ({"starts_on": date(2026, 7, 1), "ends_on": date(2026, 6, 1)}, "ends_on"),
        ({"ends_on": date(2028, 1, 1)}, "starts_on"),
    ],
)
def test_a_defect_names_its_field(changed: dict[str, object], field: str) -> None:
    assert fields_of(replace(LINE, **changed)) == {field}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"handling": ("official",)}, "lines 1 and 2 contradict each other about how it is handled"),
        ({"retention": "A year"}, "lines 1 and 2 contradict each other about how long it is kept"),
        ({}, "lines 1 and 2 say the same twice"),
    ],
)
def test_lines_about_the_same_are_both_named(changed: dict[str, object], words: str) -> None:
    other = replace(LINE, number=2, **changed)  # type: ignore[arg-type]
    [defect] = pair_defects(replace(TERMS, lines=(LINE, other)), NAMES)
    assert words in defect.message
    assert "Kent Police to Kent County Council" in defect.message


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": ("born_on",)},
        {"recipient_ids": (MEDWAY,)},
        {"purpose": "early-help"},
        {"subject_kinds": ("adult",)},
        {"starts_on": date(2026, 9, 1)},
    ],
)
def test_lines_about_other_things_go_together(changed: dict[str, object]) -> None:
    first = replace(LINE, ends_on=date(2026, 9, 1))
    other = replace(LINE, number=2, retention="A year", **changed)  # type: ignore[arg-type]
    assert pair_defects(replace(TERMS, lines=(first, other)), NAMES) == []


def test_a_version_without_an_end_shares_nothing() -> None:
    assert [one.field for one in frame_defects(replace(TERMS, ends_on=None))] == ["ends_on"]
    assert frame_defects(replace(TERMS, ends_on=None, lines=())) == []


def test_an_assessment_is_of_one_agency_about_named_data() -> None:
    found = frame_defects(replace(TERMS, kind=AgreementKind.DPIA))
    assert {one.field for one in found} == {"data_sets", "parties"}
