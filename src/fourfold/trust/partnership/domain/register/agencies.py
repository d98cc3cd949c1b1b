"""What the register holds: agencies, bodies and collectives, and what became of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AgencyType(StrEnum):
    """What kind of body it is. A collective stands for several bodies that a plan names together."""

    COUNCIL_COUNTY = "council-county"
    COUNCIL_UNITARY = "council-unitary"
    COUNCIL_DISTRICT = "council-district"
    PARISH = "parish"
    POLICE = "police"
    POLICE_OVERSIGHT = "police-oversight"
    PROBATION = "probation"
    JUSTICE = "justice"
    YOUTH_JUSTICE = "youth-justice"
    HEALTH = "health"
    FIRE = "fire"
    EDUCATION = "education"
    SAFEGUARDING_PARTNERSHIP = "safeguarding-partnership"
    COMMUNITY_SAFETY_PARTNERSHIP = "community-safety-partnership"
    VOLUNTARY = "voluntary"
    COLLECTIVE = "collective"


class Tier(StrEnum):
    """How far the body reaches."""

    NATIONAL = "national"
    REGIONAL = "regional"
    COUNTY = "county"
    UNITARY = "unitary"
    DISTRICT = "district"
    PARISH = "parish"
    LOCAL = "local"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True)
class Succession:
    """`key` took over on the day `on`."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, body or collective.

    `starts` is its first day and `ends` the first day on which it is no more (None: not known, or not ended).
    `area` is an ONS code, or empty. `aliases` are the spellings that plans use besides the name.
    `verified_on` is the day on which `source_url` was read; `verify` says that this is still to be done.
    """

    key: str
    name: str
    short_name: str
    type: AgencyType
    tier: Tier
    area: str = ""
    starts: date | None = None
    ends: date | None = None
    aliases: tuple[str, ...] = ()
    successors: tuple[Succession, ...] = ()
    members: tuple[str, ...] = ()
    all_safeguarding: bool = False
    statutory_safeguarding: bool = False
    source_url: str = ""
    verified_on: date | None = None
    verify: bool = False

    @property
    def is_collective(self) -> bool:
        """Whether it stands for several bodies."""
        return self.type is AgencyType.COLLECTIVE

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and every other spelling of it."""
        return (self.name, *self.aliases)

    def exists(self, on: date) -> bool:
        """Whether it is there on that day. An unknown first or last day does not speak against it."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)
