"""What the law says to a line: refused where it must be, told why, and how to mend it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.sharing import CHARITY, COUNCIL, DISTRICT, HEALTH, POLICE, PROBATION, SCHOOL, TODAY, line

from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.domain.law import LawProblem, LineFacts, fitting_gateways, is_personal, line_problems
from fourfold.trust.catalogue.domain.loading import load_catalogue

CATALOGUE = load_catalogue()
TREATMENT = {
    "data_set": "substance-misuse",
    "fields": ("name", "treatment"),
    "providers": (HEALTH,),
    "recipients": (POLICE,),
    "purpose": "serious-violence",
    "gateway": "pcsca-2022-s16",
    "conditions": ("sch1-unlawful-acts",),
}
INCIDENTS = {"data_set": "police-incidents", "fields": ("name", "offence", "injury"), "providers": (POLICE,)}


def problems(asked: LineFacts) -> list[LawProblem]:
    """What is wrong with a line today."""
    return line_problems(asked, CATALOGUE, TODAY)


def said(asked: LineFacts, where: str) -> str:
    """What is said of one part of a line."""
    return " ".join(f"{one.message} {one.mend}" for one in problems(asked) if one.where == where)


def test_a_lawful_line_has_no_problem() -> None:
    assert problems(line()) == []


def test_section_16_refuses_patient_information_and_offers_what_fits() -> None:
    asked = line(**TREATMENT)
    text = said(asked, "gateway")
    assert "section 16 does not authorise patient information: Name and Treatment." in text
    assert "does not authorise personal information held in health." in text
    assert "These would carry it: Crime and Disorder Act 1998, section 115." in text
    assert problems(replace(asked, gateway="cda-1998-s115")) == []


def test_section_16_refuses_what_social_care_holds() -> None:
    asked = line(
        data_set="childrens-social-care", fields=("name",), providers=(COUNCIL,), recipients=(POLICE,),
        purpose="serious-violence", gateway="pcsca-2022-s16", conditions=(),
    )  # fmt: skip
    assert "personal information held in social care" in said(asked, "gateway")


def test_section_16_carries_what_a_school_or_the_police_hold() -> None:
    by = {"purpose": "serious-violence", "gateway": "pcsca-2022-s16", "conditions": ()}
    assert problems(line(data_set="education", fields=("name", "absence"), providers=(SCHOOL,), **by)) == []
    assert problems(line(fields=("name", "reported_at"), **by)) == []


def test_anonymous_patterns_go_by_section_16_and_17a() -> None:
    asked = line(
        data_set="assault-attendances", fields=("assaulted_at", "location_type"), providers=(HEALTH,),
        recipients=(DISTRICT,), purpose="serious-violence", gateway="pcsca-2022-s16", conditions=(),
    )  # fmt: skip
    assert problems(asked) == []
    assert problems(replace(asked, gateway="cda-1998-s17a")) == []
    assert not is_personal(asked, CATALOGUE)
    assert is_personal(line(), CATALOGUE)


def test_depersonalised_means_no_personal_field() -> None:
    asked = line(purpose="community-safety", gateway="cda-1998-s17a")
    assert "section 17A does not authorise personal data and special category data" in said(asked, "gateway")


def test_a_gateway_that_has_not_begun_is_refused_and_others_are_offered() -> None:
    text = said(line(gateway="ca-2004-s16la"), "gateway")
    assert "section 16LA is not in force: when it begins is not known." in text
    assert "Children Act 2004, section 11" in text


@pytest.mark.parametrize(
    ("since", "until", "starts_on", "ends_on", "expected"),
    [
        (date(2027, 1, 1), None, None, None, "is in force from 1 January 2027 only"),
        (date(2020, 1, 1), date(2026, 11, 22), None, None, "ended on 22 November 2026"),
        (date(2020, 1, 1), date(2027, 1, 1), None, None, "ends on 1 January 2027, before the line does"),
        (date(2020, 1, 1), date(2027, 1, 1), None, date(2027, 1, 2), "before the line does"),
        (date(2020, 1, 1), date(2027, 1, 1), None, date(2027, 1, 1), ""),
        (date(2027, 1, 1), None, date(2027, 1, 1), None, ""),
        (date(2027, 1, 1), None, date(2026, 12, 31), None, "is in force from 1 January 2027 only"),
    ],
)
@pytest.mark.parametrize("kind", ["purposes", "gateways", "bases", "conditions"])
def test_every_record_is_in_force_for_the_whole_period(kind, since, until, starts_on, ends_on, expected) -> None:
    key = {"purposes": "missing-children", "gateways": "ca-2004-s11", "bases": "public-task",
           "conditions": "sch1-safeguarding"}[kind]  # fmt: skip
    entries = dict(getattr(CATALOGUE, kind))
    entries[key] = replace(entries[key], since=since, until=until)
    found = line_problems(line(starts_on=starts_on, ends_on=ends_on), replace(CATALOGUE, **{kind: entries}), TODAY)
    assert expected in " ".join(one.message for one in found)
    assert bool(found) is bool(expected)


def test_the_purpose_is_one_that_the_gateway_serves() -> None:
    text = said(line(gateway="care-act-2014-s45"), "gateway")
    assert "does not serve the purpose “Finding missing children”" in text
    assert "Care Act 2014, section 45 " in text


def test_unknown_keys_are_named_with_what_comes_near() -> None:
    asked = line(data_set="missing-episode", purpose="missing-child", gateway="s115", basis="publik-task",
                 conditions=("sch1-safegarding",))  # fmt: skip
    found = problems(asked)
    mended = {one.where: one.mend for one in found}
    assert mended["data_set"] == "Did you mean missing-episodes?"
    assert "missing-children" in mended["purpose"]
    assert mended["basis"] == "Did you mean public-task?"
    assert mended["conditions"].startswith("Did you mean sch1-safeguarding or ")
    assert said(line(fields=("nmae",)), "fields").endswith("'nmae'. Did you mean name?")


def test_special_category_data_needs_a_condition_and_its_policy_document() -> None:
    assert "special category data needs a condition of UK GDPR Art 9" in said(line(conditions=()), "conditions")
    text = said(line(has_policy_document=False), "conditions")
    assert "An appropriate policy document must be in force for: Safeguarding children" in text
    assert problems(line(fields=("name",), conditions=(), has_policy_document=False)) == []


def test_criminal_offence_data_needs_its_own_condition() -> None:
    asked = line(**INCIDENTS, gateway="ca-1989-s47", purpose="safeguarding-children", recipients=(SCHOOL,))
    assert problems(asked) == []
    text = said(replace(asked, conditions=("sch1-equality",)), "conditions")
    assert "criminal offence data needs a condition under UK GDPR Art 10" in text


def test_the_health_condition_asks_for_no_policy_document() -> None:
    asked = line(conditions=("art9-health-or-social-care",), has_policy_document=False)
    assert problems(asked) == []


def test_law_enforcement_data_is_held_by_competent_authorities_alone() -> None:
    inside = line(
        **INCIDENTS, recipients=(PROBATION,), purpose="law-enforcement", gateway="common-law-policing",
        basis="law-enforcement-task", conditions=("sch8-statutory-purposes",), regime=Regime.LAW_ENFORCEMENT,
    )  # fmt: skip
    assert problems(inside) == []
    assert "Kent schools is no competent authority" in said(replace(inside, recipients=(SCHOOL,)), "regime")
    assert "needs a condition of Sch 8" in said(replace(inside, conditions=()), "conditions")
    assert "data that stays within law enforcement" in said(replace(inside, basis="public-task"), "basis")


def test_data_that_leaves_law_enforcement_stands_under_uk_gdpr() -> None:
    leaving = line(**INCIDENTS, recipients=(SCHOOL,), purpose="safeguarding-children", gateway="ca-1989-s47")
    assert problems(leaving) == []
    text = said(replace(leaving, basis="law-enforcement-task"), "basis")
    assert "leaves law enforcement only where the law authorises it" in text
    found = problems(replace(leaving, conditions=("sch8-safeguarding",)))
    assert {one.where for one in found} == {"conditions"}
    assert "own-functions" in CATALOGUE.gateways
    assert "covers only what an agency does itself" in said(replace(leaving, gateway="own-functions"), "gateway")


def test_data_that_enters_law_enforcement_needs_both_laws() -> None:
    entering = line(
        recipients=(POLICE,), providers=(POLICE,), purpose="law-enforcement", gateway="common-law-policing",
        regime=Regime.LAW_ENFORCEMENT,
    )  # fmt: skip
    assert "needs a condition of Sch 8" in said(entering, "conditions")
    both = replace(entering, conditions=("sch1-unlawful-acts", "sch8-statutory-purposes"))
    assert problems(both) == []


def test_the_regime_is_that_of_the_purpose() -> None:
    assert "stands under UK GDPR, the line under Law enforcement" in said(
        line(regime=Regime.LAW_ENFORCEMENT), "regime"
    )


def test_a_provider_holds_what_it_gives() -> None:
    text = said(line(providers=(SCHOOL,)), "provider_ids")
    assert text.startswith("Kent schools does not hold “Missing episodes”: it belongs to police.")


def test_a_look_up_is_asked_by_those_who_may() -> None:
    asked = line(data_set="cp-is", fields=("plan_type",), providers=(COUNCIL,), recipients=(HEALTH,),
                 purpose="safeguarding-children")  # fmt: skip
    assert problems(asked) == []
    assert "Kent Police may not ask" in said(replace(asked, recipients=(POLICE,)), "recipient_ids")


def test_legitimate_interests_are_for_voluntary_bodies() -> None:
    assert "not open to a public authority in its tasks: Kent Police" in said(
        line(basis="legitimate-interests"), "basis"
    )
    interviews = line(data_set="return-home-interviews", fields=("name",), providers=(CHARITY,))
    assert problems(replace(interviews, basis="legitimate-interests")) == []


def test_own_use_needs_no_other_gateway() -> None:
    own = line(recipients=(POLICE,), gateway="own-functions", is_own_use=True)
    assert problems(own) == []
    assert "own-functions" not in [one.key for one in fitting_gateways(line(), CATALOGUE, TODAY)]
    assert "own-functions" in [one.key for one in fitting_gateways(replace(own, gateway=""), CATALOGUE, TODAY)]


def test_every_problem_says_where_and_how_to_mend_it() -> None:
    asked = line(**TREATMENT | {"conditions": (), "regime": Regime.LAW_ENFORCEMENT, "basis": "nonsense"})
    for problem in problems(asked):
        assert problem.where in LineFacts.__dataclass_fields__
        assert problem.mend.endswith((".", "?"))
