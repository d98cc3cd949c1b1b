"""The words of a network: what people were in together, as what, how that ties them, and what a network is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a network is made for. It decides which ties and whose measures are in it."""

    SAFEGUARDING = "safeguarding"
    DISRUPTION = "disruption"


class Kind(StrEnum):
    """What people were in together."""

    EVENT = "event"
    """A crime or incident, with each person's part in it."""
    INTELLIGENCE = "intelligence"
    """A link that a graded report makes between people, as it was supplied."""
    ADDRESS = "address"
    """An address that people used or were met at, apart from being a household."""
    HOUSEHOLD = "household"
    MISSING = "missing"
    """Missing at the same time, or found together."""
    SCHOOL = "school"


class Role(StrEnum):
    """A person's part in one thing, not for ever: statuses are per person and episode."""

    CONVICTED = "convicted"
    SUSPECT = "suspect"
    ASSOCIATE = "associate"
    VICTIM = "victim"
    AT_RISK = "at-risk"
    WITNESS = "witness"
    PRESENT = "present"
    """Lives, learns or was there; the ordinary role at an address, household, school or missing episode."""
    YOUNG = "linked-young-person"
    """What is shown of a suspected person under 18. Never read, only told."""


class Relation(StrEnum):
    """How two people are tied."""

    ASSOCIATION = "association"
    """Both were suspected, convicted or named as associates in the same event or report."""
    VICTIM = "victim"
    """One of them at least was harmed, at risk or a witness: it binds nobody, and is never an association."""
    ADDRESS = "address"
    HOUSEHOLD = "household"
    MISSING = "missing"
    SCHOOL = "school"


SUSPECTED = (Role.CONVICTED, Role.SUSPECT, Role.ASSOCIATE)
"""Roles of which two make an association, the strongest first."""
PROTECTED = (Role.VICTIM, Role.AT_RISK, Role.WITNESS)
"""Roles whose ties are victim ties, the strongest first."""
PARTED = (Kind.EVENT, Kind.INTELLIGENCE)
"""Kinds in which each person has a part. Somebody merely present there counts as a witness."""
FOR_SAFEGUARDING = (Kind.HOUSEHOLD, Kind.MISSING, Kind.SCHOOL)
"""Kinds, beside victim ties, that are in a network made for safeguarding alone."""
MEASURED = tuple(relation for relation in Relation if relation is not Relation.VICTIM)
"""Relations that measures are made of unless others are asked for by name: a victim tie would put those who were
harmed into the communities of those who harmed them."""
