"""Checking words for the public."""

from fourfold.accountability.publishing.domain.readability import AIM, Reading
from fourfold.ground.kernel.errors import Problem

LONGEST = 600
"""Letters of a text on the public page: what nobody reads helps nobody."""


def reading_problem(reading: Reading, because: str) -> list[Problem]:
    """What is missing to publish words that are harder than the aim."""
    if reading.is_easy or because.strip():
        return []
    return [
        Problem(
            f"These words ask for a reading age of {reading.age:g}. Make them easier (aim: {AIM}), or say why they "
            "must be as they are.",
            "hard_because",
        )
    ]
