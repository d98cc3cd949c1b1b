"""What the engine refuses. The text says what is wrong and how to mend it; it may be shown to who gave the table."""


class DisclosureError(Exception):
    """Base of the engine's expected errors."""


class BadTable(DisclosureError):
    """A table cannot be read as it is: its columns, its labels, its counts."""


class Contradiction(DisclosureError):
    """No counts at all agree with what is published together: the tables do not count the same things."""


class CannotProtect(DisclosureError):
    """However much is withheld, somebody could work a small count out."""
