"""A person as they are: the truth that agencies see through their records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.engines.population.places import Home


class Kind(StrEnum):
    """What makes somebody hard to tell from others, or from themselves. The first that holds is told."""

    TWIN = "twin"
    SAME_NAME = "same_name"
    """A parent and a child with the same forename and surname."""
    PLACED = "placed"
    """A child whom an authority placed in this home."""
    RENAMED = "renamed"
    MOVER = "mover"
    STEP = "step"
    SIBLING = "sibling"
    OTHER = "other"


@dataclass(slots=True)
class Person:
    """One made-up person. Days are proleptic ordinals (`date.fromordinal`), 0 where there is none."""

    number: int
    household: int
    origin: str
    sex: str
    born: int
    forename: str
    middle: str
    surname: str
    home: Home
    was: str = ""
    """The surname before `renamed`."""
    renamed: int = 0
    before: Home | None = None
    """The home before `moved`."""
    moved: int = 0
    twin: bool = False
    same_name: bool = False
    sibling: bool = False
    step: bool = False
    placed_by: str = ""
    """The authority that placed a child here, if one did."""
    contact: float = 0.5
    """How much more or less than others (about 1) agencies have to do with this person. Used to make records agree in
    whom they hold; it is never written out, and no record of a real person may have the like."""

    @property
    def birthday(self) -> date:
        """Date of birth."""
        return date.fromordinal(self.born)

    @property
    def key(self) -> str:
        """The key of the person in the truth."""
        return f"person-{self.number:07d}"

    @property
    def household_key(self) -> str:
        """The key of the household in the truth."""
        return f"household-{self.household:07d}"

    @property
    def kind(self) -> Kind:
        """The first kind that holds."""
        if self.twin:
            return Kind.TWIN
        if self.same_name:
            return Kind.SAME_NAME
        if self.placed_by:
            return Kind.PLACED
        if self.was:
            return Kind.RENAMED
        if self.before is not None:
            return Kind.MOVER
        if self.step:
            return Kind.STEP
        return Kind.SIBLING if self.sibling else Kind.OTHER
