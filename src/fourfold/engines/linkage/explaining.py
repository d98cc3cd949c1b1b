"""Why two records are held to be one person, or two: each feature's part, in figures and in words."""

from dataclasses import dataclass

from fourfold.engines.linkage.comparisons import MISSING, features
from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import Model

# Parts below this, either way, are not worth a word.
SLIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """One feature of a pair: its level, what it adds to or takes from the weight, and that in words."""

    feature: str
    title: str
    level: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's weight as the sum of where it starts (how rare matches are) and its parts, the weightiest first."""

    start: float
    parts: tuple[Part, ...]

    @property
    def weight(self) -> float:
        """The match weight."""
        return self.start + sum(part.weight for part in self.parts)

    @property
    def probability(self) -> float:
        """The chance that the records are one person's."""
        return 1 / (1 + 2**-self.weight)

    @property
    def sentence(self) -> str:
        """What speaks for one person, then what speaks against it."""
        speaks_for = [part.words for part in self.parts if part.weight >= SLIGHT]
        against = [part.words for part in self.parts if part.weight <= -SLIGHT]
        words = "; ".join(speaks_for) or "nothing in common that counts"
        return f"{words}; but {', '.join(against)}." if against else f"{words}."


def explain(pair: dict[str, float | str], model: Model) -> Explanation:
    """Explain a row of scored pairs: `level_` and `part_` of every feature, as `score` gives them."""
    parts = [
        Part(key, feature.title, str(pair[f"level_{key}"]), float(pair[f"part_{key}"]), feature.level(level).words)
        for key, feature in features().items()
        if (level := str(pair[f"level_{key}"])) != MISSING
    ]
    said = [part for part in parts if part.feature != "kin" or abs(part.weight) >= SLIGHT]
    return Explanation(
        odds_weight(model.prior), tuple(sorted(said, key=lambda part: (-abs(part.weight), part.feature)))
    )
