"""Published data: read by everybody who has signed in, once its delivery is whole; identical rows are kept apart."""

from tests.deliveries import deliver
from tests.people import Cast
from tests.records import ask_owner

from fourfold.ground.kernel.actors import NOBODY
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.models import OpenRow
from fourfold.records.feeds.operations import undo

ASB = {
    "Crime ID": "",
    "Month": "2022-04",
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
CRIME = {**ASB, "Crime ID": "a" * 64, "Crime type": "Burglary", "Last outcome category": "Under investigation"}


DRUGS = [{**ASB, "Crime ID": str(number) * 64, "Crime type": "Drugs"} for number in range(6)]


def rows_seen(people: Cast) -> list[tuple[str, str]]:
    """What somebody of another agency sees, without drugs: category and outcome."""
    with people.vic.acting():
        rows = OpenRow.objects.exclude(category="drugs")
        return sorted((row.category, row.values.get("outcome", "")) for row in rows)


def test_identical_rows_are_separate_incidents(people: Cast) -> None:
    delivery = deliver(people.pat, [ASB, ASB, CRIME], contract="street-crime")
    assert (delivery.counts["entered"], delivery.counts["already_here"]) == (3, 0)
    assert [category for category, _outcome in rows_seen(people)] == [
        "anti-social-behaviour",
        "anti-social-behaviour",
        "burglary",
    ]
    with people.vic.acting():
        row = OpenRow.objects.filter(category="burglary").get()
    assert (f"{row.month}", row.lsoa_code, row.lsoa_vintage, row.district_code) == (
        "2022-04-01",
        "E01024047",
        2011,
        "E07000106",
    )


def test_a_republished_month_corrects_and_doubles_nothing(people: Cast) -> None:
    first = deliver(people.pat, [*DRUGS, ASB, ASB, CRIME], contract="street-crime")
    later = {**CRIME, "Last outcome category": "Offender given a caution"}
    second = deliver(people.pat, [*DRUGS, ASB, ASB, ASB, later], contract="street-crime")
    assert (second.counts["entered"], second.counts["already_here"], second.counts["corrected"]) == (2, 8, 1)
    assert [category for category, _ in rows_seen(people)] == ["anti-social-behaviour"] * 3 + ["burglary"]
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=second.pk, because="Published in error.")
    assert [category for category, _ in rows_seen(people)] == ["anti-social-behaviour"] * 2 + ["burglary"]
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=first.pk, because="Published in error.")
    assert rows_seen(people) == []
    assert ask_owner("select count(*) from feeds_openrow") == [[11]]


def test_whoever_has_not_signed_in_sees_nothing(people: Cast) -> None:
    deliver(people.pat, [ASB, CRIME], contract="street-crime")
    with acting_as(NOBODY):
        assert not OpenRow.objects.exists()
    with people.leo.acting():
        assert not OpenRow.objects.exists()
