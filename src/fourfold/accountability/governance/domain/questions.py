"""What the yearly governance review asks of each board and of each agency's roles. Version 1."""

from fourfold.accountability.governance.domain.states import ReviewKind

VERSION = 1

QUESTIONS: dict[ReviewKind, tuple[str, ...]] = {
    ReviewKind.BOARD: (
        "Are its purpose and terms of reference still right?",
        "Are the right agencies at the table, each with a member who can decide?",
        "Did it meet as often as it should, with a quorum?",
        "Were its decisions carried out and its escalations answered?",
        "Does it oversee the right actions?",
    ),
    ReviewKind.ROLES: (
        "Is somebody named for each role, and still the right person?",
        "Do they have the time, the training and the authority for it?",
        "Is it known who covers while they are away?",
    ),
}
"""The questions of each kind, in the order in which they are asked."""
