"""Agencies as people type them."""

from collections.abc import Sequence
from difflib import get_close_matches
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput, Problem


def named_agencies(text: str, known: Sequence[tuple[UUID, str]]) -> list[UUID]:
    """The agencies named, one on each line. Raises `BadInput` for a name that the directory does not have."""
    by_name = {name.casefold(): key for key, name in known}
    names = {name.casefold(): name for _key, name in known}
    found, problems = [], []
    for typed in dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()):
        key = by_name.get(typed.casefold())
        if key is not None:
            found.append(key)
            continue
        close = get_close_matches(typed.casefold(), names, n=2, cutoff=0.6)
        hint = (
            f"Did you mean {' or '.join(names[one] for one in close)}?" if close else "Add it to the directory first."
        )
        problems.append(Problem(f"The directory has no agency “{typed}”. {hint}", "on_behalf_of"))
    if problems:
        raise BadInput(problems)
    return found
