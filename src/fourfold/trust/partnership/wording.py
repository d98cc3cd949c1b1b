"""Words for what the directory keeps."""

from datetime import date

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.register import AgencyType, Tier

_TYPES = {
    AgencyType.COUNCIL_COUNTY: "County council",
    AgencyType.COUNCIL_UNITARY: "Unitary council",
    AgencyType.COUNCIL_DISTRICT: "District or borough council",
    AgencyType.PARISH: "Parish councils",
    AgencyType.POLICE: "Police",
    AgencyType.POLICE_OVERSIGHT: "Police oversight",
    AgencyType.PROBATION: "Probation",
    AgencyType.JUSTICE: "Courts, prisons and prosecution",
    AgencyType.YOUTH_JUSTICE: "Youth justice",
    AgencyType.HEALTH: "Health",
    AgencyType.FIRE: "Fire and rescue",
    AgencyType.EDUCATION: "Education",
    AgencyType.SAFEGUARDING_PARTNERSHIP: "Safeguarding partnership",
    AgencyType.COMMUNITY_SAFETY_PARTNERSHIP: "Community safety partnership",
    AgencyType.VOLUNTARY: "Voluntary and community",
    AgencyType.COLLECTIVE: "Several bodies under one name",
}
_TIERS = {
    Tier.NATIONAL: "National",
    Tier.REGIONAL: "Regional",
    Tier.COUNTY: "County",
    Tier.UNITARY: "Unitary",
    Tier.DISTRICT: "District",
    Tier.PARISH: "Parish",
    Tier.LOCAL: "Local",
    Tier.PARTNERSHIP: "The whole partnership",
}


def type_label(value: str) -> str:
    """The type of an agency in words."""
    return _TYPES[AgencyType(value)]


def tier_label(value: str) -> str:
    """How far an agency reaches, in words."""
    return _TIERS[Tier(value)] if value else ""


def between(since: date | None, until: date | None) -> str:
    """`Since 1 April 2025`, `1 April 2025 to 3 May 2026`, `Until 1 July 2022`; empty when neither is known.

    `until` is the first day after.
    """
    if since and until:
        return f"{show_date(since)} to {show_date(until)}"
    if until:
        return f"Until {show_date(until)}"
    return f"Since {show_date(since)}" if since else ""
