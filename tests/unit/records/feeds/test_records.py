"""What a record must be like."""

from dataclasses import replace
from datetime import date

import pytest

from fourfold.records.feeds.domain.records import NewRecord, is_anonymised, problems_of
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.loading import load_catalogue

TODAY = date(2026, 11, 22)
SOUND = NewRecord(
    data_set="missing-episodes",
    subject_kind=SubjectKind.CHILD,
    subject_role=SubjectRole.AT_RISK,
    occurred_on=date(2026, 11, 1),
    values={"name": "Alex Tanner", "born_on": "2011-03-27", "reported_at": "2026-11-01T22:15"},
)
NOBODY = replace(
    SOUND, data_set="assault-attendances", subject_kind=SubjectKind.NOBODY, subject_role=SubjectRole.NONE
)


def problems(record: NewRecord) -> list[tuple[str, str]]:
    found = problems_of(record, load_catalogue().data_sets.get(record.data_set), TODAY)
    return [(problem.where, problem.message) for problem in found]


def test_a_sound_record_has_no_problem() -> None:
    assert problems(SOUND) == []
    assert problems(replace(NOBODY, values={"method": "Knife"})) == []


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"data_set": "rumours"}, "data_set", "No data set is called “rumours”"),
        ({"data_set": "cp-is"}, "data_set", "looked up elsewhere"),
        ({"occurred_on": date(2026, 11, 23)}, "occurred_on", "in the future"),
        ({"subject_role": SubjectRole.SUSPECT}, "subject_role", "knows people as: at-risk, victim, none"),
        ({"subject_kind": SubjectKind.NOBODY}, "subject_kind", "is about people"),
        ({"values": {}}, "values", "says nothing"),
        ({"values": {"shoe_size": "44"}}, "shoe_size", "has no field “shoe_size”"),
        ({"values": {"name": " "}}, "name", "Leave a field out"),
        ({"values": {"name": 7}}, "name", "write values as text"),
        ({"values": {"name": "x" * 501}}, "name", "501 characters"),
        ({"values": {"name": "a\x00b"}}, "name", "NUL"),
        ({"values": {"born_on": "27.3.2011"}}, "born_on", "Write it like 2026-11-22"),
        ({"values": {"reported_at": "late"}}, "reported_at", "Write it like 2026-11-22T15:15"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_how_to_mend_it(
    changes: dict[str, object], where: str, said: str
) -> None:
    found = problems(replace(SOUND, **changes))
    assert [place for place, message in found if said in message] == [where]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"subject_kind": SubjectKind.CHILD}, "subject_kind"),
        ({"person": "4711"}, "reference"),
        ({"is_restricted": True}, "is_restricted"),
    ],
)
def test_an_anonymised_record_tells_of_nobody(changes: dict[str, object], where: str) -> None:
    assert where in {place for place, _message in problems(replace(NOBODY, values={"method": "Knife"}, **changes))}


def test_a_data_set_is_anonymised_when_no_field_holds_personal_data() -> None:
    assert [key for key, found in load_catalogue().data_sets.items() if is_anonymised(found)] == [
        "assault-attendances"
    ]
