"""How good a feed is, as everybody in the partnership reads it: late, valid, filled; and nothing of anybody."""

from datetime import timedelta

import pytest
from tests.deliveries import deliver, episode
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf
from tests.records import agency, make_live

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations import undo
from fourfold.records.reports.models import FeedQuality
from fourfold.records.reports.operations.quality_measuring import measure_after_news, measure_quality
from fourfold.trust.partnership.domain.roles import MEASURER

PAGE = "/data/quality/missing-episodes/"
ASB = {
    "Crime ID": "",
    "Month": f"{today() - timedelta(days=70):%Y-%m}",
    "Reported by": "Kent Police",
    "Falls within": "Kent Police",
    "Longitude": "1.0789",
    "Latitude": "51.2802",
    "Location": "On or near Car Park",
    "LSOA code": "E01024047",
    "LSOA name": "Canterbury 014B",
    "Crime type": "Anti-social behaviour",
    "Last outcome category": "",
    "Context": "",
}


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police are to send missing episodes."""
    make_live("kent-police", "missing-episodes")


def measure() -> int:
    """Measure all feeds, as the job does."""
    with acting_as(MEASURER.actor):
        return measure_quality(actor=MEASURER, now=now())


def figures(contract: str = "missing-episodes") -> dict[str, object]:
    """What was stored of Kent Police's feed in this month."""
    with acting_as(MEASURER.actor):
        row = FeedQuality.objects.get(
            contract=contract, holder_id=agency("kent-police"), month=today().replace(day=1)
        )
        return dict(row.figures)


def test_a_feed_that_never_came_is_late_from_its_first_due_day(people: Cast, client_of: ClientOf) -> None:
    measure()
    page = main(client_of(people.vic).get("/data/quality/"))
    assert "Missing episodes 59 days late" in page
    assert "None has come yet" in page
    assert "Street-level crime" in page.split("nobody sends yet")[1]


def test_figures_of_a_delivery_tell_of_nobody(people: Cast) -> None:
    rows = [episode(number, ethnicity="A1" if number < 20 else "") for number in range(60)]
    wrong = [episode(number, risk_level="purple") for number in range(60, 72)]
    few = [episode(80, district="nowhere")]
    deliver(people.pat, rows + wrong + few)
    measure()
    found = figures()
    assert found["rows"] == 75
    assert found["valid"] == "80"
    assert found["faults"] == {"risk_level": 10, "district": None}
    state = found["now"]
    assert isinstance(state, dict)
    assert state["days_late"] == 0
    assert state["filled"]["ethnicity"] == "35"
    assert state["filled"]["risk_level"] == "most"
    assert state["linked"] is None


def test_the_page_says_how_a_feed_stands_and_who_may_see_more(people: Cast, client_of: ClientOf) -> None:
    rows = [episode(number) for number in range(40)] + [episode(50, risk_level="purple")]
    deliver(people.pat, rows)
    measure()
    page = main(client_of(people.vic).get(PAGE))
    assert "Kent Police In order" in page
    assert "All, or all but 7 at most taken as sent" in page
    assert "Not linked yet" in page
    assert "In 7 rows or fewer each: Risk as assessed." in page
    assert "purple" not in page
    assert "Your deliveries of this feed" not in page
    assert "Your deliveries of this feed" in main(client_of(people.pat).get(PAGE))


def test_news_are_measured_and_only_news(people: Cast) -> None:
    delivery = deliver(people.pat, [episode(number) for number in range(9)])
    with acting_as(MEASURER.actor):
        assert measure_after_news(actor=MEASURER, now=now()) == 1
        assert measure_after_news(actor=MEASURER, now=now()) == 0
    with people.pat.acting() as pat:
        undo(actor=pat, now=now(), delivery_id=delivery.pk, because="It was the wrong extract.")
    with acting_as(MEASURER.actor):
        assert measure_after_news(actor=MEASURER, now=now()) == 1
    assert figures()["deliveries"] == 0


def test_published_data_is_counted_as_it_is(people: Cast) -> None:
    deliver(people.pat, [ASB, ASB, {**ASB, "LSOA code": "", "LSOA name": ""}], contract="street-crime")
    measure()
    found = figures("street-crime")
    assert (found["rows"], found["valid"]) == (3, "100.0")
    state = found["now"]
    assert isinstance(state, dict)
    assert state["volume"][ASB["Month"]] == 3


def test_pages_take_few_queries_however_many_feeds(people: Cast, client_of: ClientOf) -> None:
    deliver(people.pat, [episode(number) for number in range(9)])
    deliver(people.pat, [ASB], contract="street-crime")
    measure()
    client = client_of(people.vic)
    for address in ("/data/quality/", PAGE):
        assert len(queries_of(client, address)) <= MOST_QUERIES
    assert client.get("/data/quality/no-such-feed/").status_code == 404
