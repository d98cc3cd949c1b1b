"""Why an agency does not share what it was asked for. Under a duty to share few reasons stand."""

from collections.abc import Sequence
from enum import StrEnum

from fourfold.ground.kernel.errors import Problem
from fourfold.trust.requests.domain.states import Outcome


class Reason(StrEnum):
    """Why something is not shared. The closed list: reasons are counted."""

    MORE_DETRIMENTAL = "more-detrimental"
    NOT_HELD = "not-held"
    NO_GATEWAY = "no-gateway"
    MORE_THAN_NEEDED = "more-than-needed"
    SAFETY = "safety"
    CONFIDENCE = "confidence"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _REASONS[self]

    @property
    def stands_under_duty(self) -> bool:
        """Whether it can be given where the law makes agencies share: harm to the child, or it is not held."""
        return self in (Reason.MORE_DETRIMENTAL, Reason.NOT_HELD)


_REASONS = {
    Reason.MORE_DETRIMENTAL: "Sharing it would be more detrimental to the child than not sharing it",
    Reason.NOT_HELD: "We do not hold it",
    Reason.NO_GATEWAY: "The law that the request names does not let us share it",
    Reason.MORE_THAN_NEEDED: "It is more than the purpose needs",
    Reason.SAFETY: "It would put somebody at risk, or harm an investigation",
    Reason.CONFIDENCE: "A duty of confidence or a court order outweighs the purpose",
    Reason.ELSEWHERE: "It can be had otherwise: an agreement opens it already, or another agency holds it",
}


class Detriment(StrEnum):
    """How sharing would be more detrimental to the child than not sharing (Children Act 2004, section 16LA)."""

    HARM = "harm"
    WHEREABOUTS = "whereabouts"
    TRUST = "trust"
    PROTECTION = "protection"

    @property
    def label(self) -> str:
        """The detriment in words."""
        return _DETRIMENTS[self]


_DETRIMENTS = {
    Detriment.HARM: "It would put the child at a greater risk of harm",
    Detriment.WHEREABOUTS: "It would show where the child, or who protects them, can be found",
    Detriment.TRUST: "The child would stop using the help that keeps them safe",
    Detriment.PROTECTION: "It would get in the way of something else that protects the child",
}

DUTY = (
    "The law named is a duty to share. It can be refused, wholly or in part, only where sharing would be more "
    "detrimental to the child than not sharing, or where you do not hold what is asked for."
)


def reason_problems(
    outcome: Outcome, *, is_duty: bool, reason: Reason | None, detriment: Detriment | None, words: str
) -> Sequence[Problem]:
    """What is missing or wrong in the reason of an answer. The trigger `requests_answer_stands` says the same."""
    if not outcome.needs_reason:
        return []
    if reason is None:
        return [Problem("Choose why you do not share all of it.", "reason")]
    problems = []
    if is_duty and not reason.stands_under_duty:
        problems.append(Problem(DUTY, "reason"))
    if reason is Reason.MORE_DETRIMENTAL and detriment is None:
        problems.append(Problem("Choose how sharing would be more detrimental to the child.", "detriment"))
    if not words.strip():
        problems.append(Problem("Say why, in your own words.", "words"))
    return problems
