"""Lines of agreements to ask the law about, and the bodies in them."""

from datetime import date

from fourfold.trust.catalogue.domain.entries import Regime, Sector
from fourfold.trust.catalogue.domain.law import Body, LineFacts

TODAY = date(2026, 11, 22)
POLICE = Body("Kent Police", frozenset({Sector.POLICE}))
PROBATION = Body("Probation Service", frozenset({Sector.JUSTICE}))
COUNCIL = Body("Medway Council", frozenset({Sector.LOCAL_AUTHORITY, Sector.SOCIAL_CARE, Sector.EDUCATION}))
DISTRICT = Body("Dartford Borough Council", frozenset({Sector.LOCAL_AUTHORITY}))
HEALTH = Body("NHS Kent and Medway ICB", frozenset({Sector.HEALTH}))
SCHOOL = Body("Kent schools", frozenset({Sector.EDUCATION}))
FIRE = Body("Kent Fire and Rescue Service", frozenset({Sector.FIRE}))
CHARITY = Body("Victim Support", frozenset({Sector.VOLUNTARY}))


def line(**changed: object) -> LineFacts:
    """A lawful line: the police tell a council of missing children. `changed` replaces parts of it."""
    lawful: dict[str, object] = {
        "data_set": "missing-episodes",
        "fields": ("name", "born_on", "reported_at", "exploitation_concern"),
        "providers": (POLICE,),
        "recipients": (COUNCIL,),
        "purpose": "missing-children",
        "gateway": "ca-2004-s11",
        "basis": "public-task",
        "conditions": ("sch1-safeguarding",),
        "regime": Regime.GENERAL,
        "has_policy_document": True,
    }
    return LineFacts(**lawful | changed)  # type: ignore[arg-type]
