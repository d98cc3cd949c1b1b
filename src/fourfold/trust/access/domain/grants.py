"""Grants: what agreements in force open; and the looker, who a decision is made for, with everything it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fourfold.trust.access.domain.resources import Label
from fourfold.trust.partnership.domain.roles import NOWHERE, RoleKind, Standing


@dataclass(frozen=True, slots=True)
class Grant:
    """One provider's data set, opened to one recipient for one purpose, from `since` up to and without `until`.

    Empty `recipient_roles`: everybody who works there. `subject_id`: about this person alone (a request that was
    accepted). `needs_relationship`: for those alone who work with the person. `until` is the earlier of the
    agreed end and a revocation.
    """

    id: UUID
    agreement_id: UUID
    clause: str
    provider_id: UUID
    recipient_id: UUID
    data_set: str
    purpose: str
    fields: frozenset[str]
    subject_kinds: frozenset[str]
    subject_roles: frozenset[str]
    handling: frozenset[str]
    recipient_roles: frozenset[str]
    needs_relationship: bool
    since: datetime
    until: datetime
    subject_id: UUID | None = None

    def covers(self, label: Label) -> bool:
        """Whether records so labelled are among what it opens."""
        return (
            self.provider_id == label.holder_id
            and self.data_set == label.data_set
            and label.subject_kind in self.subject_kinds
            and label.subject_role in self.subject_roles
            and label.handling in self.handling
        )


@dataclass(frozen=True, slots=True)
class Emergency:
    """Break-glass: somebody stands in for a relationship to one person, for one purpose, for a short time."""

    subject_id: UUID
    purpose: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks: their standing, the agencies they act for and their roles there, what is open and closed to them.

    `places` holds the agencies of their live roles and the predecessors whose work these took over; no collectives,
    which sign nothing. `grants` are those to these agencies, by `(provider, data set, purpose)`.
    """

    standing: Standing = NOWHERE
    places: Mapping[UUID, frozenset[RoleKind]] = field(default_factory=dict)
    trained_until: date | None = None
    """The last day but one on which training is in date: from this day on it is not. None: never trained."""
    grants: Mapping[tuple[UUID, str, str], tuple[Grant, ...]] = field(default_factory=dict)
    related: frozenset[UUID] = frozenset()
    """People whom they work with: a case, a referral, a record that they wrote."""
    excluded: frozenset[UUID] = frozenset()
    """People about whom they may see nothing: relatives, themselves, and whom an owner keeps from them."""
    named_on: frozenset[UUID] = frozenset()
    """Restricted records that name them."""
    emergencies: tuple[Emergency, ...] = ()
