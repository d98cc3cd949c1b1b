"""The model: how much each level of likeness weighs, as a file that a person can read."""

import json
from dataclasses import dataclass, field, replace
from importlib.resources import files
from math import log2
from pathlib import Path
from typing import Any

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.errors import BadModel

FORMAT = "fourfold-linkage-1"
FEWEST_FOR_RARITY = 300
SHIPPED = "models/uk-people-1.json"


@dataclass(frozen=True, slots=True)
class Chance:
    """Of a level: `m`, how often records of one person stand there, and `u`, how often records of two do."""

    m: float
    u: float

    @property
    def weight(self) -> float:
        """The level's match weight: the logarithm to base 2 of how much likelier it makes one person."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Match weights: a pair at `join` or above is one person, below `fracture` two, in between a person looks."""

    join: float
    fracture: float


@dataclass(frozen=True)
class Model:
    """Version, prior (chance that two records picked blindly are one person), thresholds and the chances by level.

    `held` names features whose chances are rules, not estimates: training leaves them alone.
    """

    version: str
    about: str
    prior: float
    thresholds: Thresholds
    chances: dict[str, dict[str, Chance]]
    held: tuple[str, ...] = ()
    rarity: float = 1.0
    made: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """The file: every level with its chances, its weight and what it means in words."""
        told = {
            "format": FORMAT,
            "version": self.version,
            "about": self.about,
            "made": self.made,
            "prior": self.prior,
            "rarity": self.rarity,
            "thresholds": {"join": self.thresholds.join, "fracture": self.thresholds.fracture},
            "held": list(self.held),
            "features": {feature.key: self._told(feature.key) for feature in FEATURES},
        }
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"

    def _told(self, key: str) -> dict[str, dict[str, Any]]:
        feature = next(feature for feature in FEATURES if feature.key == key)
        return {
            level.key: {"m": chance.m, "u": chance.u, "weight": round(chance.weight, 2), "means": level.words}
            for level in feature.levels
            if not level.missing
            for chance in [self.chances[key][level.key]]
        }

    def with_prior(self, prior: float) -> "Model":
        """The same model for data in which matches are rarer or more common."""
        return replace(self, prior=prior)

    def fit_for(self, records: int) -> "Model":
        """The same model; among few records how often a name occurs says nothing, and all names weigh the same."""
        return self if records >= FEWEST_FOR_RARITY else replace(self, rarity=0.0)

    def without(self, feature: str, levels: tuple[str, ...]) -> "Model":
        """The same model in which some levels of a feature weigh nothing."""
        quiet = {key: Chance(0.5, 0.5) if key in levels else chance for key, chance in self.chances[feature].items()}
        return replace(self, chances=self.chances | {feature: quiet})


def shipped() -> Model:
    """The model that comes with Fourfold: where estimating starts, and what a small file is scored with."""
    return read(files("fourfold.engines.linkage").joinpath(SHIPPED).read_text(encoding="utf-8"))


def load(path: Path) -> Model:
    """A model from its file. Raises BadModel where it cannot be read as one."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadModel(f"The model {path} cannot be opened: {error}.") from None


def read(text: str) -> Model:
    """A model from its JSON. Raises BadModel, which says what is missing or wrong."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise BadModel(f"This model is of the format {told['format']}; this version reads {FORMAT}.")
        model = Model(
            version=str(told["version"]),
            about=str(told["about"]),
            prior=float(told["prior"]),
            thresholds=Thresholds(float(told["thresholds"]["join"]), float(told["thresholds"]["fracture"])),
            chances={
                key: {level: Chance(float(one["m"]), float(one["u"])) for level, one in levels.items()}
                for key, levels in told["features"].items()
            },
            held=tuple(told["held"]),
            rarity=float(told["rarity"]),
            made=dict(told["made"]),
        )
    except json.JSONDecodeError as error:
        raise BadModel(f"The model is no JSON: {error}.") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadModel(f"The model is not complete: {error}. Start from one that Fourfold wrote.") from None
    _require_sound(model)
    return model


def _require_sound(model: Model) -> None:
    for feature in FEATURES:
        wanted = {level.key for level in feature.levels if not level.missing}
        if set(model.chances.get(feature.key, {})) != wanted:
            raise BadModel(f"The model's levels of {feature.key} are not those of this version: {sorted(wanted)}.")
        for key, chance in model.chances[feature.key].items():
            if not (0 < chance.m <= 1 and 0 < chance.u <= 1):
                raise BadModel(f"m and u of {feature.key}, {key} must be above 0 and at most 1.")
    if not 0 < model.prior < 1:
        raise BadModel("The prior must lie between 0 and 1.")
    if model.thresholds.fracture > model.thresholds.join:
        raise BadModel("The threshold fracture must not be above join.")
