"""What kind of data a field holds. Every field of every model must be declared (`tests/architecture`)."""

from enum import StrEnum


class Holds(StrEnum):
    """The governance class of a model field, which decides who may see it and what may leave with it."""

    SYSTEM = "system"
    """Keys, versions, timestamps and states. No meaning outside Fourfold."""
    OFFICIAL = "official"
    """The plan's own words and figures. Read by its audience, may be published once the board approves."""
    STAFF = "staff"
    """Names and work contact details of the professionals of the partnership."""
    CREDENTIAL = "credential"
    """Passwords, keys and sessions. Never shown, never exported."""
    RESTRICTED = "restricted"
    """OFFICIAL-SENSITIVE text, read only by the people named on it."""
    PERSONAL = "personal"
    """Personal data of young people, families and others whom agencies work with. Read by grant and purpose alone."""
