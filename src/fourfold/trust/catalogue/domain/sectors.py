"""Which sectors an agency of the register belongs to, as the gateways tell them apart."""

from fourfold.trust.catalogue.domain.entries import Sector

_COUNCIL = frozenset({Sector.LOCAL_AUTHORITY, Sector.SOCIAL_CARE, Sector.EDUCATION})
_SECTORS = {
    "council-county": _COUNCIL,
    "council-unitary": _COUNCIL,
    "council-district": frozenset({Sector.LOCAL_AUTHORITY}),
    "parish": frozenset({Sector.LOCAL_AUTHORITY}),
    "police": frozenset({Sector.POLICE}),
    # A local policing body oversees the force: it is an authority, and not itself counted as a competent one here.
    "police-oversight": frozenset({Sector.LOCAL_AUTHORITY}),
    "probation": frozenset({Sector.JUSTICE}),
    "justice": frozenset({Sector.JUSTICE}),
    "youth-justice": frozenset({Sector.JUSTICE, Sector.LOCAL_AUTHORITY}),
    "health": frozenset({Sector.HEALTH}),
    "fire": frozenset({Sector.FIRE}),
    "education": frozenset({Sector.EDUCATION}),
    "safeguarding-partnership": frozenset({Sector.LOCAL_AUTHORITY}),
    "community-safety-partnership": frozenset({Sector.LOCAL_AUTHORITY}),
    "voluntary": frozenset({Sector.VOLUNTARY}),
}


def sectors_of(agency_type: str) -> frozenset[Sector]:
    """The sectors of an agency of this type (`AgencyType`). Empty for a collective, which holds nothing itself."""
    return _SECTORS.get(agency_type, frozenset())
