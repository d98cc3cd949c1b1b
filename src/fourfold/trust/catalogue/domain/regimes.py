"""The two regimes: which basis and which conditions a line needs, and when data leaves law enforcement.

Sources: UK GDPR Art 6, 9, 10; Data Protection Act 2018 s8, s10, s30, s31, s35, s36, s42, Sch 1, Sch 7, Sch 8.
"""

from collections.abc import Iterator

from fourfold.trust.catalogue.domain.entries import COMPETENT, SPECIAL, Regime, Sector, Sensitivity
from fourfold.trust.catalogue.domain.lines import Known, LawProblem, listed

_ACT = "https://www.legislation.gov.uk/ukpga/2018/12/"
_PART_3, _PURPOSES = f"{_ACT}section/30", f"{_ACT}section/31"
_LEAVING, _SENSITIVE, _POLICY_PART_3 = f"{_ACT}section/36", f"{_ACT}section/35", f"{_ACT}section/42"
_SPECIAL, _POLICY = f"{_ACT}section/10", f"{_ACT}schedule/1"
_ARTICLE_6 = "https://www.legislation.gov.uk/eur/2016/679/article/6"
NOT_FOR_AUTHORITIES = frozenset({"legitimate-interests"})
"""Bases that public authorities cannot rely on for their tasks (UK GDPR Art 6(1), last subparagraph)."""


def regime_problems(known: Known) -> Iterator[LawProblem]:
    """The recipients' regime fits the purpose and who they are."""
    line, purpose = known.line, known.purpose
    if purpose is not None and purpose.regime is not line.regime:
        text = (
            f"The purpose “{purpose.label}” stands under {purpose.regime.label}, the line under {line.regime.label}."
        )
        yield LawProblem(text, "regime", "Choose the regime of the purpose, or another purpose.", _PURPOSES)
    if line.regime is not Regime.LAW_ENFORCEMENT:
        return
    for body in line.recipients:
        if body.sectors.isdisjoint(COMPETENT):
            text = f"{body.name} is no competent authority, so that it cannot hold data under Part 3."
            mend = "Choose a purpose under UK GDPR for it, in a line of its own."
            yield LawProblem(text, "regime", mend, _PART_3)


def basis_problems(known: Known) -> Iterator[LawProblem]:
    """The lawful basis is one of the regime under which the data is given away."""
    basis = known.basis
    if basis is None or not known.personal:
        return
    needed = Regime.LAW_ENFORCEMENT if known.stays_in_law_enforcement else Regime.GENERAL
    if basis.regime is not needed:
        yield LawProblem(f"{basis.label} does not fit: {_why(known)}", "basis", _BASIS[needed], _source(known))
    if basis.key in NOT_FOR_AUTHORITIES:
        public = [body.name for body in known.line.providers if body.sectors - {Sector.VOLUNTARY}]
        if public:
            text = f"{basis.label} is not open to a public authority in its tasks: {listed(public)}."
            yield LawProblem(text, "basis", "Public task is the usual basis.", _ARTICLE_6)


_BASIS = {
    Regime.GENERAL: "Choose a basis of UK GDPR Art 6, such as public task.",
    Regime.LAW_ENFORCEMENT: "Choose a basis of section 35(2), such as the law enforcement task.",
}


def _why(known: Known) -> str:
    if known.stays_in_law_enforcement:
        return "data that stays within law enforcement is given under Part 3."
    if known.held_under is Regime.LAW_ENFORCEMENT:
        return "data leaves law enforcement only where the law authorises it, and is then held under UK GDPR."
    return "the data is held, and so disclosed, under UK GDPR."


def _source(known: Known) -> str:
    if known.stays_in_law_enforcement:
        return _SENSITIVE
    return _LEAVING if known.held_under is Regime.LAW_ENFORCEMENT else _ARTICLE_6


def condition_problems(known: Known) -> Iterator[LawProblem]:
    """Special category and criminal offence data has its conditions, and these their policy document."""
    if not known.stays_in_law_enforcement:
        yield from _uncovered(known, Regime.GENERAL, SPECIAL | {Sensitivity.CRIMINAL})
    if known.line.regime is Regime.LAW_ENFORCEMENT:
        yield from _uncovered(known, Regime.LAW_ENFORCEMENT, SPECIAL)
    yield from _policy(known)


def _uncovered(known: Known, regime: Regime, kinds: frozenset[Sensitivity]) -> Iterator[LawProblem]:
    """One problem for each kind of data among the fields that no condition of the regime covers."""
    for kind in sorted(kinds & {field.sensitivity for field in known.fields}):
        if any(condition.regime is regime and kind in condition.covers for condition in known.conditions):
            continue
        labels = listed([field.label for field in known.fields if field.sensitivity is kind])
        what, mend, source = _NEEDED[regime, kind is Sensitivity.CRIMINAL]
        text = f"{labels}: {kind.label} needs {what}."
        yield LawProblem(text, "conditions", f"{mend}, or take the fields out.", source)


_NEEDED = {
    (Regime.GENERAL, False): (
        "a condition of UK GDPR Art 9",
        "Add one, such as safeguarding (Sch 1 para 18)",
        _SPECIAL,
    ),
    (Regime.GENERAL, True): ("a condition under UK GDPR Art 10", "Add one, such as Sch 1 para 6, 10 or 18", _SPECIAL),
    (Regime.LAW_ENFORCEMENT, False): ("a condition of Sch 8", "Add one, such as Sch 8 para 1 or 4", _SENSITIVE),
}


def _policy(known: Known) -> Iterator[LawProblem]:
    """A condition that asks for an appropriate policy document has one; what no field needs asks for nothing."""
    kinds = {field.sensitivity for field in known.fields} & (SPECIAL | {Sensitivity.CRIMINAL})
    asking = [one for one in known.conditions if one.needs_policy_document and not one.covers.isdisjoint(kinds)]
    if asking and not known.line.has_policy_document:
        labels = listed([condition.label for condition in asking])
        text = f"An appropriate policy document must be in force for: {labels}."
        source = _POLICY_PART_3 if known.stays_in_law_enforcement else _POLICY
        yield LawProblem(
            text, "conditions", "Put it in force first, or choose a condition that asks for none.", source
        )
