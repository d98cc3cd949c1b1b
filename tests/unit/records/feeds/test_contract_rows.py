"""Rows against the contracts of Fourfold: the rules that protect people, and the small areas of a period."""

import pytest
from tests.contracts import TODAY

from fourfold.engines.tabular.findings import Fault
from fourfold.engines.tabular.inspecting import check_row
from fourfold.records.feeds.domain.contracts import contract, kent_areas

INCIDENT = {
    "incident_reference": "46/1/26",
    "person_reference": "P1",
    "forename": "Ada",
    "surname": "Byron",
    "role": "suspect",
    "occurred_at": "2024-10-01 23:10",
    "offence_group": "robbery",
    "offence": "Robbery",
}
MISSING = {
    "episode_reference": "M1",
    "person_reference": "P1",
    "forename": "Ada",
    "surname": "Byron",
    "date_of_birth": "2012-03-04",
    "role": "at-risk",
    "reported_at": "2026-10-01 21:00",
    "missing_from": "home",
    "district": "Thanet",
    "risk_level": "high",
}
ABSENCE = {
    "upn": "H801200001001",
    "forename": "Ada",
    "surname": "Byron",
    "school_urn": "118229",
    "event": "absence",
    "person_reference": "P1",
    "started_on": "2026-09-01",
    "sessions_possible": "140",
    "sessions_missed": "12",
}


def faults(key: str, values: dict[str, str]) -> list[Fault]:
    """What is wrong with one row."""
    held = check_row(contract(key), values, TODAY).held
    return [fault for row in held for fault in row.faults]


@pytest.mark.parametrize(
    ("key", "values"), [("police-incidents", INCIDENT), ("missing-episodes", MISSING), ("education", ABSENCE)]
)
def test_a_sound_row_enters(key: str, values: dict[str, str]) -> None:
    assert faults(key, values) == []


def test_a_small_area_of_the_other_census_waits() -> None:
    split = next(code for code, after in kent_areas().successors.items() if len(after) > 1)
    (fault,) = faults("police-incidents", INCIDENT | {"lsoa_code": split})
    assert fault.reason == f"{split} is a small area of 2011, and this row needs one of 2021."
    assert kent_areas().in_2021(split)[0] in fault.mend
    assert faults("police-incidents", INCIDENT | {"lsoa_code": split, "occurred_at": "2022-10-01 23:10"}) == []


def test_a_wrong_value_is_said_once_and_breaks_no_further_rule() -> None:
    """The outcome is required of the convicted; one that cannot be read is not said to be missing as well."""
    told = faults("police-incidents", INCIDENT | {"role": "convicted", "outcome": "sent down"})
    assert [fault.reason for fault in told] == ["“sent down” is not one of the codes of Outcome."]


@pytest.mark.parametrize(
    ("key", "values", "change", "said"),
    [
        ("police-incidents", INCIDENT, {"role": "convicted"}, "no outcome says so"),
        ("police-incidents", INCIDENT, {"longitude": "0.52"}, "both longitude and latitude"),
        ("police-incidents", INCIDENT, {"date_of_birth": "2025-01-01"}, "before the person was born"),
        ("police-incidents", INCIDENT, {"pnc_id": "2001/0171310X"}, "check letter"),
        ("missing-episodes", MISSING, {"returned_at": "2026-09-30 21:00"}, "found before they were reported"),
        ("missing-episodes", MISSING, {"placed_by": "E10000016"}, "was not placed by a council"),
        ("missing-episodes", MISSING, {"placed_by": "Kent", "missing_from": "foster"}, "council’s code"),
        ("missing-episodes", MISSING, {"district": "Essex"}, "not one of the codes of District"),
        ("education", ABSENCE, {"sessions_missed": "150"}, "More sessions were missed than were possible"),
        ("education", ABSENCE, {"event": "suspension"}, "has a reason, and none is given"),
        ("education", ABSENCE, {"reason": "OW"}, "Only a suspension or exclusion has a reason"),
        ("education", ABSENCE, {"upn": "A801200001001"}, "check letter"),
    ],
)
def test_what_does_not_fit_together_is_said(
    key: str, values: dict[str, str], change: dict[str, str], said: str
) -> None:
    assert said in " ".join(fault.reason for fault in faults(key, values | change))
