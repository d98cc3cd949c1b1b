"""The most that pairs can weigh, asked cheaply: of what is the same in both and what is not, before any spelling.

Of seven pairs that share a key, one is one person's. Half of the others cannot reach what is asked for, however alike
their names and streets are spelt: they need no closer look. A ceiling is the weight of the weightiest level that a
pair may still stand at. It may be too high, never too low, whatever the model. Whoever changes a condition in
`comparisons` looks here, too: a test holds both to each other.
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.linkage.agreeing import Agreeing
from fourfold.engines.linkage.comparisons import features
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.weighing import Given, Rarity, level_weights, rareness

# Levels of relatives, in their order: with `one_person` out, each may be the pair's until one surely is.
_BESIDES = ("twins", "siblings", "generations", "like_named", "strangers", "name_against", "name_alone")


def ceilings(model: Model, given: Given) -> dict[str, pa.Array | float]:
    """By feature, what it adds to the weight of each pair at most (float64)."""
    asked = _Asked(model, Agreeing(given.prepared, given.left, given.right), given.rarity)
    values = {key: asked.value(key) for key in ("sex", "nhs_number", "upn", "pnc_id")}
    crowds = asked.most("namesakes", *(level.key for level in features()["namesakes"].levels))
    names = {"forename": asked.forename(), "surname": asked.surname(), "namesakes": crowds}
    return values | names | {"birth": asked.birth(), "place": asked.place(), "kin": asked.kin()}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What each feature can add at most. The order of questions is that of the feature's levels."""

    model: Model
    agree: Agreeing
    rarity: Rarity

    def most(self, feature: str, *levels: str) -> float:
        """The weight of the weightiest of these levels."""
        weights = level_weights(features()[feature], self.model)
        return max(weights[level] for level in levels)

    def added(self, feature: str) -> pa.Array | float:
        """What the rarity of the names adds."""
        found = rareness(features()[feature], self.model, self.rarity)
        return 0.0 if found is None else found

    def value(self, key: str) -> pa.Array:
        """Something that is the same or is not."""
        unlike = self.most(key, "different")
        return _first((self.agree.lacks(key), 0.0), (self.agree.same(key), self.most(key, "same")), last=unlike)

    def forename(self) -> pa.Array:
        added = self.added("forename")
        rest = self.most("forename", "swapped", "alike", "one_slip", "initial", "similar", "different")
        return _first(
            (self.agree.lacks("forename"), 0.0),
            (self.agree.same("forename"), pc.add(self.most("forename", "same"), added)),
            (self.agree.same("first"), pc.max_element_wise(pc.add(self.most("forename", "first_same"), added), rest)),
            last=rest,
        )

    def surname(self) -> pa.Array:
        return _first(
            (self.agree.lacks("surname"), 0.0),
            (self.agree.same("surname"), pc.add(self.most("surname", "same"), self.added("surname"))),
            last=self.most("surname", "swapped", "part", "one_slip", "similar", "different"),
        )

    def birth(self) -> pa.Array:
        agree = self.agree
        return _first(
            (agree.births_unknown, 0.0),
            (pc.and_not(agree.same_birth, agree.left_weak), self.most("birth", "same")),
            (agree.same_birth, self.most("birth", "same_weak")),
            (pc.and_(agree.same("year"), agree.one_weak), self.most("birth", "year_weak")),
            (agree.turned, self.most("birth", "swapped")),
            (agree.two_parts, self.most("birth", "one_slip", "two_parts")),
            (pc.less_equal(agree.years, 1), self.most("birth", "near")),
            last=self.most("birth", "different"),
        )

    def place(self) -> pa.Array:
        agree = self.agree
        elsewhere = self.most("place", "one_slip", "same_street", "same_sector", "same_district", "different")
        home = pc.and_(agree.same("postcode"), agree.same("house"))
        return _first(
            (agree.lacks("postcode", "street"), 0.0),
            (home, self.most("place", "same_home", "same_postcode")),
            (agree.same("postcode"), self.most("place", "same_postcode")),
            (agree.same("house"), max(self.most("place", "same_house"), elsewhere)),
            last=elsewhere,
        )

    def kin(self) -> pa.Array:
        """Whoever is not surely one person may be twins or siblings: that hangs on the spelling of forenames."""
        agree = self.agree
        related = pc.or_(agree.same("surname"), agree.same("postcode"))
        far = pc.and_not(agree.far_births, agree.one_weak)
        apart = pc.and_(agree.differ("first"), pc.and_(agree.same("surname"), agree.same("postcode")))
        other_birth = pc.invert(pc.or_(agree.births_unknown, agree.same_birth))
        against = pc.or_(agree.differ("sector"), other_birth)
        one_person = pc.and_(agree.same("first"), pc.and_not(agree.same_birth, agree.left_weak))
        surely = (
            ("generations", pc.and_(related, pc.and_(far, pc.greater_equal(agree.years, 12)))),
            ("like_named", pc.and_(apart, far)),
            ("name_against", pc.and_(agree.name_alone, against)),
            ("name_alone", agree.name_alone),
        )
        return _first(
            (agree.lacks("forename", "surname"), 0.0),
            (one_person, self.most("kin", "one_person")),
            *((held, self.most("kin", *_BESIDES[: _BESIDES.index(level) + 1])) for level, held in surely),
            last=self.most("kin", *_BESIDES, "birth_unsure", "different"),
        )


def _first(*cases: tuple[pa.Array, pa.Array | float], last: pa.Array | float) -> pa.Array:
    """The weight beside the first question that holds."""
    found = last
    for held, weight in reversed(cases):
        found = pc.if_else(held, weight, found)
    return found
