"""What the catalogue holds: purposes, gateways, lawful bases, conditions and data sets, each dated and sourced."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Regime(StrEnum):
    """Under which law a processing stands (`domain.md`, Gateways and bases)."""

    GENERAL = "general"
    """UK GDPR and Data Protection Act 2018, Part 2."""
    LAW_ENFORCEMENT = "law-enforcement"
    """Data Protection Act 2018, Part 3: competent authorities, for law enforcement purposes."""

    @property
    def label(self) -> str:
        """The regime in words."""
        return {"general": "UK GDPR", "law-enforcement": "Law enforcement (DPA 2018, Part 3)"}[self.value]


class Sensitivity(StrEnum):
    """What kind of personal data a field is. The law's rules ask for it."""

    NONE = "none"
    """No personal data: counts, sites, months."""
    PERSONAL = "personal"
    IDENTIFIER = "identifier"
    """Names a person elsewhere: NHS number, UPN, PNC identifier."""
    SPECIAL = "special"
    """Special category (UK GDPR Art 9), sensitive processing (Data Protection Act 2018 s35(8))."""
    PATIENT = "patient"
    """Patient information (Police, Crime, Sentencing and Courts Act 2022 s16; NHS Act 2006 s251)."""
    CRIMINAL = "criminal"
    """Criminal allegations, proceedings, convictions (UK GDPR Art 10)."""

    @property
    def label(self) -> str:
        """The kind in words, as in "these fields are …"."""
        return _SENSITIVITIES[self]


_SENSITIVITIES = {
    Sensitivity.NONE: "about nobody who can be known",
    Sensitivity.PERSONAL: "personal data",
    Sensitivity.IDENTIFIER: "an identifier",
    Sensitivity.SPECIAL: "special category data",
    Sensitivity.PATIENT: "patient information",
    Sensitivity.CRIMINAL: "criminal offence data",
}


class Sector(StrEnum):
    """What kind of body holds or receives, as the gateways tell them apart."""

    POLICE = "police"
    JUSTICE = "justice"
    HEALTH = "health"
    SOCIAL_CARE = "social-care"
    EDUCATION = "education"
    LOCAL_AUTHORITY = "local-authority"
    FIRE = "fire"
    VOLUNTARY = "voluntary"

    @property
    def label(self) -> str:
        """The sector in words."""
        return {
            "police": "police",
            "justice": "justice",
            "health": "health",
            "social-care": "social care",
            "education": "education",
            "local-authority": "councils",
            "fire": "fire and rescue",
            "voluntary": "voluntary bodies",
        }[self.value]


PERSONAL = frozenset(Sensitivity) - {Sensitivity.NONE}
"""Every kind of personal data."""
SPECIAL = frozenset({Sensitivity.SPECIAL, Sensitivity.PATIENT})
"""Special category data; patient information is data concerning health."""
COMPETENT = frozenset({Sector.POLICE, Sector.JUSTICE})
"""Sectors of competent authorities (Data Protection Act 2018 s30 and Sch 7)."""


class DataSetKind(StrEnum):
    """Whether records are shared, or a system elsewhere is asked."""

    RECORDS = "records"
    LOOK_UP = "look-up"


@dataclass(frozen=True, slots=True)
class Dated:
    """From when to when (without the end) a record of law is in force, where that stands, and who checked it when.

    `since` None: commencement is not known, or has not come; it is then never in force.
    """

    key: str
    label: str
    text: str
    since: date | None
    until: date | None
    extent: str
    source_url: str
    verified_on: date | None

    def is_open(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since is not None and self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Purpose(Dated):
    """Why personal data may be looked at. The list is closed."""

    regime: Regime


@dataclass(frozen=True, slots=True)
class Gateway(Dated):
    """A statute that lets, or makes, agencies share. `purposes` empty: any."""

    purposes: frozenset[str]
    excluded_sensitivities: frozenset[Sensitivity]
    excluded_sectors: frozenset[Sector]
    """Personal data held by bodies of these sectors cannot be shared under it."""
    is_duty: bool
    """A duty to share: each refusal states why (Children Act 2004 s16LA)."""
    recipients: frozenset[Sector] = frozenset()
    """Who may receive personal data under it. Empty: its own words name nobody."""


@dataclass(frozen=True, slots=True)
class LawfulBasis(Dated):
    """UK GDPR Art 6(1), or Data Protection Act 2018 s35(2)."""

    regime: Regime


@dataclass(frozen=True, slots=True)
class Condition(Dated):
    """UK GDPR Art 9(2) or 10 with Data Protection Act 2018 Sch 1; Sch 8 for law enforcement."""

    regime: Regime
    covers: frozenset[Sensitivity]
    needs_policy_document: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a data set."""

    key: str
    label: str
    text: str
    sensitivity: Sensitivity


PERSON_KEY = "person_key"
"""A field that no record says: a line that names it lets data sets be made for analysis (`records/datasets`)."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """What agencies of some sectors hold and may share, field by field."""

    key: str
    label: str
    text: str
    kind: DataSetKind
    sectors: frozenset[Sector]
    """Whose it is."""
    regime: Regime
    fields: tuple[Field, ...]
    subject_roles: tuple[str, ...]
    """Roles of people in its records (`access/domain/resources.py`, SubjectRole)."""
    retention: str
    source_url: str
    verified_on: date | None
    asked_by: str = ""
    """For a look-up: who may ask, when and how."""
    askers: frozenset[Sector] = frozenset()
    """For a look-up: the sectors whose staff may ask. Empty: it is no look-up."""

    @property
    def said(self) -> tuple[Field, ...]:
        """The fields that its records say: all but the key that stands for a person."""
        return tuple(one for one in self.fields if one.key != PERSON_KEY)

    @property
    def is_personal(self) -> bool:
        """Whether its records tell of people who can be known."""
        return any(field.sensitivity is not Sensitivity.NONE for field in self.fields)
