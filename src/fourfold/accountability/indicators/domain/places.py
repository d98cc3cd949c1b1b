"""The places that a series can be about, by their official codes, with the residents that rates are made with."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

WHOLE = "E23000032"
"""Kent and Medway: the area of Kent Police."""
UNPLACED, OUTSIDE = "unplaced", "outside"


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `residents` is its usual residents at the census of 2021, where we have them."""

    code: str
    name: str
    residents: int | None = None
    is_district: bool = False


_DISTRICTS = {
    "E07000105": "Ashford",
    "E07000106": "Canterbury",
    "E07000107": "Dartford",
    "E07000108": "Dover",
    "E07000112": "Folkestone and Hythe",
    "E07000109": "Gravesham",
    "E07000110": "Maidstone",
    "E06000035": "Medway",
    "E07000111": "Sevenoaks",
    "E07000113": "Swale",
    "E07000114": "Thanet",
    "E07000115": "Tonbridge and Malling",
    "E07000116": "Tunbridge Wells",
}
_WIDER = {"E12000008": "South East", "E92000001": "England", "K04000001": "England and Wales"}
_APART = {UNPLACED: "No place recorded", OUTSIDE: "Outside Kent and Medway"}


def extract(name: str) -> list[dict[str, str]]:
    """The rows of one of the open series that Fourfold ships."""
    file = resources.files("fourfold.accountability.indicators.extracts").joinpath(name)
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


@cache
def places() -> dict[str, Place]:
    """Every place by its code: Kent and Medway, Kent, the 13 districts by name, wider areas, what has no place."""
    counts = {row["place"]: int(row["residents"]) for row in extract("residents_2021.csv")}
    county = sum(count for code, count in counts.items() if code.startswith("E07"))
    whole = [
        Place(WHOLE, "Kent and Medway", sum(counts.values())),
        Place("E10000016", "Kent County Council area", county),
    ]
    districts = [Place(code, name, counts[code], is_district=True) for code, name in _DISTRICTS.items()]
    others = [Place(code, name) for code, name in (_WIDER | _APART).items()]
    return {place.code: place for place in (*whole, *districts, *others)}


def place_called(text: str) -> Place | None:
    """The place with this code or name, however spaced or capitalised; `Kent` alone is taken for no place."""
    said = " ".join(text.replace("&", "and").split()).casefold()
    for place in places().values():
        if said in (place.code.casefold(), place.name.casefold()):
            return place
    return None
