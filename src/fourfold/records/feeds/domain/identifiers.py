"""Identifiers of people: kept sealed, and found by their keyed hash alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

IDENTIFIERS = frozenset({"nhs_number", "upn", "pnc_id"})
"""Fields of the catalogue that hold one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How a room seals a text and hashes it with its key. `hashed`: what is hashed, and the kind of it.

    `number`: of the data key that does it, which is kept with what was sealed and hashed.
    """

    seal: Callable[[str], str]
    hashed: Callable[[str, str], bytes]
    number: int = 1


def sealed(values: Mapping[str, str], keys: Keys) -> dict[str, str]:
    """Values by field, identifiers sealed."""
    return {field: keys.seal(text) if field in IDENTIFIERS else text for field, text in values.items()}
