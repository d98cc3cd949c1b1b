"""Words for places: kinds of area, what became of an area, kinds of place, and where each fact comes from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

VINTAGES = (2011, 2021)
"""The censuses of the small areas. Their codes are not interchangeable: a naive join loses a tenth of the rows."""


class AreaKind(StrEnum):
    """What kind of area a code stands for."""

    LSOA = "lsoa"
    MSOA = "msoa"
    WARD = "ward"
    DISTRICT = "district"
    COUNTY = "county"
    POLICE_FORCE = "police-force"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            AreaKind.LSOA: "Small area (LSOA)",
            AreaKind.MSOA: "Middle area (MSOA)",
            AreaKind.WARD: "Ward",
            AreaKind.DISTRICT: "District",
            AreaKind.COUNTY: "County",
            AreaKind.POLICE_FORCE: "Police force area",
        }[self]


class AreaChange(StrEnum):
    """What became of a small area from one census to the next (the codes U, S, M, X of the national lookup)."""

    UNCHANGED = "unchanged"
    SPLIT = "split"
    MERGED = "merged"
    IRREGULAR = "irregular"
    """Several old areas and several new ones share ground."""


class PlaceKind(StrEnum):
    """What kind of place it is. Public ones may be seen by every partner; a home belongs to the record it is in."""

    HOME = "home"
    SCHOOL = "school"
    STATION = "station"
    PARK = "park"
    STREET = "street"
    HOSPITAL = "hospital"
    LICENSED = "licensed-premises"
    SHOP = "shop"
    PUBLIC_BUILDING = "public-building"
    OTHER = "other-public-place"

    @property
    def is_public(self) -> bool:
        """Whether everybody in the partnership may know of it. A home is somebody's."""
        return self is not PlaceKind.HOME


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact about a place comes from: publisher and product, licence, and the words that must go with it."""

    name: str
    licence: str
    attribution: str


OGL = "Open Government Licence v3.0"
_ONS = "Contains National Statistics data © Crown copyright and database right 2025."
_OS = (
    "Contains OS data © Crown copyright and database right 2025; contains Royal Mail data © Royal Mail copyright and "
    "database right 2025; contains National Statistics data © Crown copyright and database right 2025."
)
SOURCES: Mapping[str, Source] = {
    "ons": Source("Office for National Statistics, names and codes of areas", OGL, _ONS),
    "census-2021": Source("Office for National Statistics, Census 2021", OGL, _ONS),
    "code-point-open": Source("Ordnance Survey, Code-Point Open 2025.4.0", OGL, _OS),
    "nhs-digital": Source(
        "NHS Digital, hospitals", OGL, f"Contains public sector information licensed under the {OGL}."
    ),
}


def changes_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], AreaChange]:
    """What each pair of old and new code says, from all of them together."""
    known = list(pairs)
    after, before = Counter(old for old, _new in known), Counter(new for _old, new in known)
    return {(old, new): _change(after[old], before[new], same=old == new) for old, new in known}


def _change(after: int, before: int, *, same: bool) -> AreaChange:
    if after > 1:
        return AreaChange.IRREGULAR if before > 1 else AreaChange.SPLIT
    if before > 1:
        return AreaChange.MERGED
    return AreaChange.UNCHANGED if same else AreaChange.IRREGULAR
