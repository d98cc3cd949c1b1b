"""Reading the catalogue: fetching and authorising are one call."""

from fourfold.trust.catalogue.queries.catalogue import catalogue
from fourfold.trust.catalogue.queries.data_sets import Holding, data_set_ids, ended, holdings
from fourfold.trust.catalogue.queries.proposals import facts_of, proposal_for_actor, proposals_for_actor

__all__ = [
    "Holding",
    "catalogue",
    "data_set_ids",
    "ended",
    "facts_of",
    "holdings",
    "proposal_for_actor",
    "proposals_for_actor",
]
