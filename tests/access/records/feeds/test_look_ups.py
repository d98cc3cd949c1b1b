"""Look-ups in CP-IS: recorded under a grant, read by the asking agency, and nobody pretends to have asked."""

from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError
from tests import pages, records
from tests.people import Cast, ClientOf
from tests.records import COUNTY, HEALTH, SAFEGUARDING, Given

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.records.feeds.domain.lookups import Answer, Setting
from fourfold.records.feeds.models import LookUp
from fourfold.records.feeds.operations import NewLookUp, record_look_up

GRANT = Given(COUNTY, HEALTH, "cp-is", SAFEGUARDING, ("plan_type",), kinds=("child",), roles=("at-risk",))
NEW = NewLookUp(Setting.EMERGENCY_DEPARTMENT, "ED/26/4471", now() - timedelta(hours=1), Answer.ANSWERED)
TYPED = {
    "setting": "emergency-department",
    "local_reference": "ED/26/4471",
    "asked_on_day": f"{NEW.asked_at:%d}",
    "asked_on_month": f"{NEW.asked_at:%m}",
    "asked_on_year": f"{NEW.asked_at:%Y}",
    "asked_time": "00.01",
    "answer": "answered",
}


@pytest.fixture
def grant(people: Cast) -> object:
    return records.give(GRANT)


def test_a_look_up_is_recorded_and_seen_by_the_agency(people: Cast, grant: object, client_of: ClientOf) -> None:
    client = records.client_for(people.hal, SAFEGUARDING)
    answer = client.post("/look-ups/new/", TYPED, follow=True)
    text = pages.words(answer)
    assert "The look-up is recorded" in text
    assert "ED/26/4471" in text
    assert "An answer came" in text
    assert "Fourfold does not ask the national service" in text
    assert "ED/26/4471" not in pages.words(client_of(people.sam).get("/look-ups/"))
    ((purpose, detail),) = records.ask_owner(
        "select purpose as a, detail as b from audit_entry where permission = 'look-up:record'"
    )
    assert purpose == SAFEGUARDING
    assert detail["grant"] == str(grant)


def test_without_a_grant_there_is_none(people: Cast, client_of: ClientOf) -> None:
    with records.sight(people.hal, SAFEGUARDING) as sight, pytest.raises(NotAllowed):
        record_look_up(sight=sight, now=now(), new=NEW)
    with (
        records.sight(people.hal, SAFEGUARDING) as sight,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        LookUp.objects.bulk_create([_row(people, records.give(GRANT.changed(purpose="community-safety")))])


def test_it_is_recorded_in_ones_own_name_alone(people: Cast, grant: object) -> None:
    with records.sight(people.hal, SAFEGUARDING), pytest.raises(ProgrammingError, match="row-level security"):
        LookUp.objects.bulk_create([_row(people, grant, asked_by_id=people.pat.person_id)])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"local_reference": "943 476 5919"}, "an NHS number"),
        ({"asked_at": now() + timedelta(hours=2)}, "in the future"),
        ({"asked_at": now() - timedelta(days=9)}, "within 7 days"),
        ({"local_reference": "  "}, "your own number"),
    ],
)
def test_what_is_not_sound_is_refused_with_the_reason(
    people: Cast, grant: object, changes: dict[str, object], said: str
) -> None:
    new = NewLookUp(**{**{name: getattr(NEW, name) for name in NEW.__slots__}, **changes})  # type: ignore[arg-type]
    with records.sight(people.hal, SAFEGUARDING) as sight, pytest.raises(BadInput, match=said):
        record_look_up(sight=sight, now=now(), new=new)


def _row(people: Cast, grant_id: object, **changes: object) -> LookUp:
    usual = {
        "agency_id": records.agency(HEALTH),
        "asked_by_id": people.hal.person_id,
        "asked_at": NEW.asked_at,
        "setting": NEW.setting,
        "local_reference": "ED/26/1",
        "answer": NEW.answer,
        "purpose": SAFEGUARDING,
        "grant_id": grant_id,
        "recorded_at": now(),
    }
    return LookUp(**{**usual, **changes})
