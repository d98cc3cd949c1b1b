"""Purposes to choose from, with what each opens."""

from dataclasses import dataclass
from datetime import datetime

from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.access.queries.looker import Sight, purposes_of


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose, and how much is open for it: how many data sets, of how many agencies."""

    key: str
    label: str
    data_sets: int
    agencies: int
    is_current: bool
    is_usual: bool


def purpose_lines(sight: Sight, *, chosen: str, at: datetime) -> list[PurposeLine]:
    """The purposes for which anything is open, the usual one first."""
    lines = []
    for key in purposes_of(sight.looker, at):
        opened = [
            (provider, data_set)
            for (provider, data_set, purpose), grants in sight.looker.grants.items()
            if purpose == key and any(_is_open(sight, grant, at) for grant in grants)
        ]
        lines.append(
            PurposeLine(
                key=key,
                label=sight.labels.get(key, key),
                data_sets=len({data_set for _provider, data_set in opened}),
                agencies=len({provider for provider, _data_set in opened}),
                is_current=key == chosen,
                is_usual=key == sight.usual,
            )
        )
    return sorted(lines, key=lambda line: (not line.is_current, not line.is_usual))


def _is_open(sight: Sight, grant: Grant, at: datetime) -> bool:
    roles = sight.looker.places.get(grant.recipient_id, frozenset())
    return grant.since <= at < grant.until and (not grant.recipient_roles or bool(grant.recipient_roles & roles))
