"""What an agreement says, as pure data: the one form that is shown, compared, hashed, signed, made into grants."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fourfold.trust.catalogue.domain.entries import Regime


class AgreementKind(StrEnum):
    """The documents that sharing rests on."""

    PROTOCOL = "information-sharing-protocol"
    MEMORANDUM = "memorandum-of-understanding"
    SHARING_AGREEMENT = "data-sharing-agreement"
    JOINT_CONTROLLERS = "joint-controller-arrangement"
    PROCESSOR_CONTRACT = "processor-contract"
    DPIA = "data-protection-impact-assessment"
    EQUALITY_ASSESSMENT = "equality-impact-assessment"
    POLICY_DOCUMENT = "appropriate-policy-document"


class Tier(StrEnum):
    """How near to daily work a document stands: the general protocol, an agreement for a purpose, the detail."""

    GENERAL = "general"
    PURPOSE = "purpose"
    OPERATIONAL = "operational"


class State(StrEnum):
    """The life of one version. Review due and expired follow from the dates and are never stored."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    SIGNING = "signing"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A numbered clause. In a DPIA or an equality assessment `heading` is the question and `text` the answer."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class PartyTerms:
    """An agency that signs. `on_behalf_of`: those for which it signs too (an academy trust for its schools)."""

    agency_id: UUID
    name: str
    on_behalf_of: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the schedule: who gives which fields of what about whom to whom, why, by which law, for how long.

    Keys are those of the catalogue. Empty `recipient_roles`: everybody who works there. `review_months` and
    `retention` say when the line is looked at again and how long a recipient keeps what it has.
    """

    number: int
    data_set: str
    fields: tuple[str, ...]
    subject_kinds: tuple[str, ...]
    subject_roles: tuple[str, ...]
    provider_ids: tuple[UUID, ...]
    recipient_ids: tuple[UUID, ...]
    recipient_roles: tuple[str, ...]
    purpose: str
    gateway: str
    basis: str
    conditions: tuple[str, ...]
    handling: tuple[str, ...]
    regime: Regime
    needs_relationship: bool
    retention: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of an agreement, whole. From `starts_on` up to and without `ends_on`."""

    kind: AgreementKind
    tier: Tier
    reference: str
    title: str
    version: int
    summary: str
    clauses: tuple[ClauseText, ...]
    parties: tuple[PartyTerms, ...]
    lines: tuple[Line, ...]
    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    data_sets: tuple[str, ...] = ()
    """What a DPIA, an equality assessment or a policy document is about."""
    under: str = ""
    """The reference of the protocol that it stands under."""
    permits_requests: bool = False
    """Whether its parties may ask each other, case by case, for what no line opens."""
