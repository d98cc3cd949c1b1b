"""Words beside figures: notes, definitions, reasons. They are never about a person."""

from fourfold.ground.kernel.personal_data import find

_AGE = "somebody's age"


def seems_personal(text: str) -> str:
    """That the words look like personal data, as a sentence; empty where they do not. Age bands are no one's age."""
    found = [finding.looks_like for finding in find(text) if finding.looks_like != _AGE]
    return f"This holds what looks like {found[0]}. Figures are never about a person." if found else ""
