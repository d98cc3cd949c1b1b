"""How likely, and how sure: the words of the Professional Head of Intelligence Assessment's probability yardstick.

Source: PHIA Probability Yardstick (Professional Development Framework for all-source intelligence assessment). The
ranges have gaps on purpose: a word says no more than an assessment can.
"""

from enum import StrEnum


class Likelihood(StrEnum):
    """A word of the yardstick."""

    REMOTE = "remote-chance"
    HIGHLY_UNLIKELY = "highly-unlikely"
    UNLIKELY = "unlikely"
    REALISTIC = "realistic-possibility"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly-likely"
    ALMOST_CERTAIN = "almost-certain"

    @property
    def label(self) -> str:
        """The word, as it stands in a sentence."""
        return _WORDS[self][0]

    @property
    def range(self) -> str:
        """What it stands for, in per cent."""
        return _WORDS[self][1]


_WORDS = {
    Likelihood.REMOTE: ("Remote chance", "0% to 5%"),
    Likelihood.HIGHLY_UNLIKELY: ("Highly unlikely", "10% to 20%"),
    Likelihood.UNLIKELY: ("Unlikely", "25% to 35%"),
    Likelihood.REALISTIC: ("Realistic possibility", "40% to under 50%"),
    Likelihood.LIKELY: ("Likely or probable", "55% to 75%"),
    Likelihood.HIGHLY_LIKELY: ("Highly likely", "80% to 90%"),
    Likelihood.ALMOST_CERTAIN: ("Almost certain", "95% to 100%"),
}


class Confidence(StrEnum):
    """How sound the evidence behind a judgement is; not how likely it is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return f"{self.value.capitalize()} confidence"
