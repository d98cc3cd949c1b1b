"""A model in words and figures, for the page that shows whoever relies on it what it does."""

from dataclasses import dataclass

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.model import Model


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level of likeness. Of records of one person, `m` stand here, of two persons' `u` (shares, 0 to 1).

    `words` complete the sentence "The two records have …"; `weight` is what that adds, in powers of two. `rarer`: a
    rarer value adds more.
    """

    key: str
    words: str
    m: float
    u: float
    weight: float
    rarer: bool


@dataclass(frozen=True, slots=True)
class FeatureCard:
    """One feature with its levels, from alike to different. `held`: rules that somebody set, not estimates."""

    key: str
    title: str
    held: bool
    levels: tuple[LevelCard, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A model. `one_in`: of how many pairs picked blindly one is one person's. `join`, `fracture`: match weights; a
    pair at `join` or above is joined, below `fracture` kept apart, in between a person looks. `learnt_from`: records
    that its weights were estimated from; None for one that was written by hand."""

    version: str
    about: str
    one_in: int
    join: float
    fracture: float
    learnt_from: int | None
    features: tuple[FeatureCard, ...]


def describe(model: Model) -> Card:
    """The model's card."""
    records = model.made.get("records")
    return Card(
        version=model.version,
        about=model.about,
        one_in=round(1 / model.prior),
        join=model.thresholds.join,
        fracture=model.thresholds.fracture,
        learnt_from=int(records) if records else None,
        features=tuple(
            FeatureCard(feature.key, feature.title, feature.key in model.held, _levels(feature.key, model))
            for feature in FEATURES
        ),
    )


def _levels(key: str, model: Model) -> tuple[LevelCard, ...]:
    feature = next(feature for feature in FEATURES if feature.key == key)
    return tuple(
        LevelCard(level.key, level.words, chance.m, chance.u, chance.weight, bool(level.rare and model.rarity))
        for level in feature.levels
        if not level.missing
        for chance in [model.chances[key][level.key]]
    )
