"""The contracts that come with Fourfold: whole, and in step with the catalogue that says what may be shared."""

import pytest
from tests.contracts import TODAY

from fourfold.engines.tabular.contract import Contract, Kind, Rule, Sensitivity
from fourfold.engines.tabular.inspecting import check_row
from fourfold.engines.tabular.refusing import Refusal
from fourfold.records.feeds.domain.contracts import HERE, code_lists, contract, contract_keys, contracts, kent_areas
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.loading import load_catalogue

CLOSED = [one for one in contracts() if not one.is_open]
OPEN = [one for one in contracts() if one.is_open]
ASKED_FOR = {
    *("assault-attendances", "missing-episodes", "return-home-interviews", "police-incidents", "education"),
    *("childrens-social-care", "youth-justice", "probation", "housing-asb", "nrm-referrals", "ae-patterns"),
    *("fire-incidents", "substance-misuse", "street-crime", "postcodes", "lsoa-lookup", "lsoa-wards", "imd-2019"),
    *("imd-2025", "population-2021", "population-2015", "schools"),
}


def keys(found: list[Contract]) -> list[str]:
    """For the names of cases."""
    return [one.key for one in found]


def test_there_is_a_contract_for_every_feed() -> None:
    assert set(contract_keys()) == ASKED_FOR
    assert all(contract(key).key == key for key in contract_keys())


@pytest.mark.parametrize("feed", CLOSED, ids=keys(CLOSED))
def test_a_feed_is_of_a_data_set_and_sent_by_its_holders(feed: Contract) -> None:
    data_set = load_catalogue().data_sets[feed.data_set]
    assert set(feed.owners) <= {sector.value for sector in data_set.sectors}
    assert set(feed.subject.roles) <= set(data_set.subject_roles)
    assert set(feed.subject.roles) <= set(SubjectRole)
    assert feed.subject.kind in {*SubjectKind, "by-age"}


@pytest.mark.parametrize("feed", CLOSED, ids=keys(CLOSED))
def test_columns_become_fields_of_the_data_set_no_less_sensitive(feed: Contract) -> None:
    """A column outside the data set names a role, an identifier for matching alone, or nobody's number."""
    fields = {field.key: field for field in load_catalogue().data_sets[feed.data_set].fields}
    for column in feed.columns:
        if column.field:
            allowed = {fields[column.field].sensitivity.value, Sensitivity.SPECIAL.value}
            assert column.sensitivity.value in allowed, (column.key, allowed)
        else:
            identifiers = {Sensitivity.IDENTIFIER, Sensitivity.PATIENT, Sensitivity.NONE}
            assert column.key == feed.subject.role_column or column.sensitivity in identifiers, column.key


@pytest.mark.parametrize("feed", CLOSED, ids=keys(CLOSED))
def test_a_feed_about_nobody_holds_nothing_personal_and_its_words_are_looked_at(feed: Contract) -> None:
    if feed.subject.kind != SubjectKind.NOBODY:
        return
    assert all(column.sensitivity is Sensitivity.NONE for column in feed.columns)
    free = [one for one in feed.columns if one.kind is Kind.TEXT and not one.pattern]
    assert all(one.nobody for one in free)


@pytest.mark.parametrize("feed", OPEN, ids=keys(OPEN))
def test_open_data_says_whose_it_is(feed: Contract) -> None:
    assert feed.attribution
    assert feed.subject.kind == SubjectKind.NOBODY
    assert all(column.sensitivity is Sensitivity.NONE for column in feed.columns)


def test_people_are_never_told_apart_by_a_flag() -> None:
    """Roles are kept per episode: where a feed knows several, each row says which."""
    assert all(feed.subject.role_column for feed in CLOSED if len(feed.subject.roles) > 1)


def test_a_return_home_interview_after_72_hours_is_noted_and_enters() -> None:
    feed = contract("return-home-interviews")
    rules = [one for one in feed.checks if one.rule is Rule.WITHIN_HOURS]
    assert {(one.columns, one.most) for one in rules} == {
        (("held_at", "returned_at"), 72),
        (("offered_at", "returned_at"), 72),
    }
    values = {
        "interview_reference": "R1",
        "episode_reference": "E1",
        "person_reference": "P1",
        "forename": "Ada",
        "surname": "Byron",
        "date_of_birth": "2012-03-04",
        "role": "at-risk",
        "answer": "accepted",
        "returned_at": "2026-10-01 08:00",
        "offered_at": "2026-10-02 09:00",
        "held_at": "2026-10-05 09:00",
    }
    assert check_row(feed, values, TODAY).rows.num_rows == 1
    assert check_row(feed, values | {"date_of_birth": "2001-03-04"}, TODAY).held
    assert check_row(feed, values | {"answer": "declined"}, TODAY).held


def test_an_outcome_stands_with_no_victim() -> None:
    """Victims are kept apart from suspects (Data Protection Act 2018 s38)."""
    values = {
        "incident_reference": "46/1/26",
        "person_reference": "P1",
        "forename": "Ada",
        "surname": "Byron",
        "role": "victim",
        "occurred_at": "2026-10-01 23:10",
        "offence_group": "robbery",
        "offence": "Robbery",
    }
    feed = contract("police-incidents")
    assert check_row(feed, values, TODAY).rows.num_rows == 1
    held = check_row(feed, values | {"outcome": "charged"}, TODAY).held
    assert "not suspected" in held[0].faults[0].reason


def test_the_lists_are_small_and_whole() -> None:
    assert sum(file.stat().st_size for file in (HERE / "lists").iterdir()) < 150_000
    areas = kent_areas()
    assert (len(areas.codes[2011]), len(areas.codes[2021])) == (1_065, 1_107)
    assert len(areas.codes[2011] & areas.codes[2021]) == 1_028
    assert set(areas.districts.values()) == set(code_lists()["districts"])
    assert "Open Government Licence" in (HERE / "lists" / "README.md").read_text(encoding="utf-8")


def test_an_area_of_2011_knows_its_successors() -> None:
    areas = kent_areas()
    split = next(code for code, after in areas.successors.items() if len(after) > 1)
    assert all(code in areas.codes[2021] for code in areas.in_2021(split))
    same = next(iter(areas.codes[2011] & areas.codes[2021]))
    assert areas.in_2021(same) == (same,)
    assert areas.in_2021("E01000001") == ()


def test_an_unknown_contract_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match="There is no contract crimes"):
        contract("crimes")
