"""Keys of the schedule as words of plain sentences, and lists as people write them."""

from collections.abc import Iterable, Sequence

from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Tier
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import RoleKind

KINDS = {
    AgreementKind.PROTOCOL: "Information sharing protocol",
    AgreementKind.MEMORANDUM: "Memorandum of understanding",
    AgreementKind.SHARING_AGREEMENT: "Data sharing agreement",
    AgreementKind.JOINT_CONTROLLERS: "Joint controller arrangement",
    AgreementKind.PROCESSOR_CONTRACT: "Processor contract",
    AgreementKind.DPIA: "Data protection impact assessment",
    AgreementKind.EQUALITY_ASSESSMENT: "Equality impact assessment",
    AgreementKind.POLICY_DOCUMENT: "Appropriate policy document",
}
TIERS = {
    Tier.GENERAL: "General: the frame for all sharing",
    Tier.PURPOSE: "For a purpose",
    Tier.OPERATIONAL: "Detail of daily work",
}
STATES = {
    State.DRAFT: "Draft",
    State.CONSULTATION: "In consultation",
    State.SIGNING: "Being signed",
    State.IN_FORCE: "In force",
    State.SUSPENDED: "Suspended",
    State.WITHDRAWN: "Withdrawn",
    State.REPLACED: "Replaced by a newer version",
}
REGIMES = {
    Regime.GENERAL: "UK GDPR and Data Protection Act 2018, Part 2",
    Regime.LAW_ENFORCEMENT: "Data Protection Act 2018, Part 3 (law enforcement)",
}
HANDLING = {
    Handling.OFFICIAL: "OFFICIAL",
    Handling.SENSITIVE: "OFFICIAL-SENSITIVE",
    Handling.CONDITIONS: "with conditions (code C)",
}
_PEOPLE = {SubjectKind.CHILD: "children", SubjectKind.ADULT: "adults"}
_WHO = {
    SubjectRole.AT_RISK: "at risk",
    SubjectRole.VICTIM: "harmed",
    SubjectRole.WITNESS: "witnesses",
    SubjectRole.SUSPECT: "suspected of a crime",
    SubjectRole.CONVICTED: "found guilty of a crime",
}
NOBODY = "nobody who can be known"


def listed(items: Iterable[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; parted by semicolons where an item holds a comma itself."""
    said = list(items)
    if len(said) < 2:
        return "".join(said)
    inner = any(", " in item for item in said)
    between, last = ("; ", f"; {word} ") if inner else (", ", f" {word} ")
    return between.join(said[:-1]) + last + said[-1]


def people(kinds: Sequence[str], roles: Sequence[str]) -> str:
    """Whom a line is about: `children and adults who are at risk or suspected of a crime`."""
    whom = [_PEOPLE[SubjectKind(kind)] for kind in SubjectKind if kind in kinds and kind in _PEOPLE]
    if not whom:
        return NOBODY
    who = [_WHO[role] for role in SubjectRole if role in roles and role in _WHO]
    if not who:
        return listed(whom)
    if SubjectRole.NONE in roles:
        return f"{listed(whom)}, some of them {listed(who, 'or')}"
    return f"{listed(whom)} who are {listed(who, 'or')}"


def handling(keys: Sequence[str]) -> str:
    """The handling markings of a line, from the lightest."""
    return listed([HANDLING[key] for key in Handling if key in keys], "or")


def roles(keys: Sequence[str]) -> str:
    """The roles to which a line opens: `gangs champion or deputy accountable officer`; empty for everybody."""
    return listed([_role(key) for key in keys], "or")


def _role(key: str) -> str:
    if key == RoleKind.MEMBER:
        return "member of staff"
    label = RoleKind(key).label if key in set(RoleKind) else key
    return label if label.startswith("Lead R") else label[:1].lower() + label[1:]


def sentence(text: str) -> str:
    """`text` with its first letter large and a full stop."""
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith((".", "!", "?")) else ".")
