"""What looks like personal data of somebody who uses a service, in what people typed for everyone to read."""

from fourfold.ground.kernel.errors import Problem
from fourfold.ground.kernel.personal_data import find


def personal(where: str, text: str) -> list[Problem]:
    """A problem for each piece, at the field `where`."""
    return [
        Problem(
            f"“{found.text}” looks like personal data ({found.looks_like}). "
            "Take it out, or confirm that it is not about a person who uses our services.",
            where,
        )
        for found in find(text)
    ]
