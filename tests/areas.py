"""Figures of districts for tests: made-up rows delivered under real contracts, and published by the measurer."""

from collections.abc import Mapping

from tests.deliveries import deliver, episode
from tests.people import Cast
from tests.records import make_live

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.models import Delivery
from fourfold.records.reports.operations.areas import publish_areas
from fourfold.trust.partnership.domain.roles import MEASURER

THANET, MEDWAY, DOVER = "E07000114", "E06000035", "E07000108"
POLICE, MISSING = "kent-police", "missing-episodes"


def episodes_in(counts: Mapping[str, int], *, start: int = 0, month: str = "2026-01") -> list[dict[str, str]]:
    """So many episodes of children in each district, each of another child."""
    codes = [code for code, count in counts.items() for _ in range(count)]
    return [
        episode(start + number, district=code, reported_at=f"{month}-05 21:30", returned_at=f"{month}-06 07:10")
        for number, code in enumerate(codes)
    ]


def deliver_episodes(people: Cast, counts: Mapping[str, int], *, start: int = 0, month: str = "2026-01") -> Delivery:
    """Kent Police deliver them."""
    return deliver(people.pat, episodes_in(counts, start=start, month=month))


def police_are_live() -> None:
    """Kent Police hold missing episodes."""
    make_live(POLICE, MISSING)


def publish() -> int:
    """The measurer publishes what is due."""
    with acting_as(MEASURER.actor):
        return publish_areas(actor=MEASURER, now=now())


def crimes(codes: Mapping[str, int], *, month: str = "2019-01") -> list[dict[str, str]]:
    """So many published violent crimes for each code of a small area; "" has no place."""
    placed = [code for code, count in codes.items() for _ in range(count)]
    return [
        {
            "Crime ID": f"{number:064x}",
            "Month": month,
            "Reported by": "Kent Police",
            "Falls within": "Kent Police",
            "Longitude": "1.0" if code else "",
            "Latitude": "51.2" if code else "",
            "Location": "On or near Made-up Street" if code else "No location",
            "LSOA code": code,
            "LSOA name": "",
            "Crime type": "Violence and sexual offences",
            "Last outcome category": "Under investigation",
            "Context": "",
        }
        for number, code in enumerate(placed)
    ]
