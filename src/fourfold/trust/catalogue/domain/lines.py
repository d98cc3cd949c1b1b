"""One line of a schedule as the law's rules need to see it, and what they find wrong with it."""

from dataclasses import dataclass
from datetime import date

from fourfold.trust.catalogue.domain.entries import (
    PERSONAL,
    Condition,
    DataSet,
    Field,
    Gateway,
    LawfulBasis,
    Purpose,
    Regime,
    Sector,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A provider or a recipient, by name, with its sectors (`sectors.sectors_of` of its type)."""

    name: str
    sectors: frozenset[Sector]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Who gives which fields of what to whom, why and by which law. Keys are those of the catalogue.

    From `starts_on` (None: the day of asking) up to and without `ends_on` (None: without end). `regime` is that
    under which the recipients hold what they receive. `has_policy_document`: an appropriate policy document of every
    agency that relies on a condition is in force. `is_own_use`: providers and recipients are the same agencies.
    """

    data_set: str
    fields: tuple[str, ...]
    providers: tuple[Body, ...]
    recipients: tuple[Body, ...]
    purpose: str
    gateway: str
    basis: str
    conditions: tuple[str, ...]
    regime: Regime
    starts_on: date | None = None
    ends_on: date | None = None
    has_policy_document: bool = False
    is_own_use: bool = False


@dataclass(frozen=True, slots=True)
class LawProblem:
    """What the law does not let a line do. `where` names a field of the line; `mend` says what to do instead."""

    message: str
    where: str
    mend: str
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A line with the entries that its keys name; None where a key is not in the catalogue."""

    line: LineFacts
    start: date
    data_set: DataSet | None
    fields: tuple[Field, ...]
    purpose: Purpose | None
    gateway: Gateway | None
    basis: LawfulBasis | None
    conditions: tuple[Condition, ...]

    @property
    def personal(self) -> tuple[Field, ...]:
        """The fields that hold personal data."""
        return tuple(field for field in self.fields if field.sensitivity in PERSONAL)

    @property
    def stays_in_law_enforcement(self) -> bool:
        """Whether it is held, given and received under Part 3."""
        return self.held_under is Regime.LAW_ENFORCEMENT and self.line.regime is Regime.LAW_ENFORCEMENT

    @property
    def held_under(self) -> Regime:
        """The regime of the providers."""
        return self.data_set.regime if self.data_set else Regime.GENERAL


def listed(labels: list[str]) -> str:
    """`Offence, Weapon and Outcome`."""
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
