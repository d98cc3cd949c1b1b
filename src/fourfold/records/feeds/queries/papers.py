"""The agreements that decisions rest on, by name: so that a reason is a document that can be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from fourfold.ground.kernel.clock import today
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.agreements.queries import agreements_in_force


@dataclass(frozen=True, slots=True)
class Paper:
    """An agreement in force."""

    version_id: UUID
    reference: str
    title: str


Papers = Mapping[UUID, Paper]
"""By the agreement's id. One that the looker may not read is not among them: its clause stands alone."""


def papers_of(sight: Sight, agreement_ids: Collection[UUID]) -> Papers:
    """The agreements with these ids. One query."""
    found = agreements_in_force(sight.looker.standing, on=today(sight.at)).filter(agreement_id__in=agreement_ids)
    rows = found.values_list("agreement_id", "pk", "agreement__reference", "title")
    return {agreement_id: Paper(version_id, reference, title) for agreement_id, version_id, reference, title in rows}
