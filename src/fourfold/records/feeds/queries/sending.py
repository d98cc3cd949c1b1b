"""Which feeds somebody may send, for which of their agencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fourfold.engines.tabular.contract import Contract
from fourfold.records.feeds.queries.deliveries import contracts
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types


@dataclass(frozen=True, slots=True)
class Sender:
    """An agency of the actor, and the feeds that such an agency sends, by title."""

    agency_id: UUID
    name: str
    contracts: tuple[Contract, ...]


def senders(actor: Standing) -> Sequence[Sender]:
    """The agencies for which the actor may send files, by name; those that send nothing are left out. One query."""
    found = agency_types(actor, {role.agency_id for role in actor.roles})
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    all_of = [Sender(key, name, _sent_by(kind)) for key, (name, kind) in ordered]
    return [one for one in all_of if one.contracts]


def _sent_by(kind: str) -> tuple[Contract, ...]:
    sectors = {sector.value for sector in sectors_of(kind)}
    return tuple(sorted((one for one in contracts() if sectors & set(one.owners)), key=lambda one: one.title))
