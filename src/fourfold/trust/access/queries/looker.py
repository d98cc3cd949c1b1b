"""Who looks: loaded in one statement, so that any number of decisions ask the database nothing more."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fourfold.trust.access.domain.grants import Emergency, Grant, Looker
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, the purpose they chose last (empty: none), and what each purpose is called."""

    looker: Looker
    usual: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


def sight_of(standing: Standing) -> Sight:
    """The looker whom the transaction's context names: the same person as `standing`, or nobody who may look."""
    with connection.cursor() as cursor:
        cursor.execute("select access_looker(), fourfold_actor()")
        (found, actor_id) = cursor.fetchone()
    facts = _parsed(found) if found else {}
    if standing.user_id is None or actor_id != standing.user_id or not facts:
        return Sight(Looker(standing))
    return Sight(looker_from(standing, facts), facts["usual"] or "", facts["labels"])


def looker_of(standing: Standing) -> Looker:
    """As `sight_of`, the looker alone."""
    return sight_of(standing).looker


def looker_from(standing: Standing, facts: dict[str, Any]) -> Looker:
    """The looker whom facts of the database tell of (`access_looker`, `access_explained` in rls.sql)."""
    return Looker(
        standing=standing,
        places=_places([pair[:2] for pair in facts["places"]]),
        trained_until=date.fromisoformat(facts["trained_until"]) if facts["trained_until"] else None,
        grants=_by_place(_grant(row) for row in facts["grants"]),
        related=_ids(facts.get("related", [])),
        excluded=_ids(facts.get("excluded", [])),
        named_on=_ids(facts.get("named_on", [])),
        emergencies=tuple(_emergency(row) for row in facts.get("emergencies", [])),
    )


def purposes_of(looker: Looker, at: datetime) -> list[str]:
    """The purposes for which anything is open to the looker at an instant: the one that most grants name first."""
    counts: dict[str, int] = defaultdict(int)
    for (_provider, _data_set, purpose), grants in looker.grants.items():
        for grant in grants:
            roles = looker.places.get(grant.recipient_id, frozenset())
            if grant.since <= at < grant.until and (not grant.recipient_roles or grant.recipient_roles & roles):
                counts[purpose] += 1
    return sorted(counts, key=lambda purpose: (-counts[purpose], purpose))


def _parsed(found: Any) -> dict[str, Any]:
    import json

    return json.loads(found) if isinstance(found, str) else dict(found)


def _ids(values: list[str]) -> frozenset[UUID]:
    return frozenset(UUID(value) for value in values)


def _places(pairs: list[list[str]]) -> dict[UUID, frozenset[RoleKind]]:
    places: dict[UUID, set[RoleKind]] = defaultdict(set)
    for agency, kind in pairs:
        places[UUID(agency)].add(RoleKind(kind))
    return {agency: frozenset(kinds) for agency, kinds in places.items()}


def _by_place(grants: Any) -> dict[tuple[UUID, str, str], tuple[Grant, ...]]:
    found: dict[tuple[UUID, str, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        found[grant.provider_id, grant.data_set, grant.purpose].append(grant)
    return {key: tuple(some) for key, some in found.items()}


def _grant(row: dict[str, Any]) -> Grant:
    until = datetime.fromisoformat(row["until"])
    revoked = row["revoked_at"]
    return Grant(
        id=UUID(row["id"]),
        agreement_id=UUID(row["agreement_id"]),
        clause=row["clause"],
        provider_id=UUID(row["provider_id"]),
        recipient_id=UUID(row["recipient_id"]),
        data_set=row["data_set"],
        purpose=row["purpose"],
        fields=frozenset(row["fields"]),
        subject_kinds=frozenset(row["subject_kinds"]),
        subject_roles=frozenset(row["subject_roles"]),
        handling=frozenset(row["handling"]),
        recipient_roles=frozenset(row["recipient_roles"]),
        needs_relationship=row["needs_relationship"],
        since=datetime.fromisoformat(row["since"]),
        until=min(until, datetime.fromisoformat(revoked)) if revoked else until,
        subject_id=UUID(row["subject_id"]) if row["subject_id"] else None,
    )


def _emergency(row: dict[str, Any]) -> Emergency:
    return Emergency(
        subject_id=UUID(row["subject_id"]),
        purpose=row["purpose"],
        since=datetime.fromisoformat(row["since"]),
        until=datetime.fromisoformat(row["until"]),
    )
