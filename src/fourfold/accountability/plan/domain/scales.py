"""The scales of a risk, in words. Likelihood and impact each run from 1 to 5, as in partners' risk registers."""

LIKELIHOOD = {1: "Very unlikely", 2: "Unlikely", 3: "As likely as not", 4: "Likely", 5: "Very likely"}
IMPACT = {1: "Hardly at all", 2: "A little", 3: "Noticeably", 4: "Seriously", 5: "It would fail"}


def in_words(likelihood: int, impact: int) -> str:
    """`Likely; would harm the action seriously`."""
    if impact == 5:
        return f"{LIKELIHOOD[likelihood]}; the action would fail"
    return f"{LIKELIHOOD[likelihood]}; would harm the action {IMPACT[impact].lower()}"


def level(likelihood: int, impact: int) -> str:
    """`High` from 15 points of 25, `Medium` from 8, else `Low`."""
    points = likelihood * impact
    return "High" if points >= 15 else "Medium" if points >= 8 else "Low"
