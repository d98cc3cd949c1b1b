"""What personal data is never looked at for, whoever asks and whatever the assessment says. A closed list."""

import re
from dataclasses import dataclass

_TRUST = "Young people and families would no longer tell what keeps them safe if it could be used for this."


@dataclass(frozen=True, slots=True)
class Refusal:
    """A use that is refused, the words by which it is known, and why."""

    key: str
    label: str
    why: str
    words: re.Pattern[str]


def _known_by(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


NEVER = (
    Refusal(
        "immigration",
        "immigration enforcement",
        _TRUST,
        _known_by(
            r"immigration", r"deport\w*", r"asylum", r"visas?", r"right to remain", r"removal from the (?:uk|country)"
        ),
    ),
    Refusal(
        "benefits",
        "decisions about benefits",
        _TRUST,
        _known_by(
            r"benefits? (?:fraud|claims?|sanctions?|decisions?|checks?|eligibility)",
            r"universal credit",
            r"welfare benefits?",
            r"benefits (?:and|or|office|agency)",
        ),
    ),
    Refusal(
        "eviction",
        "evicting people from their homes",
        "Losing a home makes exploitation more likely, for the person and for everyone who lives with them.",
        _known_by(
            r"evict\w*", r"possession (?:order|proceedings)", r"end(?:ing)? (?:a |their |the )?tenanc(?:y|ies)"
        ),
    ),
    Refusal(
        "exclusion",
        "excluding pupils from school",
        "Being out of school makes harm more likely. What keeps a child safe must not cost them their school.",
        _known_by(
            r"exclud\w+ (?:\w+ ){0,4}school",
            r"exclusions? from (?:\w+ ){0,2}school",
            r"(?:permanent|school) exclusions?",
            r"expel\w*",
            r"off-?roll\w*",
        ),
    ),
)


def refusal_of(*texts: str) -> Refusal | None:
    """The refused use that one of these texts speaks of; None where none does."""
    return next((one for one in NEVER for text in texts if one.words.search(text)), None)
