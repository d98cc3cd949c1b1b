"""A breach for tests: the police's, recorded by dan."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.people import Cast

from fourfold.accountability.oversight.operations.breaches import Facts, open_breach
from fourfold.ground.kernel.clock import now
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.queries import agency_ids_by_key


def facts(known_at: datetime | None = None, **changed: Any) -> Facts:
    """What is known of it, ten hours after it came to be known."""
    known = {"title": "Report sent to a former colleague", "what_happened": "The weekly report went to an old list."}
    at = known_at or now() - timedelta(hours=10)
    return Facts(**{**known, "known_at": at, "regime": Regime.GENERAL, **changed})


def make(people: Cast, known_at: datetime | None = None, *concerned: str) -> UUID:
    """Open it; its id. `concerned`: keys of other agencies."""
    with people.dan.acting() as dan:
        ids = agency_ids_by_key()
        breach = open_breach(
            actor=dan,
            now=now(),
            agency_id=ids["kent-police"],
            facts=facts(known_at),
            concerned=[ids[key] for key in concerned],
        )
    return breach.pk
