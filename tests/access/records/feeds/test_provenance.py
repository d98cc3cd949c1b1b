"""Where a record comes from is shown to those who see it; the delivery itself to its own agency alone."""

from tests.deliveries import deliver, episode
from tests.pages import main
from tests.people import Cast, Colleague
from tests.records import MISSING, OWN, POLICE, SAFEGUARDING, TO_COUNTY, ask_owner, client_for, give, make_live


def record_page(people: Cast, who: Colleague) -> str:
    """The page of a record that came in a delivery of Kent Police, as somebody sees it."""
    make_live(POLICE, MISSING)
    give(OWN)
    give(TO_COUNTY)
    deliver(people.pat, [episode(1), episode(2)])
    record_id = ask_owner("select id from feeds_record where row_number = 3")[0][0]
    answer = client_for(who, SAFEGUARDING).get(f"/records/{record_id}/")
    assert answer.status_code == 200
    return main(answer)


def test_the_holders_people_are_led_to_the_delivery(people: Cast) -> None:
    said = record_page(people, people.pat)
    assert "Row 3 of a file of missing episodes" in said
    assert "See the delivery" in said


def test_others_see_agency_row_and_time_and_no_way_to_the_delivery(people: Cast) -> None:
    said = record_page(people, people.sam)
    assert "Agency Kent Police" in said
    assert "Row 3 of a file of missing episodes" in said
    assert "See the delivery" not in said
